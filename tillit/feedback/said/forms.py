"""What is filled in about what was changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tillit.people.languages import LANGUAGES

LONGEST = 600


class ImprovementForm(forms.Form):
    """You said, we did: in one language at least."""

    def __init__(self, words: Mapping[str, str], data: Mapping[str, Any] | None = None) -> None:
        """A field for each language."""
        super().__init__(data)
        for code, name in LANGUAGES:
            self.fields[code] = forms.CharField(
                label=name,
                required=False,
                max_length=LONGEST,
                initial=words.get(code, ""),
                widget=forms.Textarea(attrs={"rows": 3, "class": "input", "lang": code}),
            )

    def clean(self) -> dict[str, Any]:
        """Something has to be said."""
        said = super().clean() or {}
        if not any(said.values()) and not self.errors:
            raise forms.ValidationError(_("Write it in one language at least."))
        return said

    @property
    def words(self) -> dict[str, str]:
        """What was written, by language."""
        return {code: words for code, words in self.cleaned_data.items() if words}
