"""What is filled in for the charter."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from tillit.people.languages import LANGUAGES
from tillit.standards.models import Charter

WORDS = {
    "complaining": _("If something went wrong"),
    "reaching": _("How to reach a person"),
}


class CharterForm(forms.Form):
    """Publish or not, and the words of each language."""

    published = forms.BooleanField(label=_("Everybody can read the charter"), required=False)

    def __init__(self, charter: Charter, *args: Any, **kwargs: Any) -> None:
        """Show what is written now."""
        super().__init__(*args, **kwargs)
        self._charter = charter
        self.fields["published"].initial = charter.published
        for name in WORDS:
            for code, label in LANGUAGES:
                self.fields[f"{name}_{code}"] = forms.CharField(
                    label=label,
                    required=False,
                    max_length=2000,
                    initial=getattr(charter, name).get(code, ""),
                    widget=forms.Textarea(attrs={"rows": 3, "lang": code}),
                )

    def parts(self) -> list[tuple[Any, list[BoundField]]]:
        """Each text with a field for each language."""
        return [
            (title, [self[f"{name}_{code}"] for code, _l in LANGUAGES])
            for name, title in WORDS.items()
        ]

    def charter(self) -> Charter:
        """What was filled in, not stored yet."""
        self._charter.published = self.cleaned_data["published"]
        for name in WORDS:
            said = {code: self.cleaned_data[f"{name}_{code}"].strip() for code, _l in LANGUAGES}
            setattr(self._charter, name, {code: words for code, words in said.items() if words})
        return self._charter
