"""Addresses of who stays, of benchmarks and of screens, and what they stand for in a test."""

from __future__ import annotations

from datetime import date

from tillit import clock
from tillit.insights.benchmarks.entering import enter
from tillit.insights.models import HelpMonth
from tillit.insights.models.benchmark import ScaleName
from tillit.insights.screens import NOW, make
from tillit.testing.cast import Desk

_BENCHMARK = "figures/about/benchmarks/<int:number>/removal/"
_HELP, _REMOVAL = "figures/about/help-pages/", "figures/about/help-pages/<int:number>/removal/"
_MONTHS = "figures/about/help-pages/months.<slug:form>"
_WITHDRAWAL = "figures/screens/<int:number>/withdrawal/"

OPEN = {"screen/<str:token>/"}
OWN = {"figures/about/benchmarks/", "figures/about/staying/", _HELP, _MONTHS}
OF_EVERY_LEAD = {"figures/screens/", _BENCHMARK}
LED = {_WITHDRAWAL, _REMOVAL}


def addresses(desk: Desk, canary: str) -> dict[str, list[str]]:
    """A published figure, and a screen of the desk whose title is the canary."""
    published = enter(
        measure="promises-kept",
        scale=ScaleName.SHARE,
        value=90,
        source="Somebody",
        year=2020,
        population="Everybody",
        by=desk.liv,
    )
    helped = HelpMonth.objects.create(
        team=desk.team,
        month=date(2026, 1, 1),
        source=f"Source {canary}",
        people=1,
        visits=1,
        at=clock.now(),
    )
    screen = make(title=f"Title {canary}", team=desk.team, tiles=list(NOW), days=7, by=desk.liv)
    return {
        **{route: [f"/{route}"] for route in (*OWN - {_MONTHS}, "figures/screens/")},
        _MONTHS: ["/figures/about/help-pages/months.csv"],
        _REMOVAL: [f"/figures/about/help-pages/{helped.pk}/removal/"],
        _BENCHMARK: [f"/figures/about/benchmarks/{published.pk}/removal/"],
        _WITHDRAWAL: [f"/figures/screens/{screen.pk}/withdrawal/"],
    }
