"""The clock of rules: what is due to be looked at now, and who waits for somebody."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tillit.automation import book, running, triggers
from tillit.automation.asking import look
from tillit.automation.calling import offer
from tillit.automation.cases import Case
from tillit.automation.choices import of
from tillit.automation.controls import Control, Settings, label_of
from tillit.automation.giving import give_those_that_wait
from tillit.automation.models import Firing, Rule
from tillit.automation.triggers import Trigger
from tillit.conversations import changes
from tillit.conversations.models import STILL_OPEN, Conversation
from tillit.hours.home import home_zone

EVERY = timedelta(seconds=15)
AT_ONCE = 200
_looked: dict[str, datetime] = {}


def forget() -> None:
    """Look again at once, whenever it was that anybody looked."""
    _looked.clear()


def tick(now: datetime) -> int:
    """Ask the rules that go by the clock, now and then; how many cases were looked at."""
    last = _looked.get("at")
    if last is not None and last <= now < last + EVERY:
        return 0
    _looked["at"] = now
    asked = 0
    for rule in book.holding():
        trigger = triggers.named(rule.trigger)
        if trigger is not None and trigger.found is not None:
            asked += _look(rule, trigger.found, now)
    give_those_that_wait()
    return asked


Found = Callable[[Rule, datetime, int], Iterable[Case]]


def _look(rule: Rule, found: Found, now: datetime) -> int:
    asked = 0
    while True:
        cases = list(found(rule, now, AT_ONCE))
        for case in cases:
            _ask(rule, case)
        asked += len(cases)
        if len(cases) < AT_ONCE:
            break
    Rule.objects.filter(pk=rule.pk).update(looked_until=now)
    rule.looked_until = now
    return asked


@transaction.atomic
def _ask(rule: Rule, case: Case) -> None:
    case.conversation = changes.lock(case.conversation.pk)
    running.ask(rule, case, None, remember=True)


_DAYS = (
    ("all", gettext_lazy("Every day")),
    ("work", gettext_lazy("Monday to Friday")),
    *((str(number), name) for number, name in enumerate(
        (
            gettext_lazy("Mondays"), gettext_lazy("Tuesdays"), gettext_lazy("Wednesdays"),
            gettext_lazy("Thursdays"), gettext_lazy("Fridays"), gettext_lazy("Saturdays"),
            gettext_lazy("Sundays"),
        )
    )),
)  # fmt: skip


def _is_day(day: date, days: str) -> bool:
    if days == "work":
        return day.weekday() < 5
    return days == "all" or day.weekday() == int(days)


def last_time(settings: Settings, now: datetime) -> datetime | None:
    """The last instant of a schedule up to now, by the clock on the wall at home."""
    zone = ZoneInfo(home_zone())
    hours, _colon, minutes = settings.get("at", "09:00").partition(":")
    for back in range(8):
        day = now.astimezone(zone).date() - timedelta(days=back)
        at = datetime.combine(day, time(int(hours), int(minutes)), zone).astimezone(UTC)
        if at <= now and _is_day(day, settings.get("days", "all")):
            return at
    return None


def _scheduled(rule: Rule, now: datetime, most: int) -> Iterable[Case]:
    at = last_time(rule.settings, now)
    if at is None or rule.since is None or at < rule.since or _done(rule, at):
        return []
    return list(_standing(rule, at, most))


def _done(rule: Rule, at: datetime) -> bool:
    return rule.looked_until is not None and rule.looked_until >= at


def _standing(rule: Rule, at: datetime, most: int) -> Iterator[Case]:
    """Open conversations for which the conditions hold and that this time has not seen yet."""
    cause = f"at:{at.isoformat()}"
    found = Conversation.objects.filter(shelf__in=STILL_OPEN).order_by("last_message_at", "pk")
    seen = Firing.objects.filter(rule=rule, conversation=OuterRef("pk"), cause__startswith=cause)
    found = found.exclude(Exists(seen))
    if rule.team_id:
        found = found.filter(team=rule.team_id)
    for some in _in_pieces(list(found.values_list("pk", flat=True)), most):
        shown = Conversation.objects.filter(pk__in=some).select_related("inbox")
        cases = [Case(f"{cause}:{one.pk}", one, at) for one in shown]
        yield from (
            case
            for case, seen in zip(cases, look(rule.conditions, cases), strict=True)
            if seen.holds
        )


def _in_pieces(numbers: list[int], size: int) -> Iterator[list[int]]:
    for start in range(0, len(numbers), size):
        yield numbers[start : start + size]


def _scheduled_words(settings: Settings) -> str:
    words = {"days": label_of(_DAYS, settings.get("days", "all")), "at": settings.get("at", "")}
    return _("%(days)s at %(at)s, each open conversation") % words


offer(
    Trigger(
        key="schedule",
        label=gettext_lazy("At a time of the day"),
        controls=(
            Control("days", gettext_lazy("Days"), choices=of(_DAYS)),
            Control("at", gettext_lazy("Time"), kind="time", initial="09:00"),
        ),
        words=_scheduled_words,
        found=_scheduled,
        recent=lambda rule, now, most: _standing(rule, now, most),
        order=90,
    )
)
