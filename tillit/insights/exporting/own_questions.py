"""What customers chose in own questions as a table of raw values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from tillit.feedback.delivered import title_of
from tillit.feedback.needs import NEEDS
from tillit.insights.own_questions import Chosen
from tillit.measures.statistics import ratio
from tillit.ui.sheets.sheet import Column, Kind, Row, Sheet


def own_questions_sheet(found: Iterable[Chosen]) -> Sheet:
    """A row for each option, and for each thing and kind of need."""
    columns = (
        Column(_("Survey")),
        Column(_("Question")),
        Column(_("About")),
        Column(_("Chosen")),
        Column(_("Answers"), Kind.WHOLE),
        Column(_("Share"), Kind.SHARE),
        Column(_("At least (95% interval)"), Kind.SHARE),
        Column(_("At most (95% interval)"), Kind.SHARE),
        Column(_("It delights"), Kind.DECIMAL),
        Column(_("Its lack annoys"), Kind.DECIMAL),
    )
    return Sheet(_("Own questions"), columns, (row for one in found for row in _rows(one)))


def _rows(one: Chosen) -> Iterator[Row]:
    named = (title_of(one.survey), one.words)
    if not one.is_of_needs:
        for name, share in one.options():
            told = (share.part, share.value, share.low, share.high)
            yield (*named, "", name, *told, None, None)
        return
    for name, said, found in one.needs():
        for need, words in NEEDS.items():
            n = said.get(need.value, 0)
            part = ratio(n, found.n)
            yield (*named, name, str(words), n, part, None, None, found.better, found.worse)
