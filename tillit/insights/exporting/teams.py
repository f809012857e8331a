"""Teams beside each other as a table of raw values."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from tillit.insights.comparing import Compared, Comparison
from tillit.insights.comparing_drawing import verdict_of
from tillit.ui.sheets.sheet import Column, Kind, Row, Sheet


def teams_sheet(found: Iterable[Comparison]) -> Sheet:
    """A row for each team and measure, as the page lists them: by name."""
    columns = (
        Column(_("Measure")),
        Column(_("Team")),
        Column(_("As it is"), Kind.SHARE),
        Column(_("At least (95% interval)"), Kind.SHARE),
        Column(_("At most (95% interval)"), Kind.SHARE),
        Column(_("Number of cases"), Kind.WHOLE),
        Column(_("With the same mix"), Kind.SHARE),
        Column(_("Best estimate"), Kind.SHARE),
        Column(_("All teams together"), Kind.SHARE),
        Column(_("Beside all teams together")),
    )
    rows = (_row(one, team) for one in found for team in one.teams)
    return Sheet(_("Teams compared"), columns, rows)


def _row(one: Comparison, team: Compared) -> Row:
    figure = team.figure
    return (
        str(one.measure.title),
        team.name,
        figure.value,
        figure.low,
        figure.high,
        figure.n,
        team.adjusted.adjusted if team.adjusted else None,
        one.estimate(team),
        one.share,
        verdict_of(team),
    )
