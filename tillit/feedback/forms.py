"""The form of a survey, apart from its questions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from tillit.feedback.delivered import title_of
from tillit.feedback.models import Occasion, Survey
from tillit.hours.home import home_zone
from tillit.measures.statistics import local_day
from tillit.people.models import Agent, Team

MORNING = time(9)
FIELDS = (
    "occasion",
    "anonymous",
    "share",
    "quarantine_days",
    "closes_after_days",
    "every_months",
    "team",
    "opens_conversation",
)


class SurveyForm(forms.Form):
    """When it is asked, whom, and how often at most."""

    name = forms.CharField(label=_("Name"), max_length=120)
    occasion = forms.ChoiceField(label=_("When it is asked"), choices=Occasion)
    every_months = forms.IntegerField(
        label=_("Every … months"), required=False, min_value=1, max_value=24
    )
    next_on = forms.DateField(
        label=_("Next time on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Left empty, it is not asked by itself."),
    )
    share = forms.IntegerField(
        label=_("Of a hundred customers"),
        min_value=1,
        max_value=100,
        help_text=_("Drawn at random each time."),
    )
    team = forms.ModelChoiceField(
        label=_("Whose answers"),
        queryset=Team.objects.none(),
        required=False,
        help_text=_("The team that answers by a link count for."),
    )
    quarantine_days = forms.IntegerField(
        label=_("Days of rest"),
        min_value=0,
        max_value=730,
        help_text=_("Who was asked anything in this time is not asked this."),
    )
    closes_after_days = forms.IntegerField(
        label=_("Open for … days"),
        min_value=1,
        max_value=365,
        help_text=_("So long it can be answered, and an answer be changed."),
    )
    anonymous = forms.BooleanField(
        label=_("Anonymous"),
        required=False,
        help_text=_(
            "After the answer nothing leads to the customer any more. It cannot be switched off "
            "for what was answered so."
        ),
    )

    opens_conversation = forms.BooleanField(
        label=_("Answer those who are dissatisfied"),
        required=False,
        help_text=_(
            "A low score, or a complaint in words beside a middling one, opens a conversation with "
            "a promise of its own, as long as it is known who gave it."
        ),
    )

    def __init__(self, survey: Survey, by: Agent, data: Mapping[str, Any] | None = None) -> None:
        """Say how it is; whose answers they are, only those say whose team it is."""
        initial = {name: getattr(survey, name) for name in FIELDS}
        initial |= {"name": title_of(survey), "next_on": _day_of(survey.next_at)}
        super().__init__(data, initial=initial)
        self._survey, self._was_anonymous = survey, survey.anonymous
        teams = Team.objects.filter(pk__in=by.team_ids).order_by("name")
        self.fields["team"].queryset = teams  # type: ignore[attr-defined]
        if survey.team_id and survey.team_id not in by.team_ids:
            del self.fields["team"]
        if survey.purpose:
            self.fields["name"].required = False
            self.fields["occasion"].disabled = True

    def clean(self) -> dict[str, Any]:
        """What is asked at regular times needs both how often and from when on."""
        said = super().clean() or {}
        if self._was_anonymous and not said.get("anonymous") and self._survey.askings.exists():
            self.add_error(
                "anonymous",
                _("Customers were told that nobody sees who answers. Make a new survey instead."),
            )
        if said.get("next_on") and not said.get("every_months"):
            self.add_error("every_months", _("Say how often."))
        if said.get("every_months") and not said.get("next_on"):
            self.add_error("next_on", _("Say when it is asked next."))
        if said.get("occasion") == Occasion.LINK and not (
            said.get("team") or "team" not in self.fields
        ):
            self.add_error("team", _("Say whose answers these are."))
        return said

    def survey(self) -> Survey:
        """As it was filled in, not yet saved."""
        said, survey = self.cleaned_data, self._survey
        for name in FIELDS:
            setattr(survey, name, said.get(name, getattr(survey, name)))
        survey.next_at = _instant_on(said["next_on"]) if said["every_months"] else None
        if said["name"] != title_of(survey):
            survey.name = said["name"]
        return survey


def _day_of(instant: datetime | None) -> date | None:
    return local_day(instant, home_zone()) if instant else None


def _instant_on(day: date | None) -> datetime | None:
    """In the morning of a day at home."""
    return datetime.combine(day, MORNING, ZoneInfo(home_zone())) if day else None
