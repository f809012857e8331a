"""What the charter says, from what is in force and what was decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tillit.conversations.channels import channel_of
from tillit.conversations.models import Inbox
from tillit.conversations.openness import calendar_of
from tillit.hours.changing import newest_of
from tillit.hours.coming import coming_days, state_at
from tillit.hours.home import home_zone
from tillit.hours.models import Calendar, CalendarVersion
from tillit.measures.registry import Figure, Unit
from tillit.standards.aims import Results
from tillit.standards.for_whom import for_whom
from tillit.standards.hours_words import day_line, week_rows
from tillit.standards.indicators import goes_by_time
from tillit.standards.models import StandardVersion
from tillit.standards.moments import clock_words, day_words
from tillit.standards.results import told
from tillit.ui import numbers

PERIODS = (30, 90)
"""Days, up to today; a standard that has ended stays listed for the longer one."""


@dataclass(frozen=True)
class Result:
    """How well one promise was kept over so many days; `figure` None: not measured yet."""

    days: int
    figure: Figure | None
    unit: Unit = Unit.SHARE

    @property
    def seconds(self) -> float | None:
        """How long it took, for a promise of a time over a period."""
        return self.figure.value if self.figure and self.unit is Unit.SECONDS else None

    @property
    def cases(self) -> int:
        """How many promises were decided, or how many answers were counted."""
        return self.figure.n if self.figure else 0

    @property
    def kept(self) -> int:
        """How many of them were kept, or good."""
        return (self.figure.numerator or 0) if self.figure else 0

    @property
    def words(self) -> str:
        """`94%`; under thirty cases `18 of 20`, and a dash only for none."""
        return told(self.figure, self.unit) if self.figure else numbers.DASH

    @property
    def share(self) -> float | None:
        """Kept of all, where there are cases enough to say it as a share."""
        if self.figure is None or self.figure.is_few or self.unit is not Unit.SHARE:
            return None
        return self.figure.value


@dataclass(frozen=True)
class Promised:
    """One promise that customers are told, or were told until a short while ago."""

    standard: int
    words: str
    whom: str
    until: datetime | None
    results: tuple[Result, ...]


@dataclass(frozen=True)
class Opening:
    """One set of opening hours: how it stands now, the week, and the days that differ."""

    name: str
    is_open: bool
    sentence: str
    week: tuple[tuple[str, str], ...]
    different: tuple[tuple[str, str], ...]


def promises(now: datetime) -> list[Promised]:
    """Every promise that customers are told, also the one that is kept badly."""
    found = Results(now)
    return [_promised(version, found, now) for version in _told(now)]


def _told(now: datetime) -> list[StandardVersion]:
    """The newest public version of each standard, unless it ended long ago."""
    lately = now - timedelta(days=max(PERIODS))
    public = StandardVersion.objects.filter(
        Q(valid_to=None) | Q(valid_to__gt=lately), public=True, valid_from__lte=now
    )
    newest: dict[int, StandardVersion] = {}
    for version in public.select_related("standard", "inbox", "team").order_by("number"):
        newest[version.standard_id] = version
    return sorted(newest.values(), key=lambda one: (one.valid_to is not None, one.standard_id))


def _promised(version: StandardVersion, found: Results, now: datetime) -> Promised:
    ended = version.valid_to is not None and version.valid_to <= now
    unit = Unit.SECONDS if goes_by_time(version.measure) else Unit.SHARE
    return Promised(
        standard=version.standard_id,
        words=version.words(),
        whom="" if _is_for_everybody(version) else for_whom(version),
        until=version.valid_to if ended else None,
        results=tuple(Result(days, found.figure_of(version, days), unit) for days in PERIODS),
    )


def _is_for_everybody(version: StandardVersion) -> bool:
    """The only inbox is everybody's."""
    asked = version.precision - bool(version.inbox_id and Inbox.objects.count() == 1)
    return not asked


def openings(now: datetime) -> list[Opening]:
    """The opening hours that count for what customers write; several have their names."""
    counting = {calendar_of(inbox) for inbox in Inbox.objects.all()}
    used = Calendar.objects.filter(pk__in=counting).order_by("id")
    versions = [(one, newest) for one in used if (newest := newest_of(one))]
    named = len(versions) > 1
    return [_opening(one.name if named else "", version, now) for one, version in versions]


def _opening(name: str, version: CalendarVersion, now: datetime) -> Opening:
    hours = version.hours
    state = state_at(hours, now)
    names = version.data.get("holiday_names", {})
    different = (day for day in coming_days(hours, now) if day.differs)
    zone = ZoneInfo(hours.zone)
    return Opening(
        name=name,
        is_open=state.is_open,
        sentence=_sentence(state.is_open, state.changes_at, zone, now),
        week=tuple(week_rows(hours)),
        different=tuple(
            (
                date_format(day.date, _("l j F")),
                day_line(day.openings, names.get(day.date.isoformat(), ""), zone),
            )
            for day in different
        ),
    )


def _sentence(is_open: bool, changes_at: datetime | None, zone: ZoneInfo, now: datetime) -> str:
    if changes_at is None:
        return _("We are open around the clock.") if is_open else _("We are closed.")
    local, today = changes_at.astimezone(zone), now.astimezone(zone)
    said = {"day": day_words(local, today), "time": clock_words(local)}
    if is_open and local.date() == today.date():
        return _("We are open, until %(time)s today.") % said
    if is_open:
        return _("We are open, until %(time)s %(day)s.") % said
    return _("We are closed just now. We open %(day)s at %(time)s.") % said


def as_of(now: datetime) -> str:
    """`1 June 2026, 10:00`, by the clock at home."""
    local = now.astimezone(ZoneInfo(home_zone()))
    return f"{date_format(local.date(), 'DATE_FORMAT')}, {clock_words(local)}"


def addresses() -> list[str]:
    """Where customers reach a person."""
    inboxes = Inbox.objects.order_by("id")
    found = (channel_of(inbox.channel).address_of(inbox) for inbox in inboxes)
    return [address for address in dict.fromkeys(found) if address]
