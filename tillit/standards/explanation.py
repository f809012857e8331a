"""Why a promise is due when it is, line by line, from what was frozen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tillit import clock
from tillit.conversations.models import Status
from tillit.hours.business_time import Line
from tillit.standards.for_whom import time_of
from tillit.standards.models import HoursKind, Promise, PromiseState
from tillit.standards.outcomes import outcome
from tillit.ui import durations

Reason = Callable[[Line, Promise], str]


def of(promise: Promise) -> dict[str, Any]:
    """Everything that `standards/explanation.html` needs."""
    zone, now = ZoneInfo(promise.hours.zone), clock.now()
    started = promise.started_at.astimezone(zone)
    running = promise.state == PromiseState.RUNNING
    return {
        "standard": _("%(promise)s (version %(number)d)")
        % {"promise": promise.version.words(), "number": promise.version.number},
        "clock": promise.get_clock_display(),
        "outcome": "" if running else outcome(promise),
        "standard_url": reverse("handbook:standard", args=[promise.version.standard_id]),
        "zone": promise.hours.zone,
        "sentence": _sentence(promise, started),
        "lines": lines_of(promise, now, reason=_reason),
        "target": target_words(promise),
        "started_at": promise.started_at,
        "due_at": promise.due_with(promise.pauses_until(now)),
        "paused": _paused(promise),
        "back_url": reverse("conversations:conversation", args=[promise.conversation_id]),
    }


def target_words(promise: Promise) -> str:
    """How much time was promised."""
    in_days = promise.hours_kind == HoursKind.WORKING_DAYS
    return time_of(promise) if in_days else durations.words(promise.target)


def _sentence(promise: Promise, started: datetime) -> str:
    begun = {"day": _day(started.date()), "time": f"{started:%H:%M}"}
    return _how_counted(promise) % {"target": target_words(promise), **begun}


def _how_counted(promise: Promise) -> str:
    if promise.hours_kind == HoursKind.WORKING_DAYS:
        return _("%(target)s, counted from %(day)s %(time)s; each of them counts 24 hours.")
    if promise.hours_kind == HoursKind.BUSINESS:
        return _("%(target)s of opening hours, counted from %(day)s %(time)s.")
    return _("%(target)s around the clock, counted from %(day)s %(time)s.")


def _day(day: date) -> str:
    return date_format(day, _("D j M"))


def _paused(promise: Promise) -> str:
    """Why its clock stands still just now; empty when it does not."""
    if promise.state != PromiseState.PAUSED:
        return ""
    last = promise.pauses.order_by("-began_at").first()
    return str(Status(last.status).label) if last else str(PromiseState.PAUSED.label)


def lines_of(promise: Promise, now: datetime, *, reason: Reason) -> list[dict[str, str]]:
    """Every stretch of time with what it counted, in the words that `reason` finds for it."""
    together, shown, zone = timedelta(), [], ZoneInfo(promise.hours.zone)
    for line in promise.lines(now):
        before = _started_minutes(together)
        together += -line.counted if line.kind == "pause" else line.counted
        whole = _started_minutes(together)
        shown.append(
            {
                "kind": line.kind,
                "day": _day(line.day),
                "span": _span(line, zone),
                "reason": reason(line, promise),
                "counted": _counted(line, whole - before),
                "running": durations.words(whole) if whole else "–",
            }
        )
    return shown


def _started_minutes(duration: timedelta) -> timedelta:
    """Whole minutes, so that each line fits the times beside it and the lines add up."""
    minute = timedelta(minutes=1)
    return -(-duration // minute) * minute


def _span(line: Line, zone: ZoneInfo) -> str:
    if not line.counted:
        return ""
    begin, end = line.start.astimezone(zone), line.end.astimezone(zone)
    return f"{begin:%H:%M}–{end:%H:%M}"


def holiday_name(line: Line, promise: Promise) -> str:
    """Which holiday a line is about; empty when it is none, or one without a name."""
    names = promise.calendar_version.data.get("holiday_names", {})
    return str(names.get(line.day.isoformat(), "")) if line.kind == "holiday" else ""


def _reason(line: Line, promise: Promise) -> str:
    if line.kind == "holiday":
        name = holiday_name(line, promise)
        return _("Closed: %(holiday)s") % {"holiday": name} if name else _("Closed: holiday")
    if line.kind == "pause":
        return _why_paused(line, promise)
    if line.kind == "override":
        return _("Open, special hours") if line.counted else _("Closed on this day")
    if line.counted:
        in_days = promise.hours_kind == HoursKind.WORKING_DAYS
        return _("A working day") if in_days else pgettext("opening hours", "Open")
    return pgettext("opening hours", "Closed")


def _why_paused(line: Line, promise: Promise) -> str:
    status = waited_for(line, promise)
    return _("Paused: %(why)s") % {"why": status.label} if status else _("Paused")


def waited_for(line: Line, promise: Promise) -> Status | None:
    """In which status the clock stood still during a pause."""
    stood = (one for one in promise.pauses.all() if one.began_at <= line.start)
    last = max(stood, key=lambda one: one.began_at, default=None)
    return Status(last.status) if last else None


def _counted(line: Line, whole: timedelta) -> str:
    if not line.counted:
        return "–"
    words = durations.words(whole)
    return f"−{words}" if line.kind == "pause" else words
