"""What is filled in to change opening hours."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale
from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tillit import clock
from tillit.hours.countries import country_of_zone, zones
from tillit.hours.errors import WEEKDAYS, HoursError
from tillit.hours.home import home_zone
from tillit.hours.models import Calendar
from tillit.hours.notation import read_date
from tillit.hours.opening_hours import ISO_WEEKDAYS, Hours, Windows, written_windows
from tillit.hours.public_holidays import countries, proposed, regions
from tillit.hours.typed import windows_typed, windows_written

MOST_EXCEPTIONS, MOST_HOLIDAYS = 60, 200
SPARE_ROWS = 3
FRIDAY = 5


class DaysField(forms.MultipleChoiceField):
    """Days of which some are offered; others that can be written down are taken as well."""

    def valid_value(self, value: str) -> bool:
        """Whether it is a date."""
        return _day_in(value) is not None


def _day_in(text: str) -> date | None:
    try:
        return read_date(text)
    except HoursError:
        return None


class HoursForm(forms.Form):
    """Name, zone, the week, the holidays of a country or region, and days that are different."""

    name = forms.CharField(label=_("Name"), max_length=80)
    zone = forms.ChoiceField(label=_("Time zone"))
    country = forms.ChoiceField(
        label=_("Holidays of"),
        required=False,
        help_text=_(
            "They are proposed for this year and the next; leave out those on which you work."
        ),
    )
    region = forms.CharField(label=_("Region"), required=False, max_length=40)
    holidays = DaysField(label=_("Closed on"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(
        self, calendar: Calendar, data: dict[str, Any], typed: Any = None, *, asked: bool = False
    ) -> None:
        """Show the hours as they are; `asked` for a country proposes its holidays instead."""
        super().__init__(typed)
        self._calendar, self._data, self._asked = calendar, data, asked
        self._hours = Hours.from_json(data)
        self._today = clock.now().astimezone(ZoneInfo(self._hours.zone)).date()
        self._offer("zone", [(zone, zone) for zone in zones(self._hours.zone)], self._hours.zone)
        usual = data.get("country", country_of_zone(self._hours.zone))
        country = typed.get("country", "") if typed else usual
        self._offer("country", [("", _("None")), *_named_countries()], country)
        region = typed.get("region", "") if typed else data.get("region", "")
        self.fields["region"].widget = forms.Select(
            choices=[("", _("The whole country")), *regions(country)]
        )
        self.fields["region"].initial = region
        self.fields["name"].initial = calendar.name
        for day in ISO_WEEKDAYS:
            self.fields[f"day_{day}"] = forms.CharField(
                label=_now(WEEKDAYS[day - 1]),
                required=False,
                max_length=120,
                initial=windows_written(self._hours.week.get(day, ())),
            )
        years = (self._today.year, self._today.year + 1)
        self._proposal = proposed(country, years, get_language() or "en", region)
        self._holidays()
        self._exceptions()

    def _offer(self, name: str, choices: list[tuple[str, Any]], initial: Any) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]
        self.fields[name].initial = initial

    def _holidays(self) -> None:
        """Those that are kept, and those that could be; a country just asked for proposes all."""
        kept = {day for day in self._hours.holidays if day.year >= self._today.year}
        offered = dict(self._proposal.days_off)
        if not self._asked:
            offered |= {day: self.holiday_name(day) for day in kept | self._ticked()}
        days = sorted(offered)
        self._offer(
            "holidays", [(day.isoformat(), _day_words(day, offered[day])) for day in days], []
        )
        chosen = offered if self._asked else kept
        self.fields["holidays"].initial = [day.isoformat() for day in chosen]

    def _ticked(self) -> set[date]:
        """The days that are chosen in what was sent."""
        sent = self.data.getlist("holidays") if isinstance(self.data, QueryDict) else []
        return {day for text in sent[:MOST_HOLIDAYS] if (day := _day_in(text))}

    def holiday_name(self, day: date) -> str:
        """What a holiday is called, as far as that was known or is."""
        known = self._proposal.days_off.get(day)
        return known or str(self._data.get("holiday_names", {}).get(day.isoformat(), ""))

    def _exceptions(self) -> None:
        kept = [day for day in self._hours.overrides if day.year >= self._today.year]
        rows = [(day.isoformat(), windows_written(self._hours.overrides[day])) for day in kept]
        if self._asked:
            usual = windows_written(self._hours.week.get(FRIDAY, ()))
            new = [day for day in self._proposal.working_days if day not in kept]
            rows += [(day.isoformat(), usual) for day in new]
        count = len(rows) + SPARE_ROWS
        if self.is_bound:
            count = max(count, sum(f"date_{row}" in self.data for row in range(MOST_EXCEPTIONS)))
        rows += [("", "")] * (count - len(rows))
        for row, (day, windows) in enumerate(rows[:MOST_EXCEPTIONS]):
            self.fields[f"date_{row}"] = forms.DateField(
                label=_("Day"),
                required=False,
                initial=day,
                widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            )
            self.fields[f"hours_{row}"] = forms.CharField(
                label=_("Hours"), required=False, max_length=120, initial=windows
            )
        self._rows = min(len(rows), MOST_EXCEPTIONS)

    def clean_region(self) -> str:
        """A region of the country; of another country it is none."""
        said = str(self.cleaned_data["region"])
        return said if said in dict(regions(self.cleaned_data.get("country", ""))) else ""

    def clean_name(self) -> str:
        """One calendar of a name."""
        name = str(self.cleaned_data["name"]).strip()
        if Calendar.objects.filter(name__iexact=name).exclude(pk=self._calendar.pk).exists():
            raise ValidationError(_("There are opening hours of this name already."))
        return name

    def clean(self) -> dict[str, Any]:
        """Every day must be readable, and there must be one that is open."""
        said: dict[str, Any] = super().clean() or {}
        said["week"] = {str(day): self._windows(day, f"day_{day}") for day in ISO_WEEKDAYS}
        said["overrides"] = dict(self._typed_exceptions(said))
        if not self.errors and not any(said["week"].values()):
            self.add_error("day_1", _("Open on one day at least; promises are counted in it."))
        return said

    def _windows(self, day: int | date, field: str) -> list[list[str]]:
        try:
            windows: Windows = windows_typed(day, self.cleaned_data.get(field) or "")
            # Hours knows what windows must be like; a day alone is enough to ask it.
            Hours("UTC", {1: windows} if isinstance(day, date) else {day: windows})
        except HoursError as problem:
            self.add_error(field, problem.told(_now))
            return []
        return written_windows(windows)

    def _typed_exceptions(self, said: dict[str, Any]) -> Iterator[tuple[str, list[list[str]]]]:
        seen: set[date] = set()
        for row in range(self._rows):
            day = said.get(f"date_{row}")
            if day is None:
                if said.get(f"hours_{row}"):
                    self.add_error(f"date_{row}", _("Choose the day of these hours."))
                continue
            if day in seen:
                self.add_error(f"date_{row}", _("This day stands here twice."))
            seen.add(day)
            yield day.isoformat(), self._windows(day, f"hours_{row}")

    def stored(self) -> dict[str, Any]:
        """The hours as they are kept; days of past years stay as they were."""
        said = self.cleaned_data
        past = sorted(day for day in self._hours.holidays if day.year < self._today.year)
        days = [*(day.isoformat() for day in past), *sorted(said["holidays"])]
        earlier = {
            day.isoformat(): written_windows(windows)
            for day, windows in self._hours.overrides.items()
            if day.year < self._today.year
        }
        names = {day: self.holiday_name(date.fromisoformat(day)) for day in days}
        return {
            "tz": said["zone"],
            "week": {day: windows for day, windows in said["week"].items() if windows},
            "holidays": days,
            "holiday_names": {day: name for day, name in names.items() if name},
            "overrides": {**earlier, **dict(sorted(said["overrides"].items()))},
            "country": said["country"],
            "region": said["region"],
        }

    def week(self) -> list[BoundField]:
        """The fields of the days."""
        return [self[f"day_{day}"] for day in ISO_WEEKDAYS]

    def exceptions(self) -> list[tuple[BoundField, BoundField]]:
        """The rows of days that are different."""
        return [(self[f"date_{row}"], self[f"hours_{row}"]) for row in range(self._rows)]


def new_data(now: datetime) -> dict[str, Any]:
    """What new opening hours begin with: the zone and the country of the company."""
    week = {str(day): [["09:00", "17:00"]] for day in range(1, 6)}
    zone = home_zone()
    return {"tz": zone, "week": week, "holidays": [], "country": country_of_zone(zone)}


def _named_countries() -> list[tuple[str, str]]:
    territories = Locale.parse(get_language() or "en").territories
    return sorted(
        ((code, territories.get(code, code)) for code in countries()), key=lambda one: one[1]
    )


def _day_words(day: date, name: str) -> str:
    return f"{date_format(day, 'DATE_FORMAT')}  {name}".strip()
