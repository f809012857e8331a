"""Whether those who answered are like those who were asked, and what the silent could change."""

from __future__ import annotations

from typing import Any, Final

from django.utils.translation import gettext as _

from tillit.feedback.measures import Satisfaction
from tillit.feedback.response_rate import ResponseRate
from tillit.insights.apart import Apart
from tillit.insights.people.scope import PERSON
from tillit.insights.reading import TEAM
from tillit.measures.answering import nonresponse_bias
from tillit.measures.dimensions import dimension_named
from tillit.measures.registry import FEW, Figure
from tillit.measures.representation import Gap, Stratum, Weighted, gaps, poststratified
from tillit.ui import numbers

LESS_CONTENT: Final = 0.1
"""By so much the silent are taken to be less content, to show what that would change."""


def represented(apart: Apart) -> dict[str, Any]:
    """What `insights/represented.html` needs; nothing where it is not told who was asked.

    Nor along what one conversation may have several of, since the parts are then no whole.
    """
    if not _is_partition(apart.by) or not _tells_both(apart):
        return {}
    names = {row.value: str(row.name) for row in apart.rows}
    rates = {row.value: row.figures[ResponseRate.key] for row in apart.rows}
    content = {row.value: row.figures[Satisfaction.key] for row in apart.rows}
    asked = {value: one.n for value, one in rates.items() if one.n}
    answered = {value: rates[value].numerator or 0 for value in asked}
    if len(asked) < 2 or sum(asked.values()) < FEW:
        return {}
    whole = _whole(asked, content)
    return {
        "title": apart.title,
        "rows": [
            _row(names[value], gap, content[value]) for value, gap in gaps(asked, answered).items()
        ],
        "weighted": _weighted_words(whole, names),
        "silent": _silent_words(whole, sum(answered.values()) / sum(asked.values())),
    }


def _is_partition(by: str) -> bool:
    return by == TEAM or (by != PERSON and not dimension_named(by).is_many)


def _tells_both(apart: Apart) -> bool:
    return {ResponseRate.key, Satisfaction.key} <= {one.key for one in apart.measures}


def _whole(asked: dict[str, int], content: dict[str, Figure]) -> Weighted:
    """Satisfaction as if each part had answered as it was asked."""
    strata = {value: Stratum(content[value].n, content[value].value) for value in asked}
    return poststratified(asked, strata)


def _row(name: str, gap: Gap, content: Figure) -> dict[str, Any]:
    difference = gap.difference
    return {
        "name": name,
        "asked": numbers.share(gap.asked),
        "answered": numbers.share(gap.answered),
        "difference": numbers.DASH if difference is None else numbers.signed(100 * difference),
        "content": numbers.share(content.value),
        "n": numbers.count(content.n),
        "few": content.is_few,
    }


def _weighted_words(whole: Weighted, names: dict[str, str]) -> str:
    if whole.empty:
        missing = ", ".join(names[value] for value in whole.empty)
        return _("Nobody answered of: %(parts)s. So nothing can be weighted.") % {"parts": missing}
    if whole.weighted is None or whole.effective_n is None:
        return ""
    told = {
        "raw": numbers.share(whole.raw),
        "weighted": numbers.share(whole.weighted),
        "n": numbers.count(whole.n),
        "effective": numbers.count(round(whole.effective_n)),
    }
    return (
        _(
            "Satisfaction as it came in: %(raw)s. If each part had answered as it was asked: "
            "%(weighted)s, for which these %(n)s answers tell as much as %(effective)s would."
        )
        % told
    )


def _silent_words(whole: Weighted, rate: float) -> str:
    """What it would be, were the silent less content: an assumption, and said to be one."""
    if whole.raw is None:
        return ""
    silent = max(0.0, whole.raw - LESS_CONTENT)
    found = nonresponse_bias(rate, whole.raw, silent)
    told = {
        "rate": numbers.share(rate),
        "points": numbers.count(round(100 * (whole.raw - silent))),
        "whole": numbers.share(found.whole_mean),
    }
    return (
        _(
            "%(rate)s answered. What the others think is not known: if they were %(points)s "
            "points less content, satisfaction would be %(whole)s."
        )
        % told
    )
