"""The form of a survey, apart from its questions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tillit.feedback.delivered import title_of
from tillit.feedback.models import Occasion, Survey

FIELDS = (
    "occasion",
    "anonymous",
    "share",
    "quarantine_days",
    "closes_after_days",
    "every_months",
    "opens_conversation",
)


class SurveyForm(forms.Form):
    """When it is asked, whom, and how often at most."""

    name = forms.CharField(label=_("Name"), max_length=120)
    occasion = forms.ChoiceField(label=_("When it is asked"), choices=Occasion)
    every_months = forms.IntegerField(
        label=_("Every … months"), required=False, min_value=1, max_value=24
    )
    share = forms.IntegerField(
        label=_("Of a hundred customers"),
        min_value=1,
        max_value=100,
        help_text=_("Drawn at random each time."),
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
            "A low score opens a conversation with a promise of its own, as long as it is known "
            "who gave it."
        ),
    )

    def __init__(self, survey: Survey, *args: Any, **kwargs: Any) -> None:
        """Say how it is."""
        initial = {name: getattr(survey, name) for name in FIELDS} | {"name": title_of(survey)}
        super().__init__(*args, initial=initial, **kwargs)
        self._survey = survey
        if survey.purpose:
            self.fields["name"].required = False
            self.fields["occasion"].disabled = True

    def survey(self) -> Survey:
        """As it was filled in, not yet saved."""
        said, survey = self.cleaned_data, self._survey
        for name in FIELDS:
            setattr(survey, name, said[name])
        if said["name"] != title_of(survey):
            survey.name = said["name"]
        return survey
