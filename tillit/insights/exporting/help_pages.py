"""How far customers help themselves, as a table of raw values."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from tillit.insights.help_pages.telling import Helped
from tillit.measures.statistics import Rate
from tillit.ui.sheets.sheet import Column, Kind, Row, Sheet


def help_sheet(found: Iterable[Helped]) -> Sheet:
    """A row for each month, the newest first, as the page lists them."""
    columns = (
        Column(_("Month"), Kind.DAY),
        Column(_("People"), Kind.WHOLE),
        Column(_("Questions to us"), Kind.WHOLE),
        Column(_("People for each question"), Kind.NUMBER),
        Column(_("Visits"), Kind.WHOLE),
        Column(_("Nobody asked afterwards, at most"), Kind.SHARE),
        Column(_("Visits with an answer"), Kind.WHOLE),
        Column(_("Nobody asked afterwards, at most"), Kind.SHARE),
        Column(_("Answers to “Did this help?”"), Kind.WHOLE),
        Column(_("It helped"), Kind.SHARE),
        Column(_("Who said so"), Kind.SHARE),
    )
    return Sheet(_("Self-service"), columns, [_row(one) for one in found])


def _row(one: Helped) -> Row:
    helped = one.helped
    return (
        one.month,
        one.people,
        one.questions,
        one.per_question,
        *_share(one.unasked),
        *_share(one.unasked_readers),
        *_share(helped.helped if helped else None),
        helped.response.value if helped else None,
    )


def _share(found: Rate | None) -> tuple[int | None, float | None]:
    return (found.n, found.value) if found else (None, None)
