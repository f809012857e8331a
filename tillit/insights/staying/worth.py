"""What it costs to lose a customer, from numbers that only the reader knows."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from tillit.measures.value import (
    customer_value,
    customer_value_over,
    expected_periods,
    lost_customer,
    market_damage,
)
from tillit.ui import numbers


class WorthForm(forms.Form):
    """What a customer brings in a year, and what the future is worth today."""

    margin = forms.FloatField(label=_("What a customer brings in a year"), min_value=0)
    discount = forms.FloatField(
        label=_("Discount rate, % a year"), min_value=0, max_value=100, initial=10
    )
    replacement = forms.FloatField(label=_("What winning a new one costs"), min_value=0, initial=0)
    years = forms.IntegerField(
        label=_("Look ahead so many years (empty: for good)"),
        min_value=1,
        max_value=100,
        required=False,
    )


def _share(label: Any) -> forms.FloatField:
    return forms.FloatField(label=label, min_value=0, max_value=100)


class DamageForm(forms.Form):
    """How many customers have a problem, who of them says so, and who leaves."""

    customers = forms.IntegerField(label=_("Customers with the problem"), min_value=0)
    complaining = _share(_("Of them complain, %"))
    satisfied = _share(_("Of those who complain: content with our answer, %"))
    leaving_satisfied = _share(_("Leave though content with our answer, %"))
    leaving_dissatisfied = _share(_("Leave, not content with our answer, %"))
    leaving_silent = _share(_("Leave without a word, %"))


def worth(data: QueryDict, retention: float | None) -> dict[str, Any]:
    """The forms, and what comes of them; nothing where it is not known how many stay."""
    asked = "margin" in data
    form = WorthForm(data if asked else None)
    if not asked or not form.is_valid() or retention is None:
        return {"form": form, "is_known": retention is not None}
    told = form.cleaned_data
    value = _value(told, retention)
    lost = lost_customer(value, told["replacement"]) if value is not None else None
    return {
        "form": form,
        "is_known": True,
        "has_answer": True,
        "value": numbers.decimal(value, decimals=0),
        "years": numbers.decimal(expected_periods(retention)),
        "cost": numbers.decimal(lost.cost if lost else None, decimals=0),
        "kept": [(name, data.get(name, "")) for name in form.fields],
        **(_damage(data, value) if value is not None else {}),
    }


def _value(told: dict[str, Any], retention: float) -> float | None:
    """Of so many years where they are given; None where the sum has no end."""
    discount = told["discount"] / 100
    if told["years"]:
        return customer_value_over(told["years"], told["margin"], retention, discount)
    return customer_value(told["margin"], retention, discount)


def _damage(data: QueryDict, value: float) -> dict[str, Any]:
    """What one problem costs, where each customer is worth so much."""
    asked = "customers" in data
    form = DamageForm(data if asked else None)
    if not asked or not form.is_valid():
        return {"damage_form": form}
    told = dict(form.cleaned_data)
    customers = told.pop("customers")
    found = market_damage(customers, value, **{name: one / 100 for name, one in told.items()})
    return {
        "damage_form": form,
        "lost_customers": numbers.decimal(found.lost_customers),
        "damage": numbers.decimal(found.value, decimals=0),
    }
