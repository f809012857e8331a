"""The form for what others have published."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from tillit import clock
from tillit.insights.benchmarks.scales import BOUNDS, comparable, scale_of
from tillit.insights.models.benchmark import ScaleName
from tillit.measures.registry import Words, measure_named
from tillit.ui import numbers

EARLIEST = 1950


def _measures() -> list[tuple[str, Words]]:
    return [(one.key, one.title) for one in comparable()]


class PublishedForm(forms.Form):
    """A figure with all that it takes to look it up."""

    measure = forms.ChoiceField(label=gettext_lazy("Beside our measure"), choices=_measures)
    scale = forms.ChoiceField(label=gettext_lazy("What it is a number of"), choices=ScaleName)
    value = forms.FloatField(
        label=gettext_lazy("Figure"), widget=forms.NumberInput({"step": "any"})
    )
    source = forms.CharField(label=gettext_lazy("Source"), max_length=160)
    year = forms.IntegerField(label=gettext_lazy("Year"), min_value=EARLIEST)
    population = forms.CharField(
        label=pgettext_lazy("of a published figure", "Of whom"),
        help_text=gettext_lazy("For example: 155 firms in Norway, 4,690 consumers"),
        max_length=200,
    )
    link = forms.URLField(
        label=gettext_lazy("Where to read it"),
        max_length=500,
        required=False,
        assume_scheme="https",
    )

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data, auto_id="benchmark-%s")

    def clean_year(self) -> int:
        """Nobody has published of a year to come."""
        year: int = self.cleaned_data["year"]
        if year > clock.now().year:
            raise forms.ValidationError(_("This year is yet to come."))
        return year

    def clean(self) -> dict[str, Any]:
        """A figure on another scale than ours says nothing about ours."""
        told = self.cleaned_data
        if "measure" in told and "scale" in told:
            scale = ScaleName(told["scale"])
            self._is_on(scale, told.get("value"))
            ours = scale_of(measure_named(told["measure"]))
            if scale != ours:
                words = {"ours": ours.label, "theirs": scale.label}
                refused = _(
                    "These cannot stand side by side. Ours: %(ours)s. Theirs: %(theirs)s. The same "
                    "number would mean something else on each."
                )
                self.add_error("scale", refused % words)
        return told

    def _is_on(self, scale: ScaleName, value: float | None) -> None:
        low, high = BOUNDS[scale]
        if value is not None and not low <= value <= high:
            bounds = {"low": numbers.decimal(low, decimals=0)}
            bounds["high"] = numbers.decimal(high, decimals=0)
            self.add_error("value", _("This scale goes from %(low)s to %(high)s.") % bounds)
