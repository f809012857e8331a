"""To whom a standard applies, and what it promises, in a few words."""

from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tillit.conversations.channels import channel_of
from tillit.measures.registry import Aim
from tillit.standards.indicators import aim_of, goes_by_time, title_of
from tillit.standards.models import HoursKind, Promise, StandardVersion
from tillit.ui import durations, numbers


def for_whom(version: StandardVersion) -> str:
    """`VIP · Complaint · Nederlands`, or everybody."""
    parts = [
        version.inbox.name if version.inbox else "",
        version.team.name if version.team else "",
        channel_of(version.channel).name if version.channel else "",
        _("VIP") if version.vip else "",
        version.get_priority_display() if version.priority else "",
        version.get_case_type_display() if version.case_type else "",
        version.get_language_display() if version.language else "",
    ]
    return " · ".join(str(part) for part in parts if part) or _("All customers")


def target_of(version: StandardVersion) -> str:
    """`4 h, opening hours`, `at least 85%`, `at most 10%`, or `at most 4 h, opening hours`."""
    if not version.measure:
        return time_of(version)
    if goes_by_time(version.measure):
        goal = timedelta(seconds=version.goal or 0)
        return _("at most %(goal)s") % {"goal": _timed(goal, version)}
    share = numbers.share(version.goal, decimals=0)
    if aim_of(version.measure) is Aim.AT_MOST:
        return _("at most %(goal)s") % {"goal": share}
    return _("at least %(share)s") % {"share": share}


def time_of(promised: StandardVersion | Promise) -> str:
    """`4 h, opening hours`, `15 working days` or `30 days, around the clock`."""
    return _timed(promised.target, promised)


def _timed(time: timedelta, promised: StandardVersion | Promise) -> str:
    days, rest = divmod(time, timedelta(days=1))
    if promised.hours_kind == HoursKind.WORKING_DAYS and not rest:
        return ngettext("%(n)d working day", "%(n)d working days", days) % {"n": days}
    words = durations.words(time)
    if promised.hours_kind == HoursKind.CALENDAR and days > 1 and not rest:
        words = ngettext("%(n)d day", "%(n)d days", days) % {"n": days}
    return _("%(time)s, %(kind)s") % {"time": words, "kind": promised.get_hours_kind_display()}


def promised_by(version: StandardVersion) -> str:
    """What it is about: the clock, or what is measured."""
    return title_of(version.measure) if version.measure else str(version.get_clock_display())
