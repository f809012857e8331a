"""To whom a standard applies, and what it promises, in a few words."""

from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tillit.standards.indicators import title_of
from tillit.standards.models import HoursKind, Promise, StandardVersion
from tillit.ui import durations, numbers


def for_whom(version: StandardVersion) -> str:
    """`VIP · Complaint · Nederlands`, or everybody."""
    parts = [
        version.inbox.name if version.inbox else "",
        _("VIP") if version.vip else "",
        version.get_priority_display() if version.priority else "",
        version.get_case_type_display() if version.case_type else "",
        version.get_language_display() if version.language else "",
    ]
    return " · ".join(str(part) for part in parts if part) or _("All customers")


def target_of(version: StandardVersion) -> str:
    """`4 h, opening hours`, or `at least 85%`."""
    if version.measure:
        return _("at least %(share)s") % {"share": numbers.share(version.goal, decimals=0)}
    return time_of(version)


def time_of(promised: StandardVersion | Promise) -> str:
    """`4 h, opening hours`, `15 working days` or `30 days, around the clock`."""
    days, rest = divmod(promised.target, timedelta(days=1))
    if promised.hours_kind == HoursKind.WORKING_DAYS and not rest:
        return ngettext("%(n)d working day", "%(n)d working days", days) % {"n": days}
    time = durations.words(promised.target)
    if promised.hours_kind == HoursKind.CALENDAR and days > 1 and not rest:
        time = ngettext("%(n)d day", "%(n)d days", days) % {"n": days}
    return _("%(time)s, %(kind)s") % {"time": time, "kind": promised.get_hours_kind_display()}


def promised_by(version: StandardVersion) -> str:
    """What it is about: the clock, or what is measured."""
    return title_of(version.measure) if version.measure else str(version.get_clock_display())
