"""What it costs to lose a customer, from numbers that only the reader knows."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from tillit.measures.value import customer_value, expected_periods, lost_customer
from tillit.ui import numbers


class WorthForm(forms.Form):
    """What a customer brings in a year, and what the future is worth today."""

    margin = forms.FloatField(label=_("What a customer brings in a year"), min_value=0)
    discount = forms.FloatField(
        label=_("Discount rate, % a year"), min_value=0, max_value=100, initial=10
    )
    replacement = forms.FloatField(label=_("What winning a new one costs"), min_value=0, initial=0)


def worth(data: QueryDict, retention: float | None) -> dict[str, Any]:
    """The form, and what comes of it; nothing where it is not known how many stay."""
    asked = "margin" in data
    form = WorthForm(data if asked else None)
    if not asked or not form.is_valid() or retention is None:
        return {"form": form, "is_known": retention is not None}
    margin, discount = form.cleaned_data["margin"], form.cleaned_data["discount"] / 100
    value = customer_value(margin, retention, discount)
    periods = expected_periods(retention)
    lost = lost_customer(value, form.cleaned_data["replacement"]) if value is not None else None
    return {
        "form": form,
        "is_known": True,
        "has_answer": True,
        "value": numbers.decimal(value, decimals=0),
        "years": numbers.decimal(periods),
        "cost": numbers.decimal(lost.cost if lost else None, decimals=0),
    }
