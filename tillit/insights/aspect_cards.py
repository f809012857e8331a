"""Aspects in the words and numbers that a page shows: a table, a map and the pillars."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from tillit.feedback import counting
from tillit.feedback.delivered import title_of
from tillit.feedback.questionnaire import FALLBACK, in_language
from tillit.feedback.starter_aspects import PILLARS
from tillit.insights.aspects import Key, Rated, rated
from tillit.insights.figures import text_of
from tillit.measures.drivers import Priorities, Quadrant
from tillit.measures.registry import FEW, Summary, Unit, Words
from tillit.measures.scores import Aspect
from tillit.ui import numbers
from tillit.ui.charts import Chart
from tillit.ui.priority_map import Corners, Crossing, Place, priority_map

QUADRANTS: dict[Quadrant, Words] = {
    Quadrant.CONCENTRATE_HERE: gettext_lazy("Concentrate here"),
    Quadrant.KEEP_UP: gettext_lazy("Keep it up"),
    Quadrant.LOW_PRIORITY: gettext_lazy("Low priority"),
    Quadrant.POSSIBLE_OVERKILL: gettext_lazy("Perhaps more than is needed"),
}


def surveys_of(summaries: Iterable[Summary]) -> list[dict[str, Any]]:
    """What `insights/aspects.html` needs of each survey."""
    return [_survey(one) for one in rated(summaries)]


def waiting_words(teams: Sequence[int]) -> str:
    """That anonymous answers wait for each other; empty when none do."""
    n = counting.waiting(teams)
    if not n:
        return ""
    words = ngettext(
        "%(n)s anonymous answer is not counted yet. Such answers count in groups of at least "
        "five, so that nobody can be recognised.",
        "%(n)s anonymous answers are not counted yet. Such answers count in groups of at least "
        "five, so that nobody can be recognised.",
        n,
    )
    return words % {"n": numbers.count(n)}


def _survey(one: Rated) -> dict[str, Any]:
    chart = _map(one, one.priorities) if one.priorities else None
    return {
        "title": title_of(one.survey),
        "count": _count(one.n),
        "rows": [_row(one, key) for key in one.parts],
        "has_few": any(importance is None for importance in one.importance.values()),
        "explained": numbers.share(one.drivers.r_squared, decimals=0)
        if one.drivers.r_squared is not None and not one.drivers.is_few
        else "",
        "chart": chart,
        "pillars": _pillars(one),
    }


def _count(n: int) -> str:
    said = ngettext("%(n)s customer answered", "%(n)s customers answered", n)
    return said % {"n": numbers.count(n)}


def name_of(one: Rated, key: Key) -> str:
    """What an aspect is called, in the language of the reader."""
    return in_language(one.parts[key].words, get_language() or FALLBACK)


def _row(one: Rated, key: Key) -> dict[str, Any]:
    aspect = one.aspects[key]
    mean, good = aspect.score.mean, aspect.score.good
    place = one.priorities.places.get("/".join(key)) if one.priorities else None
    return {
        "name": name_of(one, key),
        "n": numbers.count(aspect.score.n),
        "few": aspect.score.n < FEW,
        "mean": numbers.decimal(mean.mean if mean else None),
        "mean_interval": _bounds(mean, Unit.SCORE),
        "good": numbers.share(good.value),
        "good_interval": _bounds(good, Unit.SHARE),
        "not_applicable": numbers.count(aspect.not_applicable),
        "missing": numbers.count(aspect.missing),
        "importance": numbers.decimal(one.importance[key], decimals=2),
        "weight": numbers.share(one.weight(key), decimals=0),
        "place": QUADRANTS[place] if place else "",
    }


def _bounds(found: Any, unit: Unit) -> str:
    """`4.1 to 4.4`; empty when there are none."""
    if found is None or found.low is None:
        return ""
    bounds = {"low": text_of(found.low, unit), "high": text_of(found.high, unit)}
    return _("%(low)s to %(high)s") % bounds


def _map(one: Rated, crossing: Priorities) -> Chart:
    placed = [key for key in one.parts if "/".join(key) in crossing.places]
    where = {key: crossing.places["/".join(key)] for key in placed}
    return Chart(
        title=_("What matters, and how well it is done"),
        reading=_reading(one, where),
        svg=priority_map(
            [_place(one, key) for key in placed],
            Crossing(crossing.performance, crossing.importance),
            Corners(
                low_high=str(QUADRANTS[Quadrant.CONCENTRATE_HERE]),
                high_high=str(QUADRANTS[Quadrant.KEEP_UP]),
                low_low=str(QUADRANTS[Quadrant.LOW_PRIORITY]),
                high_low=str(QUADRANTS[Quadrant.POSSIBLE_OVERKILL]),
            ),
            label=_("Aspects by how much they matter and how well they are done"),
            across=_("Done better"),
            up=_("Matters more"),
        ),
        heads=(_("Aspect"), _("Importance"), _("Mean"), _("Where it lies")),
        rows=tuple(
            (
                name_of(one, key),
                numbers.decimal(one.importance[key], decimals=2),
                numbers.decimal(_mean_of(one.aspects[key]), decimals=2),
                str(QUADRANTS[where[key]]),
            )
            for key in placed
        ),
    )


def _reading(one: Rated, where: dict[Key, Quadrant]) -> str:
    first = [
        name_of(one, key) for key, place in where.items() if place is Quadrant.CONCENTRATE_HERE
    ]
    if not first:
        return _("Nothing that matters much is done worse than the rest.")
    return _("Matters much and is done worse than the rest: %(names)s") % {
        "names": ", ".join(first)
    }


def _place(one: Rated, key: Key) -> Place:
    mean, importance = _mean_of(one.aspects[key]) or 0, one.importance[key] or 0
    said = {
        "name": name_of(one, key),
        "importance": numbers.decimal(importance, decimals=2),
        "mean": numbers.decimal(mean, decimals=2),
    }
    tip = _("%(name)s: importance %(importance)s, mean %(mean)s") % said
    return Place(name_of(one, key), mean, importance, tip)


def _mean_of(aspect: Aspect) -> float | None:
    return aspect.score.mean.mean if aspect.score.mean else None


def _pillars(one: Rated) -> dict[str, Any]:
    found = one.pillars
    if found is None:
        return {}
    return {
        "index": numbers.decimal(found.index),
        "coverage": numbers.share(found.coverage, decimals=0),
        "weakest": ", ".join(str(PILLARS[pillar]) for pillar in found.weakest),
    }
