"""What follows when notices are to leave: they do."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial

from tillit.journal.models import Event, Lane
from tillit.journal.registry import Mode, on
from tillit.notices import digest, pushing
from tillit.notices.events import DigestWanted, PushWanted
from tillit.people.letters import LetterRefused
from tillit.people.models import Agent


@on(DigestWanted, mode=Mode.OUTSIDE, lane=Lane.SLOW)
def send_digest(fact: DigestWanted, event: Event) -> Callable[[], None] | None:
    """Mail what waits; a mail that is refused for good is not tried again."""
    agent = Agent.objects.filter(pk=fact.agent).first()
    if agent is None:
        return None
    notices = digest.waiting_for(agent)
    if agent.is_active:
        with suppress(LetterRefused):
            digest.send(agent, notices)
    return partial(digest.done, agent, notices)


@on(PushWanted, mode=Mode.OUTSIDE, lane=Lane.SLOW)
def push_notice(fact: PushWanted, event: Event) -> Callable[[], None] | None:
    """Let a device show a notice, as long as that is news."""
    return pushing.push(fact.device, fact.notice, since=event.at)
