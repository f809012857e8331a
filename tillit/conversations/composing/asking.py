"""What is asked once more before a reply is sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from tillit.conversations.composing.variables import left_open
from tillit.conversations.models import WITH_THE_CUSTOMER, Conversation, Message, MessageKind
from tillit.people.models import Agent


@dataclass(frozen=True)
class Question:
    """Why a reply is not sent yet, and what need not be asked again."""

    words: str
    confirmed: tuple[str, ...] = ()


def question(
    conversation: Conversation,
    agent: Agent,
    text: str,
    *,
    seen: str,
    confirmed: Sequence[str],
) -> Question | None:
    """What its writer should know: somebody else wrote meanwhile, or a variable is still open.

    `seen` is the newest message that stood on the page when the reply was begun.
    """
    newer = _newer(conversation, agent, seen)
    still_open = left_open(text)
    unasked = [name for name in still_open if name not in confirmed]
    if newer is None and not unasked:
        return None
    words = [_about(newer)] if newer else []
    if unasked:
        words.append(_about_open(unasked))
    return Question(" ".join(words), tuple(still_open))


def _newer(conversation: Conversation, agent: Agent, seen: str) -> Message | None:
    if not seen.isdecimal() or len(seen) > 18:
        return None
    newer = conversation.messages.filter(
        pk__gt=int(seen), kind__in=WITH_THE_CUSTOMER, automatic=False
    )
    return newer.exclude(agent=agent).select_related("agent").order_by("-id").first()


def _about(message: Message) -> str:
    if message.kind == MessageKind.INCOMING:
        return _("The customer has written again. Read it above, then send yours if it still fits.")
    name = message.agent.name if message.agent else _("A colleague")
    said = _("%(name)s has answered meanwhile. Read it above, then send yours if it still fits.")
    return said % {"name": name}


def _about_open(names: list[str]) -> str:
    listed = {"names": get_text_list(names, _("and"))}
    return _("Not filled in yet: %(names)s. Fill it in, or send it as it is.") % listed
