"""Single aspects of surveys as a table of raw values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from tillit.feedback.delivered import title_of
from tillit.insights.aspect_cards import QUADRANTS, name_of
from tillit.insights.aspects import Rated
from tillit.ui.sheets.sheet import Column, Kind, Row, Sheet


def aspects_sheet(surveys: Iterable[Rated]) -> Sheet:
    """A row for each aspect of each survey, as the page lists them."""
    columns = (
        Column(_("Survey")),
        Column(_("Aspect")),
        Column(_("Mean of 1 to 5"), Kind.DECIMAL),
        Column(_("At least (95% interval)"), Kind.DECIMAL),
        Column(_("At most (95% interval)"), Kind.DECIMAL),
        Column(_("4 or 5"), Kind.SHARE),
        Column(_("4 or 5: at least"), Kind.SHARE),
        Column(_("4 or 5: at most"), Kind.SHARE),
        Column(_("Ratings"), Kind.WHOLE),
        Column(_("Not applicable"), Kind.WHOLE),
        Column(_("Left out"), Kind.WHOLE),
        Column(_("Importance"), Kind.DECIMAL),
        Column(_("Weight"), Kind.SHARE),
        Column(_("Where it lies")),
    )
    return Sheet(_("Single aspects"), columns, (row for one in surveys for row in _rows(one)))


def _rows(one: Rated) -> Iterator[Row]:
    for key in one.parts:
        aspect = one.aspects[key]
        mean, good = aspect.score.mean, aspect.score.good
        place = one.priorities.places.get("/".join(key)) if one.priorities else None
        yield (
            title_of(one.survey),
            name_of(one, key),
            *((mean.mean, mean.low, mean.high) if mean else (None, None, None)),
            good.value,
            good.low,
            good.high,
            aspect.score.n,
            aspect.not_applicable,
            aspect.missing,
            one.importance[key],
            one.weight(key),
            str(QUADRANTS[place]) if place else "",
        )
