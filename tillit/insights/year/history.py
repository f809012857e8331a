"""What was changed about a method, read from the journal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tillit.insights.models import Method
from tillit.insights.year.events import (
    MethodAdded,
    MethodChanged,
    MethodPutAway,
    MethodTakenUp,
)
from tillit.journal.models import Event
from tillit.people.actor import Actor
from tillit.people.models import Agent

MOST = 20
_WORDS: dict[str, str | Promise] = {
    MethodAdded.kind(): _("Put into the calendar"),
    MethodPutAway.kind(): _("Put away"),
    MethodTakenUp.kind(): _("Taken up again"),
}
_FIELDS: dict[str, str | Promise] = {
    "title": _("what it is called"),
    "purpose": _("what it is for"),
    "rhythm": _("how often"),
    "every": _("how often"),
    "due_on": _("when it is due"),
    "owner": _("who looks after it"),
    "team": _("for whom"),
}


@dataclass(frozen=True)
class Change:
    """What was changed, by whom, and when."""

    words: str
    who: str
    at: datetime


def changes_of(method: Method) -> list[Change]:
    """The newest changes first."""
    kinds = [*_WORDS, MethodChanged.kind()]
    told = Event.objects.filter(subject=f"method:{method.pk}", kind__in=kinds).order_by("-id")
    events = list(told[:MOST])
    numbers = {event.pk: Actor.from_key(event.actor).agent_id or 0 for event in events}
    names = dict(Agent.objects.filter(pk__in=set(numbers.values())).values_list("pk", "name"))
    return [Change(_words(event), names.get(numbers[event.pk], ""), event.at) for event in events]


def _words(event: Event) -> str:
    if event.kind in _WORDS:
        return str(_WORDS[event.kind])
    changed = {_FIELDS[name]: None for name in event.data["fields"] if name in _FIELDS}
    said = ", ".join(str(words) for words in changed)
    return str(_("Changed: %(fields)s")) % {"fields": said}
