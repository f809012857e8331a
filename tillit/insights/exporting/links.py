"""Where a page says that its figures can be taken along."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from tillit.insights.exporting.tables import MOST
from tillit.insights.periods import Selection
from tillit.measures.registry import Measure
from tillit.ui import numbers

FORMS = ("csv", "xlsx")


@dataclass(frozen=True)
class Files:
    """The addresses by form, or why there is no file."""

    links: tuple[tuple[str, str], ...] = ()
    why_none: str = ""


def of_table(selection: Selection) -> Files:
    """The figures of the page."""
    query = selection.query()
    return Files(
        tuple((form.upper(), reverse("insights:table", args=[form]) + query) for form in FORMS)
    )


def of_section(key: str, selection: Selection, by: str) -> Files:
    """The figures of one page, and the same told apart."""
    query = selection.query() + (f"&by={by}" if by else "")
    addresses = ((form, reverse("insights:section_table", args=[key, form])) for form in FORMS)
    return Files(tuple((form.upper(), address + query) for form, address in addresses))


def of_cases(measure: Measure, selection: Selection, n: int) -> Files:
    """The conversations behind a figure, when they are not too many for one file."""
    if not measure.has_cases or (selection.is_combined and not n):
        return Files()
    if n > MOST:
        words = _("More than %(most)s are too many for one file: choose fewer days or one team.")
        return Files(why_none=words % {"most": numbers.count(MOST)})
    query, key = selection.query(), measure.key
    return Files(
        tuple((form.upper(), reverse("insights:cases", args=[key, form]) + query) for form in FORMS)
    )
