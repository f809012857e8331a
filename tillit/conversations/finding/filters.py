"""What filters mean: each becomes a clause, a bound, or a sentence about what is not understood."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from tillit.conversations.finding import marks
from tillit.conversations.finding.additions import tag_mark
from tillit.conversations.models import Inbox
from tillit.hours.home import home_zone
from tillit.people.models import Agent
from tillit.search.finding import marked
from tillit.search.questions import Filter, people_clauses
from tillit.search.store.asking import Clause
from tillit.search.words import spelled

STATES: Mapping[str, Callable[[Agent], str]] = {
    "open": lambda agent: marks.OPEN,
    "snoozed": lambda agent: marks.SNOOZED,
    "resolved": lambda agent: marks.RESOLVED,
    "spam": lambda agent: marks.SPAM,
    "unread": lambda agent: marks.UNREAD,
    "unassigned": lambda agent: marks.UNASSIGNED,
    "mine": lambda agent: marks.assigned(agent.pk),
}
_DAYS = ("%Y-%m-%d", "%Y-%m", "%Y")


@dataclass
class Meaning:
    """What the filters of a search come to; `notes` tell what was not understood."""

    clauses: list[Clause] = field(default_factory=list)
    since: datetime | None = None
    until: datetime | None = None
    wants_spam: bool = False
    notes: list[str] = field(default_factory=list)


def meaning_of(filters: tuple[Filter, ...], agent: Agent) -> Meaning:
    """Understand filters as this agent means them."""
    meaning = Meaning()
    for one in filters:
        _ADD[one.name](meaning, one, agent)
    return meaning


def _people(column: str) -> Callable[[Meaning, Filter, Agent], None]:
    def add(meaning: Meaning, one: Filter, agent: Agent) -> None:
        clauses = people_clauses(one, column)
        meaning.clauses += clauses
        if not clauses:
            meaning.notes.append(_empty(one))

    return add


def _empty(one: Filter) -> str:
    return _("Something is missing after “%(filter)s”.") % {"filter": f"{one.name}:"}


def _tag(meaning: Meaning, one: Filter, agent: Agent) -> None:
    if spelled(one.value):
        meaning.clauses.append(marked(tag_mark(one.value)))
    else:
        meaning.notes.append(_empty(one))


def _state(meaning: Meaning, one: Filter, agent: Agent) -> None:
    value = one.value.lower()
    if value in STATES:
        meaning.clauses.append(marked(STATES[value](agent)))
        meaning.wants_spam |= value == "spam"
    else:
        known = ", ".join(f"is:{state}" for state in STATES)
        words = _("“%(filter)s” is not known. There are %(known)s.")
        meaning.notes.append(words % {"filter": one, "known": known})


def _inbox(meaning: Meaning, one: Filter, agent: Agent) -> None:
    wanted = spelled(one.value)
    inboxes = Inbox.objects.filter(team_id__in=agent.team_ids).values_list("pk", "name")
    found = [number for number, name in inboxes if _begins(spelled(name), wanted)]
    meaning.clauses.append(marks.any_of(map(marks.inbox, found)))
    if not found:
        meaning.notes.append(_("You have no inbox called “%(name)s”.") % {"name": one.value})


def _begins(name: list[str], wanted: list[str]) -> bool:
    return bool(wanted) and " ".join(wanted) in " ".join(name)


def _has(meaning: Meaning, one: Filter, agent: Agent) -> None:
    if one.value.lower() in ("attachment", "attachments", "file", "files"):
        meaning.clauses.append(marked(marks.WITH_FILES))
    else:
        words = _("“%(filter)s” is not known. There is has:attachment.")
        meaning.notes.append(words % {"filter": one})


def _before(meaning: Meaning, one: Filter, agent: Agent) -> None:
    day = _day(meaning, one)
    if day is not None:
        meaning.until = min(day, meaning.until or day)


def _after(meaning: Meaning, one: Filter, agent: Agent) -> None:
    day = _day(meaning, one)
    if day is not None:
        meaning.since = max(day, meaning.since or day)


def _day(meaning: Meaning, one: Filter) -> datetime | None:
    """The beginning of a day, month or year, by the clock at home."""
    for pattern in _DAYS:
        try:
            day = datetime.strptime(one.value, pattern).replace(tzinfo=ZoneInfo(home_zone()))
            day.timestamp()
        except (ValueError, OverflowError):
            continue
        return day
    words = _("“%(filter)s” is no date. Write it like 2026-06-01, or 2026-06 for a month.")
    meaning.notes.append(words % {"filter": one})
    return None


_ADD: Mapping[str, Callable[[Meaning, Filter, Agent], None]] = {
    "from": _people("senders"),
    "to": _people("receivers"),
    "tag": _tag,
    "is": _state,
    "in": _inbox,
    "has": _has,
    "before": _before,
    "after": _after,
}
