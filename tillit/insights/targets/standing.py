"""How a figure stands to a target, in words that keep apart what is known and what is chance."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tillit.insights.figures import Measured, text_of
from tillit.insights.models import Standing, Target
from tillit.insights.targets.scope import Targets
from tillit.measures.registry import Aim, Figure, Measure


def standing_of(measure: Measure, value: float, figure: Figure) -> Standing:
    """Whether it is reached; of few cases nobody says so."""
    if figure.value is None or figure.is_few:
        return Standing.TOO_FEW
    if measure.aim is Aim.AT_MOST:
        return Standing.REACHED if figure.value <= value else Standing.MISSED
    return Standing.REACHED if figure.value >= value else Standing.MISSED


def aim_words(measure: Measure, value: float) -> str:
    """`at least 90%`."""
    words = {"value": text_of(value, measure.unit)}
    if measure.aim is Aim.AT_MOST:
        return _("at most %(value)s") % words
    return _("at least %(value)s") % words


def words_for(one: Measured, targets: Targets) -> str:
    """What a card says of the target of its measure; empty where there is none."""
    target = targets.get(one.measure.key)
    return target_words(one.measure, target, one.figure) if target else ""


def target_words(measure: Measure, target: Target, figure: Figure) -> str:
    """`Target: at least 90%, reached (88% to 94%)`."""
    return _("Target: %(aim)s, %(standing)s") % {
        "aim": aim_words(measure, target.value),
        "standing": standing_words(measure, target.value, figure),
    }


def standing_words(measure: Measure, value: float, figure: Figure) -> str:
    """`reached`, with the interval where it has the target within it."""
    standing = standing_of(measure, value, figure)
    if standing is Standing.TOO_FEW or figure.low is None or figure.high is None:
        return str(standing.label)
    words = {
        "standing": standing.label,
        "low": text_of(figure.low, measure.unit),
        "high": text_of(figure.high, measure.unit),
    }
    if figure.low <= value <= figure.high:
        return _("%(standing)s, but not certain: %(low)s to %(high)s") % words
    return _("%(standing)s: %(low)s to %(high)s") % words
