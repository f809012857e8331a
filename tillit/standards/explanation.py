"""Why a promise is due when it is, line by line, from what was frozen."""

from __future__ import annotations

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
from tillit.standards.registers import outcome
from tillit.ui import durations


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
        "sentence": _sentence(promise)
        % {"target": _target(promise), "day": _day(started.date()), "time": f"{started:%H:%M}"},
        "lines": _lines(promise, zone, now),
        "target": _target(promise),
        "started_at": promise.started_at,
        "due_at": promise.due_with(promise.pauses_until(now)),
        "paused": _paused(promise),
        "back_url": reverse("conversations:conversation", args=[promise.conversation_id]),
    }


def _target(promise: Promise) -> str:
    in_days = promise.hours_kind == HoursKind.WORKING_DAYS
    return time_of(promise) if in_days else durations.words(promise.target)


def _sentence(promise: Promise) -> str:
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


def _lines(promise: Promise, zone: ZoneInfo, now: datetime) -> list[dict[str, str]]:
    together, shown = timedelta(), []
    names = promise.calendar_version.data.get("holiday_names", {})
    for line in promise.lines(now):
        before = _started_minutes(together)
        together += -line.counted if line.kind == "pause" else line.counted
        whole = _started_minutes(together)
        shown.append(
            {
                "kind": line.kind,
                "day": _day(line.day),
                "span": _span(line, zone),
                "reason": _reason(line, names, promise),
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


def _reason(line: Line, names: dict[str, str], promise: Promise) -> str:
    if line.kind == "holiday":
        name = names.get(line.day.isoformat())
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
    stood = (one for one in promise.pauses.all() if one.began_at <= line.start)
    last = max(stood, key=lambda one: one.began_at, default=None)
    why = Status(last.status).label if last else ""
    return _("Paused: %(why)s") % {"why": why} if why else _("Paused")


def _counted(line: Line, whole: timedelta) -> str:
    if not line.counted:
        return "–"
    words = durations.words(whole)
    return f"−{words}" if line.kind == "pause" else words
