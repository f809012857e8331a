"""How a problem was solved: what it was, what could be done, what was done, and what came of it."""

from django.db import transaction

from tillit import clock
from tillit.conversations import changes
from tillit.conversations.case_events import ProblemWritten
from tillit.conversations.models import Conversation, ProblemVersion
from tillit.conversations.words import without_nul
from tillit.journal import rows
from tillit.journal.recording import emit
from tillit.people.actor import Actor
from tillit.people.models import Agent

PARTS = ("problem", "options", "solution", "result")
LONGEST_PART = 10_000


def current(conversation: Conversation) -> ProblemVersion | None:
    """What counts now."""
    newest = "conversation_id = %s ORDER BY number DESC LIMIT 1"
    found = rows.select(ProblemVersion, newest, [conversation.pk])
    return found[0] if found else None


@transaction.atomic(savepoint=False)
def write(*, conversation: Conversation, agent: Agent, words: dict[str, str], by: Actor) -> None:
    """Write it down anew; the earlier versions are kept."""
    said = {part: without_nul(words.get(part, "")).strip()[:LONGEST_PART] for part in PARTS}
    conversation = changes.lock(conversation.pk)
    before = current(conversation)
    if said == {part: getattr(before, part) if before else "" for part in PARTS}:
        return
    number = before.number + 1 if before else 1
    ProblemVersion.objects.create(
        conversation=conversation, number=number, at=clock.now(), agent=agent, **said
    )
    changes.change(conversation)
    fact = ProblemWritten(conversation.pk, conversation.team_id, number)
    emit(fact, by=by, carrying=conversation)
