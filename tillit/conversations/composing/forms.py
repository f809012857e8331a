"""What is filled in to change a saved reply."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from tillit.conversations.composing.saved_replies import LONGEST_TEXT, Words
from tillit.conversations.models import SavedReply
from tillit.people.languages import LANGUAGES
from tillit.people.models import Agent, Team


class SavedReplyForm(forms.ModelForm):
    """For whom it is, how it is called, and its words in each language."""

    class Meta:
        model = SavedReply
        fields = ("team", "shortcut")
        labels = {"team": _("For"), "shortcut": _("Shortcut")}
        help_texts = {
            "shortcut": _("Typed after / in the composer; letters, digits and hyphens."),
        }

    def __init__(self, by: Agent, *args: Any, **kwargs: Any) -> None:
        """Offer the teams that somebody looks after, and two fields for each language."""
        super().__init__(*args, **kwargs)
        team = self.fields["team"]
        team.queryset = Team.objects.visible_to(by).order_by("name")  # type: ignore[attr-defined]
        team.required = not by.sees_everything
        team.empty_label = _("All teams") if by.sees_everything else None  # type: ignore[attr-defined]
        saved = self.instance.texts.all() if self.instance.pk else ()
        texts = {text.language: text for text in saved}
        kept = self.instance.files.order_by("id") if self.instance.pk else ()
        self.fields["without"] = forms.MultipleChoiceField(
            label=_("Take away"),
            required=False,
            choices=[(file.pk, file.name) for file in kept],
            widget=forms.CheckboxSelectMultiple,
        )
        for code, _label in LANGUAGES:
            text = texts.get(code)
            self.fields[f"name_{code}"] = forms.CharField(
                label=_("Name"), required=False, max_length=120, initial=text and text.name
            )
            self.fields[f"text_{code}"] = forms.CharField(
                label=_("Words"),
                required=False,
                max_length=LONGEST_TEXT,
                initial=text and text.text,
                widget=forms.Textarea(attrs={"rows": 6, "lang": code}),
            )

    def clean_shortcut(self) -> str:
        """Something that can be typed after a stroke."""
        shortcut = str(self.cleaned_data["shortcut"]).strip().lstrip("/").lower()
        if shortcut and not shortcut.replace("-", "").isalnum():
            raise ValidationError(_("Use letters, digits and hyphens only."))
        return shortcut

    def clean(self) -> dict[str, Any]:
        """At least one language, and each with both its name and its words."""
        cleaned: dict[str, Any] = super().clean() or {}
        filled = 0
        for code, _label in LANGUAGES:
            name, text = cleaned.get(f"name_{code}", ""), cleaned.get(f"text_{code}", "")
            filled += bool(name and text)
            if name and not text and f"text_{code}" not in self.errors:
                self.add_error(f"text_{code}", _("Write the words of this language."))
            if text and not name:
                self.add_error(f"name_{code}", _("Give it a name in this language."))
        if not filled and not self.errors:
            self.add_error(f"text_{LANGUAGES[0][0]}", _("Write it in one language at least."))
        return cleaned

    def languages(self) -> list[tuple[str, BoundField, BoundField]]:
        """The language with its two fields, as the page shows them."""
        return [(label, self[f"name_{code}"], self[f"text_{code}"]) for code, label in LANGUAGES]

    def words(self) -> list[Words]:
        """What was filled in, language by language."""
        cleaned = self.cleaned_data
        return [
            Words(code, cleaned[f"name_{code}"], cleaned[f"text_{code}"].replace("\r\n", "\n"))
            for code, _label in LANGUAGES
            if cleaned[f"text_{code}"]
        ]
