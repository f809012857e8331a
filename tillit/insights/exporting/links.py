"""Where a page says that its figures can be taken along."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from tillit.insights.exporting.tables import MOST
from tillit.insights.periods import Selection
from tillit.insights.sections import OVERVIEW
from tillit.measures.registry import Measure
from tillit.ui import numbers

FORMS = ("csv", "xlsx")


@dataclass(frozen=True)
class Files:
    """The addresses by form, or why there is no file."""

    links: tuple[tuple[str, str], ...] = ()
    why_none: str = ""
    mail_url: str = ""
    """Where it can be had by mail, "" where it cannot."""


def of_table(selection: Selection) -> Files:
    """The figures of the page."""
    query = selection.query()
    pdf = ("PDF", reverse("insights:paper", args=[OVERVIEW]) + query)
    return Files((*of_one("table", query=query).links, pdf), mail_url=_mails(OVERVIEW, query))


def of_one(name: str, *about: str | int, query: str) -> Files:
    """One table, in each form; `name` is that of the address, whose last part is the form."""
    addresses = ((form, reverse(f"insights:{name}", args=[*about, form])) for form in FORMS)
    return Files(tuple((form.upper(), address + query) for form, address in addresses))


def of_section(key: str, selection: Selection, by: str) -> Files:
    """The figures of one page, and the same told apart."""
    query = selection.query() + (f"&by={by}" if by else "")
    pdf = ("PDF", reverse("insights:paper", args=[key]) + query)
    links = (*of_one("section_table", key, query=query).links, pdf)
    return Files(links, mail_url="" if selection.is_combined else _mails(key, query))


def _mails(key: str, query: str) -> str:
    return reverse("insights:mails") + f"{query}&{urlencode({'page': key})}"


def of_cases(measure: Measure, selection: Selection, n: int) -> Files:
    """The conversations behind a figure, when they are not too many for one file."""
    if not measure.has_cases or (selection.is_combined and not n):
        return Files()
    if n > MOST:
        words = _("More than %(most)s are too many for one file: choose fewer days or one team.")
        return Files(why_none=words % {"most": numbers.count(MOST)})
    return of_one("cases", measure.key, query=selection.query())
