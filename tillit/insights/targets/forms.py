"""What a lead says when setting a target."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tillit import clock
from tillit.documents.days import today_at_home
from tillit.insights.people.scope import people_led
from tillit.insights.targets.scope import is_of_people, teams_led, with_targets
from tillit.insights.targets.setting import Wanted
from tillit.measures.registry import Aim, Measure, Unit, measure_named
from tillit.people.models import Agent

LONGEST_WHY = 300
TEAM, PERSON = "team", "person"
HOUR = 3600
LIMITS: dict[Unit, tuple[float, float]] = {
    Unit.SHARE: (0, 100),
    Unit.POINTS: (-100, 100),
    Unit.SECONDS: (0, 10_000),
}
"""Between which numbers a target of this unit makes sense, as people write it."""
LARGEST = 1_000_000.0


class TargetForm(forms.Form):
    """For whom, which measure, how much, from when, and why."""

    whose = forms.ChoiceField(label=gettext_lazy("For whom"))
    measure = forms.ChoiceField(label=gettext_lazy("Measure"))
    value = forms.FloatField(
        label=gettext_lazy("Target"),
        help_text=gettext_lazy("Percent for shares, hours for times, else the number itself."),
        widget=forms.NumberInput(attrs={"step": "any", "inputmode": "decimal"}),
    )
    since = forms.DateField(
        label=gettext_lazy("Holds from"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    until = forms.DateField(
        label=gettext_lazy("Until, if it ends"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    why = forms.CharField(
        label=gettext_lazy("Why this one"),
        max_length=LONGEST_WHY,
        help_text=gettext_lazy("Whoever is to reach it reads this."),
    )

    def __init__(self, agent: Agent, said: Mapping[str, Any] | None = None) -> None:
        """With the teams and the people of a lead to choose from."""
        super().__init__(said, initial={"since": today_at_home(clock.now())})
        self._teams = {f"{TEAM}-{one.pk}": one for one in teams_led(agent)}
        self._people = {f"{PERSON}-{one.pk}": one for one in people_led(agent)}
        whose, measure = self.fields["whose"], self.fields["measure"]
        whose.choices = [  # type: ignore[attr-defined]
            (_("Teams"), [(key, one.name) for key, one in self._teams.items()]),
            (_("People"), [(key, one.name) for key, one in self._people.items()]),
        ]
        measure.choices = list(_measures())  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A number that the measure can reach, and an end after the beginning."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if "measure" in said:
            self._clean_measure(said)
        if said.get("until") and said.get("since") and said["until"] < said["since"]:
            self.add_error("until", _("It cannot end before it begins."))
        return said

    def _clean_measure(self, said: Mapping[str, Any]) -> None:
        measure = measure_named(said["measure"])
        lowest, highest = LIMITS.get(measure.unit, (0.0, LARGEST))
        if not lowest <= said.get("value", lowest) <= highest:
            self.add_error("value", _words_of_limits(lowest, highest))
        if said.get("whose") in self._people and not is_of_people(measure):
            self.add_error("whose", _("This is known of teams only, not of people."))

    @property
    def wanted(self) -> Wanted:
        """What was said."""
        said = self.cleaned_data
        measure = measure_named(said["measure"])
        until: date | None = said["until"]
        return Wanted(
            measure=measure.key,
            value=_stored(measure, said["value"]),
            since=said["since"],
            until=until,
            why=said["why"],
            team=self._teams.get(said["whose"]),
            agent=self._people.get(said["whose"]),
        )


def _words_of_limits(lowest: float, highest: float) -> ValidationError:
    words = _("Between %(lowest)d and %(highest)d.") % {"lowest": lowest, "highest": highest}
    return ValidationError(words)


def _stored(measure: Measure, value: float) -> float:
    if measure.unit is Unit.SHARE:
        return value / 100
    return value * HOUR if measure.unit is Unit.SECONDS else value


def _measures() -> Iterable[tuple[str, str]]:
    for one in with_targets():
        words = _("at most") if one.aim is Aim.AT_MOST else _("at least")
        yield one.key, f"{one.title} ({words})"
