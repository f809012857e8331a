"""What stands on a page of figures, without the page: for mails and PDFs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tillit.insights.apart import told_apart
from tillit.insights.periods import BY, CLOCKS, Selection
from tillit.insights.sections import OVERVIEW, SECTIONS, section_named
from tillit.insights.slices import words_of
from tillit.insights.views.figures import overview_of
from tillit.insights.views.section import figures_of, table_of
from tillit.measures.registry import Words
from tillit.people.models import Team
from tillit.ui import numbers
from tillit.ui.charts import Chart


@dataclass(frozen=True)
class Cell:
    """One cell of a table: what it says, what stands small below, and whether it says little."""

    text: str
    note: str = ""
    is_faint: bool = False


@dataclass(frozen=True)
class Table:
    """A table; the first cell of each row names it, all others are figures or words about them."""

    title: str
    reading: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    is_words: bool = False
    """Whether the cells are words rather than figures in columns."""


@dataclass(frozen=True)
class Paper:
    """A page of figures: `about` are its days, teams, clock and filter; `path` is where it lives.

    `cards` are as in `insights/card.html`.
    """

    title: str
    lead: str
    about: tuple[str, ...]
    path: str
    cards: Sequence[Mapping[str, Any]]
    charts: Sequence[Chart]
    tables: Sequence[Table]
    notes: Sequence[str] = ()


def pages() -> list[tuple[str, Words]]:
    """The pages that can be put on paper, by key."""
    return [(OVERVIEW, gettext_lazy("Overview")), *((one.key, one.title) for one in SECTIONS)]


def paper_of(key: str, selection: Selection, *, by: str = "") -> Paper:
    """A page as this selection sees it, told apart along the dimension `by`.

    Raises:
        KeyError: there is no such page.
    """
    return _overview(selection) if key == OVERVIEW else _section(key, selection, by)


def path_of(key: str, selection: Selection, *, by: str = "") -> str:
    """Where the page is."""
    if key == OVERVIEW:
        return reverse("insights:figures") + selection.query()
    address = reverse("insights:section", args=[key]) + selection.query()
    return address + (f"&{BY}={by}" if by else "")


def _overview(selection: Selection) -> Paper:
    shown = overview_of(selection)
    groups = [_group(one["title"], one["rows"]) for one in shown["groups"]]
    return Paper(
        title=_("Figures"),
        lead=_("Do we keep what we promise, how quickly do we answer, and are customers content?"),
        about=_about(selection, _compared_words(selection)),
        path=path_of(OVERVIEW, selection),
        cards=shown["cards"],
        charts=shown["charts"],
        tables=[*groups, *_agents(shown)],
    )


def _section(key: str, selection: Selection, by: str) -> Paper:
    page = section_named(key)
    shown = figures_of(page, selection)
    table = table_of(page, told_apart(page, selection, by), selection)
    waiting = [shown["waiting"]] if shown["waiting"] else []
    return Paper(
        title=str(page.title),
        lead=str(page.lead),
        about=_about(selection, _compared_words(selection)),
        path=path_of(key, selection, by=by),
        cards=shown["cards"],
        charts=shown["charts"],
        tables=[_parts(table)] if table and table["rows"] else [],
        notes=[*shown["baselines"], *waiting],
    )


def _compared_words(selection: Selection) -> str:
    compared = selection.compared
    return _("compared with %(days)s") % {"days": compared.words()} if compared else ""


def _about(selection: Selection, compared: str = "") -> tuple[str, ...]:
    teams = Team.objects.filter(pk__in=selection.teams).order_by("name")
    told = (
        selection.words(),
        compared,
        ", ".join(one.name for one in teams),
        str(CLOCKS[selection.clock]),
        *(words_of(one) for one in selection.parts),
    )
    return tuple(words for words in told if words)


def _group(title: str, rows: Sequence[Mapping[str, Any]]) -> Table:
    heads = (_("Measure"), _("Figure"), _("Before"), _("How sure"), _("Made of"))
    return Table(str(title), "", heads, tuple(_measure(row) for row in rows), is_words=True)


def _measure(row: Mapping[str, Any]) -> tuple[Cell, ...]:
    is_faint = row["few"] or not row["defined"]
    few = _("few answers") if row["few"] and row["defined"] else ""
    return (
        Cell(str(row["title"])),
        Cell(row["value"], is_faint=is_faint),
        Cell(row["before"] or numbers.DASH),
        Cell(row["reading"]),
        Cell(row["count"], note=few),
    )


def _agents(shown: Mapping[str, Any]) -> list[Table]:
    rows = tuple(
        tuple(Cell(one[name]) for name in ("name", "answered", "kept", "satisfaction"))
        for one in shown["agents"]
    )
    heads = (_("Agent"), _("Conversations answered"), _("Promises kept"), _("Satisfaction"))
    reading = _("Sorted by name. Small numbers say little about a person.")
    reading = f"{reading} {shown['agents_note']}"
    return [Table(_("Team"), reading, heads, rows)] if rows else []


def _parts(table: Mapping[str, Any]) -> Table:
    title = _("Told apart: %(dimension)s") % {"dimension": table["title"]}
    grey = _("Grey figures rest on fewer than 30 cases, which says little.")
    reading = " ".join(filter(None, (grey, table["note"])))
    rows = (
        (Cell(str(row["name"])), *(_part(cell) for cell in row["cells"])) for row in table["rows"]
    )
    heads = (str(table["title"]), *map(str, table["heads"]))
    return Table(title, reading, heads, tuple(rows))


def _part(cell: Mapping[str, Any]) -> Cell:
    note = _("of %(n)s") % {"n": cell["n"]} if cell["n"] else ""
    return Cell(cell["value"], note, cell["few"])
