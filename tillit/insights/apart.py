"""What a page tells apart: its figures for each value of a dimension."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tillit.insights.breaking_down import Row, rows_of
from tillit.insights.people.scope import PERSON
from tillit.insights.periods import Selection
from tillit.insights.reading import TEAM
from tillit.insights.sections import Section
from tillit.measures.dimensions import Divides, all_dimensions, dimension_named, knows
from tillit.measures.registry import Measure, Words
from tillit.people.policy import Verb, may


@dataclass(frozen=True)
class Apart:
    """What a page tells apart: along which dimension, which measures, and what they come to."""

    by: str
    title: Words
    measures: Sequence[Measure]
    rows: Sequence[Row]


def told_apart(page: Section, selection: Selection, by: str) -> Apart | None:
    """The figures of each value of a dimension; None where nothing is told apart any further."""
    titles = {} if selection.is_combined else dimensions_of(page, selection)
    if not titles:
        return None
    by = by if by in titles else next(iter(titles))
    measures = _dividing(page, selection, by)
    return Apart(by, titles[by], measures, rows_of(measures, selection, by))


def _dividing(page: Section, selection: Selection, by: str) -> list[Measure]:
    """Those of its measures that can be told apart so, within what was chosen."""
    keys = [*(one.dimension for one in selection.parts), *([] if by == TEAM else [by])]
    along = [dimension_named(key) for key in keys]
    found = [one for one in page.all_measures if isinstance(one, Divides)]
    return [one for one in found if all(knows(one, dimension) for dimension in along)]


def note_of(by: str) -> str:
    """What has to be said where rows may come to more than the whole."""
    if by == TEAM or not dimension_named(by).is_many:
        return ""
    return _("What belongs to several counts in each, so rows can come to more than the whole.")


def dimensions_of(page: Section, selection: Selection) -> dict[str, Words]:
    """Along what the page can be told apart for this reader, with what each is called."""
    known: dict[str, Words] = {}
    if not selection.parts:
        is_lead = may(selection.agent, Verb.LOOK_AFTER)
        known = {one.key: one.title for one in all_dimensions() if is_lead or one.key != PERSON}
    if len(selection.agent.team_ids) > 1:
        known = {TEAM: _("Team"), **known}
    return {key: known[key] for key in page.dimensions if key in known}
