"""What is filled in about pages of the handbook."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms import BoundField
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from tillit import clock
from tillit.documents.days import today_at_home
from tillit.documents.models import Document, Outcome
from tillit.documents.pictures import LARGEST, type_of
from tillit.documents.publishing import Text
from tillit.people.languages import LANGUAGES
from tillit.people.models import LEADING, Agent, Team
from tillit.standards.models import ServiceStandard, StandardVersion

LONGEST = 60_000


class Multiline(forms.CharField):
    """A text whose lines end as ours do: browsers send them otherwise."""

    def to_python(self, value: Any) -> str:
        """Without spaces at the ends."""
        return str(super().to_python(value) or "").replace("\r\n", "\n").strip()


class WritingForm(forms.Form):
    """Title and text in each language; `seen` is the version that the writer had before him."""

    seen = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    reason = Multiline(
        label=_("Why"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("It stands beside the version, for those who come later."),
    )
    asks_reading = forms.BooleanField(
        label=_("Everybody concerned is to read it"),
        required=False,
        initial=True,
        help_text=_("Leave it out for a slip of the pen: who has read it then has read this too."),
    )

    def __init__(
        self, title: Mapping[str, str], text: Mapping[str, str], *args: Any, **kwargs: Any
    ) -> None:
        """Show what is there in each language."""
        super().__init__(*args, **kwargs)
        self._own = translation.get_language() or "en"
        for code, _label in LANGUAGES:
            self.fields[f"title_{code}"] = forms.CharField(
                label=_("Title"), required=False, max_length=120, initial=title.get(code, "")
            )
            self.fields[f"text_{code}"] = Multiline(
                label=_("Text, in Markdown"),
                required=False,
                max_length=LONGEST,
                initial=text.get(code, ""),
                widget=forms.Textarea(attrs={"rows": 16, "lang": code}),
            )

    def clean(self) -> dict[str, Any]:
        """In each language both or neither, and in one at least."""
        said: dict[str, Any] = super().clean() or {}
        for code, _label in LANGUAGES:
            title, text = said.get(f"title_{code}", ""), said.get(f"text_{code}", "")
            if text and not title:
                self.add_error(f"title_{code}", _("Say what it is called."))
            elif title and not text:
                self.add_error(f"text_{code}", _("Say something about it."))
        if not any(said.get(f"text_{code}") for code, _label in LANGUAGES):
            self.add_error(f"text_{self._own}", _("Say it in one language at least."))
        return said

    def said(self, name: str) -> dict[str, str]:
        """`title` or `text` in the languages that have one."""
        found = {code: self.cleaned_data.get(f"{name}_{code}", "") for code, _label in LANGUAGES}
        return {code: words for code, words in found.items() if words}

    def text(self) -> Text:
        """What was filled in."""
        return Text(
            title=self.said("title"),
            text=self.said("text"),
            reason=self.cleaned_data["reason"],
            asks_reading=self.cleaned_data.get("asks_reading", True),
        )

    def places(self) -> list[dict[str, Any]]:
        """The fields of each language; those that are read or wrong are open."""
        shown = [self._place(code, label) for code, label in LANGUAGES]
        shown.sort(key=lambda one: one["code"] != self._own)
        if not any(one["open"] for one in shown):
            shown[0]["open"] = True
        return shown

    def _place(self, code: str, label: str) -> dict[str, Any]:
        fields: list[BoundField] = [self[f"title_{code}"], self[f"text_{code}"]]
        filled = any(field.value() for field in fields)
        opened = code == self._own or any(field.errors for field in fields)
        return {"code": code, "label": label, "fields": fields, "open": opened, "filled": filled}


class NewPageForm(WritingForm):
    """A page that is not there yet: whom it concerns is said at once."""

    team = forms.ModelChoiceField(
        Team.objects.none(), label=_("For whom"), required=False, empty_label=_("Everybody")
    )

    def __init__(self, agent: Agent, *args: Any, **kwargs: Any) -> None:
        """Offer the agent's teams; nobody need say why there is a first version."""
        super().__init__({}, {}, *args, **kwargs)
        self.fields["team"].queryset = _teams_of(agent)  # type: ignore[attr-defined]
        self.fields["reason"].required = False


class ProposalForm(WritingForm):
    """What a colleague would write instead, and why."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Who is to read it is said by those who publish."""
        super().__init__(*args, **kwargs)
        del self.fields["asks_reading"]
        self.fields["reason"].help_text = _("What would be better then, and for whom.")


class PictureForm(forms.Form):
    """A picture for a page."""

    picture = forms.FileField(
        label=_("Picture"),
        help_text=_("PNG, JPEG, GIF or WebP, up to 2 MB."),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/gif,image/webp"}),
    )
    shows = forms.CharField(
        label=_("What it shows"),
        max_length=120,
        help_text=_("Read aloud to those who cannot see it."),
    )

    def clean_picture(self) -> bytes:
        """Its bytes, if it is a picture that we show."""
        file = self.cleaned_data["picture"]
        if file.size > LARGEST:
            raise ValidationError(_("This picture is larger than 2 MB."))
        content: bytes = file.read()
        if not type_of(content):
            raise ValidationError(_("Browsers show no such file: choose PNG, JPEG, GIF or WebP."))
        return content


class ArrangingForm(forms.Form):
    """Who looks after a page, whom it concerns, and which standards it helps to keep."""

    owner = forms.ModelChoiceField(
        Agent.objects.none(),
        label=_("Who looks after it"),
        required=False,
        empty_label=_("Nobody yet"),
    )
    team = forms.ModelChoiceField(
        Team.objects.none(), label=_("For whom"), required=False, empty_label=_("Everybody")
    )
    review_date = forms.DateField(
        label=_("Look at it again on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    standards = forms.ModelMultipleChoiceField(
        ServiceStandard.objects.none(),
        label=_("Standards that it helps to keep"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self,
        page: Document,
        agent: Agent,
        promised: QuerySet[StandardVersion],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        """Show how it is arranged now."""
        super().__init__(*args, **kwargs)
        leads = Agent.objects.filter(is_active=True, role__in=LEADING)
        chosen = ServiceStandard.objects.filter(versions__in=promised).distinct().order_by("name")
        self.fields["owner"].queryset = leads.order_by("name")  # type: ignore[attr-defined]
        self.fields["team"].queryset = _teams_of(agent)  # type: ignore[attr-defined]
        self.fields["standards"].queryset = chosen  # type: ignore[attr-defined]
        self.initial = {
            "owner": page.owner_id,
            "team": page.team_id,
            "review_date": page.review_date,
            "standards": list(page.guidance.values_list("standard", flat=True)),
        }


class ReviewForm(forms.Form):
    """What came of looking at something again."""

    outcome = forms.ChoiceField(
        label=_("What came of it"), choices=Outcome.choices, widget=forms.RadioSelect
    )
    reason = Multiline(label=_("Why"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    next_on = forms.DateField(
        label=_("Look at it again on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, keeps_only: bool = False, **kwargs: Any) -> None:
        """With `keeps_only` others change and end it."""
        super().__init__(*args, **kwargs)
        self.fields["next_on"].widget.attrs["min"] = _tomorrow().isoformat()
        if keeps_only:
            kept = [choice for choice in Outcome.choices if choice[0] == Outcome.KEPT]
            self.fields["outcome"].choices = kept  # type: ignore[attr-defined]
            self.fields["outcome"].initial = Outcome.KEPT

    def clean_next_on(self) -> date:
        """A day that is still to come."""
        day: date = self.cleaned_data["next_on"]
        if day < _tomorrow():
            raise ValidationError(_("Choose a day that is still to come."))
        return day


class SayingForm(forms.Form):
    """A few words: a comment, or why something was declined."""

    text = Multiline(
        label=_("In your words"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )


def _tomorrow() -> date:
    return today_at_home(clock.now()) + timedelta(days=1)


def _teams_of(agent: Agent) -> QuerySet[Team]:
    return Team.objects.filter(pk__in=agent.team_ids).order_by("name")
