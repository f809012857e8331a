"""What is filled in about rounds of talks and what follows from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tillit import clock
from tillit.documents.days import today_at_home
from tillit.feedback.interviews.guide import ready_made
from tillit.feedback.interviews.planning import WANTED
from tillit.feedback.models import Round, Segment
from tillit.people.languages import LANGUAGES
from tillit.people.models import Agent, Role, Team
from tillit.standards.handbook.forms import Multiline

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2199, 12, 31)
MOST_WANTED = 50


def day_field(label: Any, **more: Any) -> forms.DateField:
    """A day, chosen in the browser's calendar."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **more)


def talkers(team: int) -> QuerySet[Agent]:
    """Who can talk with customers and read what they said: the team, but for its light agents."""
    members = Agent.objects.filter(teams=team, is_active=True).exclude(role=Role.LIGHT)
    return members.order_by("name")


class RoundForm(forms.Form):
    """Until when, and how many talks with customers of which segment."""

    team = forms.ModelChoiceField(Team.objects.none(), label=_("Team"), empty_label=None)
    due_on = day_field(
        _("To be finished by"),
        help_text=_("Half a year after the last round, if you do not say otherwise."),
    )

    def __init__(
        self, proposed: Mapping[Team, date], known: Round | None, said: Any = None
    ) -> None:
        """Show how it is now, or the day that is `proposed` to each team."""
        wanted = {segment.value: number for segment, number in WANTED.items()}
        if known:
            wanted = {quota.segment: quota.wanted for quota in known.quotas.all()}
        super().__init__(said)
        self.proposed = proposed
        self._choose_team(list(proposed), known)
        self._propose({known.due_on} if known else set(proposed.values()))
        for segment in Segment:
            self.fields[segment.value] = forms.IntegerField(
                label=segment.label,
                min_value=0,
                max_value=MOST_WANTED,
                initial=wanted.get(segment, 0),
            )

    def _choose_team(self, teams: Sequence[Team], known: Round | None) -> None:
        if known:
            del self.fields["team"]
            return
        named = Team.objects.filter(pk__in=[team.pk for team in teams]).order_by("name")
        self.fields["team"].queryset = named  # type: ignore[attr-defined]
        self.initial["team"] = teams[0].pk if teams else None
        if len(teams) == 1:
            self.fields["team"].widget = forms.HiddenInput()

    def _propose(self, days: set[date]) -> None:
        """One day is shown; of several, that of the team that is chosen holds if none is said."""
        field = self.fields["due_on"]
        field.required = len(days) == 1
        self.initial["due_on"] = next(iter(days)) if field.required else None

    def clean_due_on(self) -> date:
        """A day that calendars can count on from."""
        team: Team | None = self.cleaned_data.get("team")
        day: date | None = self.cleaned_data["due_on"]
        if not day and team:
            day = self.proposed[team]
        if not day or not FIRST_DAY <= day <= LAST_DAY:
            raise ValidationError(_("Choose another day."))
        return day

    def clean(self) -> dict[str, Any]:
        """Somebody has to be asked."""
        said = super().clean() or {}
        if not self.errors and not any(self.wanted.values()):
            raise ValidationError(_("Say of at least one segment how many you want."))
        return said

    @property
    def wanted(self) -> dict[Segment, int]:
        """How many of each."""
        return {segment: self.cleaned_data[segment.value] for segment in Segment}

    def numbers(self) -> list[forms.BoundField]:
        """The fields that ask how many."""
        return [self[segment.value] for segment in Segment]


class GuideForm(forms.Form):
    """What is asked, one question a line, in each language."""

    def __init__(self, known: Round, said: Any = None) -> None:
        """A field for each language, with the team's own questions or those that Tillit brings."""
        super().__init__(said)
        for code, name in LANGUAGES:
            asked = known.guide.get(code) or ready_made(code)
            self.fields[code] = Multiline(
                label=name,
                required=False,
                max_length=4000,
                initial="\n".join(asked),
                widget=forms.Textarea(attrs={"rows": 6, "lang": code}),
            )

    @property
    def questions(self) -> dict[str, list[str]]:
        """Those that are the team's own, by language."""
        written = {code: lines_of(words) for code, words in self.cleaned_data.items()}
        return {code: asked for code, asked in written.items() if asked != ready_made(code)}


class ChoiceForm(forms.Form):
    """A customer chosen by hand."""

    who = forms.CharField(
        label=_("Who"),
        max_length=320,
        help_text=_("An address, phone number or customer number."),
    )
    segment = forms.ChoiceField(label=_("Counts as"), choices=Segment.choices)


class StepForm(forms.Form):
    """What somebody does because of what was said."""

    words = forms.CharField(
        label=_("What we do"), max_length=300, help_text=_("Without names of customers.")
    )
    owner = forms.ModelChoiceField(Agent.objects.none(), label=_("Who does it"), empty_label=None)
    due_on = day_field(_("Until when"))

    def __init__(self, team: int, agent: Agent, said: Any = None) -> None:
        """Somebody of the team does it; at first, whoever writes."""
        super().__init__(said, initial={"owner": agent.pk}, auto_id="step-%s")
        self.fields["owner"].queryset = talkers(team)  # type: ignore[attr-defined]

    def clean_due_on(self) -> date:
        """A day that is still to come."""
        day: date = self.cleaned_data["due_on"]
        if not today_at_home(clock.now()) <= day <= LAST_DAY:
            raise ValidationError(_("Choose a day that is still to come."))
        return day


def lines_of(text: str) -> list[str]:
    """What stands on each line, without empty ones."""
    return [line.strip() for line in text.splitlines() if line.strip()]
