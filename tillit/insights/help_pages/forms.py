"""The form for what help pages counted in a month."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tillit.insights.help_pages.entering import COUNTS
from tillit.insights.help_pages.telling import SHOWN
from tillit.insights.targets.scope import teams_led
from tillit.measures.dates import add_months, first_of_month
from tillit.measures.registry import Words
from tillit.people.models import Agent, Team

MOST = 2_000_000_000
CONTAINED: tuple[tuple[str, str, Words], ...] = (
    ("people", "visits", gettext_lazy("There cannot be more people than visits.")),
    ("asked_after", "visits", gettext_lazy("There cannot be more than visits.")),
    ("read", "visits", gettext_lazy("There cannot be more than visits.")),
    ("read_asked_after", "read", gettext_lazy("There cannot be more than visits with an answer.")),
)
"""Which count lies within which, and what is said where it does not."""


class CountField(forms.IntegerField):
    """How many, where it is known."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**({"min_value": 0, "max_value": MOST, "required": False} | given))


class HelpMonthForm(forms.Form):
    """One month of one team's help pages."""

    team = forms.ChoiceField(label=gettext_lazy("For the customers of"))
    month = forms.ChoiceField(label=gettext_lazy("Month"))
    source = forms.CharField(
        label=gettext_lazy("Counted by"),
        help_text=gettext_lazy("For example: Matomo, shop.example/help"),
        max_length=160,
    )
    people = CountField(label=gettext_lazy("Different people who looked for help"), required=True)
    visits = CountField(label=gettext_lazy("Visits to help pages"), required=True)
    asked_after = CountField(label=gettext_lazy("Of these, asked us within 24 hours"))
    read = CountField(label=gettext_lazy("Visits in which an answer was opened"))
    read_asked_after = CountField(
        label=gettext_lazy("Of these with an answer, asked us within 24 hours")
    )
    shown = CountField(label=gettext_lazy("How often “Did this help?” was shown"))
    yes = CountField(label=gettext_lazy("“Yes”"))
    no = CountField(label=gettext_lazy("“No”"))

    def __init__(self, agent: Agent, today: date, said: Mapping[str, Any] | None = None) -> None:
        """With the teams of a lead and the months that are over to choose from."""
        super().__init__(said, auto_id="help-%s")
        self._teams = {str(one.pk): one for one in teams_led(agent)}
        self._months = {one.isoformat(): one for one in _months(today)}
        team, month = self.fields["team"], self.fields["month"]
        team.choices = [(key, one.name) for key, one in self._teams.items()]  # type: ignore[attr-defined]
        month.choices = [  # type: ignore[attr-defined]
            (key, date_format(one, "YEAR_MONTH_FORMAT")) for key, one in self._months.items()
        ]

    @property
    def of(self) -> tuple[Team, date]:
        """Whose month it is."""
        told = self.cleaned_data
        return self._teams[told["team"]], self._months[told["month"]]

    @property
    def counts(self) -> dict[str, int | None]:
        """By name, as `enter` takes them."""
        return {name: self.cleaned_data[name] for name in COUNTS}

    def clean(self) -> dict[str, Any]:
        """A part is not larger than what it is a part of."""
        told = self.cleaned_data
        for part, whole, words in CONTAINED:
            if part in told and whole in told and (told[part] or 0) > (told[whole] or 0):
                self.add_error(part, str(words))
        if all(name in told for name in ("shown", "yes", "no")):
            answers = (told["yes"] or 0) + (told["no"] or 0)
            if answers > (told["shown"] or 0):
                self.add_error("shown", _("There cannot be more answers than questions."))
        return told


def _months(today: date) -> Iterator[date]:
    for number in range(1, SHOWN + 1):
        yield add_months(first_of_month(today), -number)
