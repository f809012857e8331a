"""What is filled in about one talk."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tillit.feedback.interviews.consenting import words_in
from tillit.feedback.interviews.forms import FIRST_DAY, LAST_DAY, lines_of, talkers
from tillit.feedback.models import Consent, Interview, Notes, Theme, Use
from tillit.hours.home import home_zone
from tillit.people.models import Agent
from tillit.standards.handbook.forms import Multiline

_WRITTEN = "%Y-%m-%dT%H:%M"


class InterviewerForm(forms.Form):
    """Who talks with them."""

    interviewer = forms.ModelChoiceField(
        Agent.objects.none(),
        label=_("Who talks with them"),
        required=False,
        empty_label=_("Nobody yet"),
    )

    def __init__(self, talk: Interview, said: Any = None) -> None:
        """Show who it is now."""
        super().__init__(said, initial={"interviewer": talk.interviewer_id})
        members = talkers(talk.round.team_id)
        self.fields["interviewer"].queryset = members  # type: ignore[attr-defined]


class AppointmentForm(forms.Form):
    """When the customer gladly talks to us."""

    starts_at = forms.DateTimeField(
        label=_("When"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=_WRITTEN),
        input_formats=[_WRITTEN],
    )

    def __init__(self, talk: Interview, said: Any = None) -> None:
        """Show what was agreed, by the clock at home."""
        at = talk.starts_at.astimezone(ZoneInfo(home_zone())) if talk.starts_at else None
        super().__init__(said, initial={"starts_at": at.replace(tzinfo=None) if at else None})

    def clean_starts_at(self) -> datetime:
        """A day that calendars know."""
        said: datetime = self.cleaned_data["starts_at"]
        if not FIRST_DAY <= said.date() <= LAST_DAY:
            raise ValidationError(_("Choose another day."))
        return said

    @property
    def at(self) -> datetime:
        """The instant that was meant."""
        said: datetime = self.cleaned_data["starts_at"]
        return said.replace(tzinfo=ZoneInfo(home_zone()))


class ConsentForm(forms.Form):
    """What the customer allows, and by which words it was asked."""

    words = Multiline(
        label=_("What you have asked"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )
    use = forms.ChoiceField(
        label=_("What the customer allows"), choices=Use.choices, widget=forms.RadioSelect
    )

    def __init__(self, talk: Interview, known: Consent | None, said: Any = None) -> None:
        """Propose words in the customer's language."""
        words = known.words if known else words_in(talk.language)
        super().__init__(said, initial={"words": words, "use": known.use if known else None})
        self.fields["words"].widget.attrs["lang"] = talk.language


class NotesForm(forms.Form):
    """What was said."""

    text = Multiline(
        label=_("Notes"),
        max_length=20000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("What matters, in your words. Two colleagues look for themes in it."),
    )
    quotes = Multiline(
        label=_("In the customer's own words"),
        required=False,
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One quote a line."),
    )

    def __init__(self, talk: Interview, known: Notes | None, said: Any = None) -> None:
        """Show what was written."""
        initial = {"text": known.text, "quotes": "\n".join(known.quotes)} if known else {}
        super().__init__(said, initial=initial)
        self.fields["quotes"].widget.attrs["lang"] = talk.language

    @property
    def quoted(self) -> list[str]:
        """Each quote."""
        return lines_of(self.cleaned_data["quotes"])


class CodersForm(forms.Form):
    """Who looks for themes: two people, each alone."""

    first = forms.ModelChoiceField(
        Agent.objects.none(), label=_("First reader"), required=False, empty_label=_("Nobody yet")
    )
    second = forms.ModelChoiceField(
        Agent.objects.none(), label=_("Second reader"), required=False, empty_label=_("Nobody yet")
    )

    def __init__(self, talk: Interview, said: Any = None) -> None:
        """Show who it is now."""
        initial = {"first": talk.first_coder_id, "second": talk.second_coder_id}
        super().__init__(said, initial=initial)
        for name in ("first", "second"):
            members = talkers(talk.round.team_id)
            self.fields[name].queryset = members  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Two different ones."""
        said = super().clean() or {}
        if said.get("first") and said.get("first") == said.get("second"):
            raise ValidationError(_("Choose two different colleagues."))
        return said


class CodingForm(forms.Form):
    """Which themes came up."""

    themes = forms.ModelMultipleChoiceField(
        Theme.objects.none(),
        label=_("What came up"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    new = Multiline(
        label=_("Themes that are missing above"),
        required=False,
        max_length=800,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One a line, in two or three words."),
    )

    def __init__(self, talk: Interview, chosen: list[Theme], said: Any = None) -> None:
        """The themes of the team, with those that this coder has found."""
        super().__init__(said, initial={"themes": [one.pk for one in chosen]})
        known = Theme.objects.filter(team=talk.round.team_id).order_by("name")
        self.fields["themes"].queryset = known  # type: ignore[attr-defined]

    @property
    def added(self) -> list[str]:
        """The names of new ones."""
        return lines_of(self.cleaned_data["new"])
