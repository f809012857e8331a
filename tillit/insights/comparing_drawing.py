"""Teams compared, drawn and told in sentences."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from tillit.insights.comparing import Compared, Comparison
from tillit.insights.figures import interval_of
from tillit.insights.periods import Selection
from tillit.insights.slices import names_of
from tillit.measures.comparing import Place, funnel
from tillit.measures.dimensions import dimension_named
from tillit.measures.registry import FEW
from tillit.measures.statistics import Interval
from tillit.ui import numbers
from tillit.ui.charts import Chart, Legend
from tillit.ui.funnel import Dot, Limit, funnel_plot


def chart_of(one: Comparison) -> Chart:
    """Every team by its cases, and how far chance alone brings a team of that size."""
    label = _("%(measure)s: teams compared") % {"measure": one.measure.title}
    return Chart(
        title=label,
        reading=reading_of(one),
        svg=funnel_plot(
            [_dot(team) for team in one.teams],
            label=f"{label}. {reading_of(one)}",
            centre=one.share,
            centre_label=numbers.share(one.share),
            limits=_limits(one.share),
            tick_text=lambda value: numbers.share(value, decimals=0),
            count_text=numbers.count,
        ),
        heads=(
            _("Team"),
            str(one.measure.title),
            str(one.measure.counted),
            *_edges(),
        ),
        rows=tuple(_row(team) for team in one.teams),
        legend=(
            Legend(_("Team, by its number of cases"), "series"),
            Legend(_("Fewer than %(few)d cases") % {"few": FEW}, "quiet"),
            Legend(_between_the_lines(), "limits"),
        ),
    )


def reading_of(one: Comparison) -> str:
    """Which teams chance does not explain, in one sentence."""
    outstanding = [team.name for team in one.teams if team.stands_out]
    if not outstanding:
        return _("No team differs from all together by more than chance explains.")
    return _("More than chance: %(teams)s") % {"teams": ", ".join(outstanding)}


def rows_of(one: Comparison, selection: Selection, mix: str) -> list[dict[str, Any]]:
    """The teams by name, as a table has them."""
    address = reverse("insights:measure", args=[one.measure.key])
    return [
        {
            "name": team.name,
            "url": address + selection.query(team=str(team.team)),
            "few": team.is_few,
            "share": numbers.share(team.figure.value),
            "interval": interval_of(one.measure, team.figure),
            "n": numbers.count(team.figure.n),
            "adjusted": numbers.share(team.adjusted.adjusted if team.adjusted else None),
            "why": _why(team, mix),
            "estimate": numbers.share(one.estimate(team)),
            "verdict": verdict_of(team),
        }
        for team in one.teams
    ]


def reversals_of(one: Comparison) -> list[str]:
    """Where the plain shares mislead."""
    words = _(
        "As it is, %(one)s is higher than %(other)s; with the same mix of cases %(other)s is "
        "higher. They have different cases, and that makes the difference."
    )
    return [
        words % {"one": higher.name, "other": lower.name} for higher, lower in one.reversed_pairs
    ]


def _why(team: Compared, mix: str) -> str:
    """Why there is no share with the mix of all, or of how many cases it is."""
    if team.adjusted is None:
        return _("not known of which kind the cases are")
    if team.adjusted.empty:
        names = names_of(dimension_named(mix), team.adjusted.empty)
        return _("no cases of: %(kinds)s") % {"kinds": ", ".join(sorted(map(str, names.values())))}
    if team.known < team.figure.n:
        return _("of %(n)s cases of a known kind") % {"n": numbers.count(team.known)}
    return ""


def verdict_of(team: Compared) -> str:
    """Whether it is higher or lower than all teams together, if that can be said."""
    if team.is_few:
        return _("too few to say")
    if not team.stands_out:
        return _("within what chance explains")
    if (team.z or 0) > 0:
        return _("higher than all together")
    return _("lower than all together")


def _dot(team: Compared) -> Dot:
    words = {
        "team": team.name,
        "share": numbers.share(team.figure.value),
        "n": numbers.count(team.figure.n),
    }
    tone = "faint" if team.is_few else "spot"
    return Dot(
        team.name, team.figure.n, team.place.share, tone, _("%(team)s: %(share)s of %(n)s") % words
    )


def _limits(share: float) -> tuple[Limit, Limit]:
    return (
        Limit(_inner_part(), "inner", partial(_inner, share)),
        Limit(_outer_part(), "outer", partial(_outer, share)),
    )


def _inner_part() -> str:
    """Of so many teams chance alone explains that they lie between the inner lines."""
    return numbers.share(0.95, decimals=0)


def _outer_part() -> str:
    return numbers.share(0.998)


def _between_the_lines() -> str:
    words = {"inner": _inner_part(), "outer": _outer_part()}
    return _("Chance alone brings %(inner)s and %(outer)s of teams between the lines") % words


def _edges() -> list[str]:
    """The heads of the columns that hold the limits."""
    words = (_("%(part)s from"), _("%(part)s to"))
    return [one % {"part": part} for part in (_inner_part(), _outer_part()) for one in words]


def _inner(share: float, n: int) -> Interval:
    return _place(share, n).inner


def _outer(share: float, n: int) -> Interval:
    return _place(share, n).outer


def _place(share: float, n: int) -> Place:
    found = funnel(share, (0, n))
    if found is None:
        raise ValueError("A limit is that of at least one case.")
    return found


def _row(team: Compared) -> tuple[str, ...]:
    place = team.place
    return (
        team.name,
        numbers.share(team.figure.value),
        numbers.count(team.figure.n),
        *(numbers.share(edge) for edge in (*place.inner, *place.outer)),
    )
