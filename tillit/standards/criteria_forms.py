"""What is filled in for the criteria of a standard: in one's own language, others keep theirs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from tillit.standards.keeping import Point
from tillit.standards.models.criterion import Words

PARTS = {
    "text": _("What counts"),
    "good": _("An example of good"),
    "bad": _("An example of bad"),
}
FURTHER = 2
"""Empty places below the criteria that are there; more come with each saving."""


class CriteriaForm(forms.Form):
    """A few lines for each criterion; one whose words are taken away is gone."""

    def __init__(self, points: Sequence[Point], *args: Any, **kwargs: Any) -> None:
        """Show the criteria that are there, and places for more."""
        super().__init__(*args, **kwargs)
        self._points = list(points)
        self._language = translation.get_language() or "en"
        for place in range(len(points) + FURTHER):
            for name, label in PARTS.items():
                said: Words = getattr(points[place], name) if place < len(points) else {}
                self.fields[f"{name}_{place}"] = forms.CharField(
                    label=label,
                    required=False,
                    max_length=400,
                    initial=_in(self._language, said),
                    widget=forms.Textarea(attrs={"rows": 2}),
                )

    def places(self) -> list[list[BoundField]]:
        """The fields of each criterion."""
        count = len(self._points) + FURTHER
        return [[self[f"{name}_{place}"] for name in PARTS] for place in range(count)]

    def points(self) -> list[Point]:
        """What was filled in; words in other languages stay."""
        places = range(len(self._points) + FURTHER)
        return [
            self._point(place) for place in places if self.cleaned_data[f"text_{place}"].strip()
        ]

    def _point(self, place: int) -> Point:
        of = self._points[place].of if place < len(self._points) else None
        return Point(**{name: self._words(name, place) for name in PARTS}, of=of)

    def _words(self, name: str, place: int) -> Words:
        before: Words = getattr(self._points[place], name) if place < len(self._points) else {}
        said = self.cleaned_data[f"{name}_{place}"].strip()
        if said == _in(self._language, before):
            return before
        others = {code: words for code, words in before.items() if code != self._language}
        return {**others, self._language: said} if said else others


def _in(language: str, said: Words) -> str:
    return said.get(language) or said.get("en") or ""
