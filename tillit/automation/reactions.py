"""What rules do about facts: a few at once, with the event itself; the others by a worker."""

from __future__ import annotations

from tillit.automation import book, moments, running, webhooks  # noqa: F401 (they register)
from tillit.automation.cases import Case
from tillit.automation.events import RulesCalled
from tillit.automation.models import Rule
from tillit.conversations import changes
from tillit.journal.models import Event
from tillit.journal.registry import Mode, on


@on(RulesCalled, mode=Mode.LATER)
def ask_rules(fact: RulesCalled, event: Event) -> None:
    """Ask those that a worker asks, one after the other."""
    cause = Event.objects.get(pk=fact.cause)
    case = Case(
        cause=f"event:{fact.cause}",
        conversation=changes.lock(fact.conversation),
        at=cause.at,
        message=fact.message,
        answerable=cause.data.get("acknowledge", True),
    )
    rules = [one for one in book.later(fact.trigger, fact.team) if _was_on(one, cause)]
    running.ask_all(rules, case, event)


def _was_on(rule: Rule, cause: Event) -> bool:
    return rule.since is not None and rule.since <= cause.at
