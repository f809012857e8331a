"""Forms of the calendar."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from tillit import clock
from tillit.documents.days import today_at_home
from tillit.insights.models import Method
from tillit.insights.year.keeping import Plan, Result
from tillit.insights.year.laying_out import Chosen, Proposal
from tillit.insights.year.scope import owners_for
from tillit.measures.methods import Frequency, Rhythm
from tillit.people.models import Agent, Team
from tillit.standards.handbook.forms import Multiline

LAST_DAY = date(2199, 12, 31)


def _day_input(**attributes: str) -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date", **attributes}, format="%Y-%m-%d")


class ResultForm(forms.Form):
    """What became of one occasion; `due` is the day of it that was shown."""

    due = forms.DateField(widget=forms.HiddenInput)

    def __init__(
        self, method: Method, said: Mapping[str, Any] | None = None, *, result: str = ""
    ) -> None:
        """About the day on which the method is due now; `result` is what can be said already."""
        today = today_at_home(clock.now())
        super().__init__(said, initial={"due": method.due_on, "day": today, "words": result})

    @property
    def due_on(self) -> date:
        """The day that somebody had before him."""
        due: date = self.cleaned_data["due"]
        return due

    @property
    def result(self) -> Result:
        """What was said."""
        said = self.cleaned_data
        today = today_at_home(clock.now())
        return Result(said["words"], said.get("day") or today, said.get("link", ""))


class DoneForm(ResultForm):
    """It is done."""

    words = Multiline(
        label=_("What came of it"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The figure with what it is made of, what you learned, and what follows."),
    )
    day = forms.DateField(label=_("Done on"), widget=_day_input())
    link = forms.URLField(
        label=_("Where it can be seen"),
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text=_("An address, if there is one."),
    )

    def clean_day(self) -> date:
        """Not a day that is still to come."""
        day: date = self.cleaned_data["day"]
        if day > today_at_home(clock.now()):
            raise ValidationError(_("This day is still to come."))
        return day

    def clean_link(self) -> str:
        """Only what a browser opens as a page."""
        link: str = self.cleaned_data["link"]
        if link and not link.startswith(("http://", "https://")):
            raise ValidationError(URLValidator.message)
        return link


class SkipForm(ResultForm):
    """It is left out this time."""

    prefix = "skip"
    words = Multiline(
        label=_("Why not this time"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )


class MethodForm(forms.Form):
    """What a method is, when it is done, and whose it is."""

    title = forms.CharField(label=_("What it is called"), max_length=120)
    purpose = Multiline(
        label=_("What it is for"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    rhythm = forms.ChoiceField(label=_("How often"), choices=Rhythm.choices)
    every = forms.IntegerField(
        label=_("How many"),
        min_value=1,
        max_value=60,
        initial=1,
        help_text=_("Weeks or months from one time to the next."),
    )
    due_on = forms.DateField(
        label=_("Next due"),
        widget=_day_input(),
        help_text=_("Later days follow from it. For what runs by itself: when to look at it."),
    )
    owner = forms.ModelChoiceField(
        Agent.objects.none(),
        label=_("Who looks after it"),
        required=False,
        empty_label=_("Nobody yet"),
    )
    team = forms.ModelChoiceField(
        Team.objects.none(), label=_("For whom"), required=False, empty_label=_("Everybody")
    )

    def __init__(
        self, agent: Agent, method: Method | None, said: Mapping[str, Any] | None = None
    ) -> None:
        """Show how it is now; a new one is the agent's own."""
        super().__init__(said)
        teams = Team.objects.filter(pk__in=agent.team_ids).order_by("name")
        self.fields["owner"].queryset = owners_for(agent, method)  # type: ignore[attr-defined]
        self.fields["team"].queryset = teams  # type: ignore[attr-defined]
        self._known = method.ready_made if method else None
        self._key = method.key if method else ""
        self.initial = _said_of(method) if method else {"owner": agent.pk, "every": 1}

    def clean_due_on(self) -> date:
        """A day that calendars can count on from."""
        day: date = self.cleaned_data["due_on"]
        if not date(2000, 1, 1) <= day <= LAST_DAY:
            raise ValidationError(_("Choose another day."))
        return day

    @property
    def plan(self) -> Plan:
        """What was said; the words of a ready-made method stay those of each reader's language."""
        said = self.cleaned_data
        title, purpose = said["title"], said["purpose"]
        known = self._known
        return Plan(
            title="" if known and title == str(known.title) else title,
            purpose="" if known and purpose == str(known.purpose) else purpose,
            frequency=Frequency(Rhythm(said["rhythm"]), said["every"]),
            due_on=said["due_on"],
            owner=said["owner"],
            team=said["team"],
            key=self._key,
        )


def _said_of(method: Method) -> dict[str, Any]:
    return {
        "title": method.name,
        "purpose": method.meaning,
        "rhythm": method.rhythm,
        "every": method.every,
        "due_on": method.due_on,
        "owner": method.owner_id,
        "team": method.team_id,
    }


class ProposalForm(forms.Form):
    """One ready-made method of the first year: whether, from when, and whose."""

    taken = forms.BooleanField(required=False, initial=True)
    due_on = forms.DateField(label=_("First due"), widget=_day_input())
    owner = forms.ModelChoiceField(
        Agent.objects.none(),
        label=_("Who looks after it"),
        required=False,
        empty_label=_("Nobody yet"),
    )

    def __init__(
        self, proposal: Proposal, agent: Agent, said: Mapping[str, Any] | None = None
    ) -> None:
        """Show the day that would do, and whoever lays it out as its owner."""
        self.ready_made = proposal.ready_made
        initial = {"due_on": proposal.due_on, "owner": agent.pk, "taken": True}
        super().__init__(said, prefix=self.ready_made.key, initial=initial)
        self.fields["taken"].label = str(self.ready_made.title)
        self.fields["owner"].queryset = owners_for(agent)  # type: ignore[attr-defined]
        self.frequency = self.ready_made.frequency.words()

    def clean_due_on(self) -> date:
        """A day that is still to come."""
        day: date = self.cleaned_data["due_on"]
        if not today_at_home(clock.now()) <= day <= LAST_DAY:
            raise ValidationError(_("Choose a day that is still to come."))
        return day

    @property
    def chosen(self) -> Chosen:
        """What was made of the proposal."""
        return Chosen(self.ready_made, self.cleaned_data["due_on"], self.cleaned_data["owner"])


def layout_forms(
    proposals: Iterable[Proposal], agent: Agent, said: Mapping[str, Any] | None
) -> list[ProposalForm]:
    """A form for each method that is not in the calendar yet."""
    return [ProposalForm(one, agent, said) for one in proposals]
