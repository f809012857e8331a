"""The addresses of the measurement calendar, for the walk over every address."""

from datetime import date

from tillit.insights.year.keeping import Plan, Result, add, record
from tillit.measures.methods import Frequency, Rhythm
from tillit.testing.cast import Desk

OWN = {"year/", "year/subscription/"}
"""What everybody reads, each with the methods of his or her own teams."""

OPEN = {"year/feed/<str:token>.ics"}

_METHOD = "year/methods/<int:number>/"

OF_ITS_TEAM = {_METHOD}

LED = {
    "year/layout/",
    "year/new/",
    f"{_METHOD}occasions/",
    f"{_METHOD}skips/",
    f"{_METHOD}editing/",
    f"{_METHOD}putting-away/",
    f"{_METHOD}return/",
}
"""Leads find them, and whoever looks after a method finds where its results are recorded."""


def addresses(desk: Desk, canary: str) -> dict[str, list[str]]:
    """A method of the desk, once done; each word of it is the canary."""
    due = date(2026, 5, 30)
    plan = Plan(
        title=f"Title {canary}",
        purpose=f"Purpose {canary}",
        frequency=Frequency(Rhythm.MONTHS, 1),
        due_on=due,
        owner=desk.liv,
        team=desk.team,
    )
    method = add(plan=plan, by=desk.liv)
    record(method=method, due_on=due, result=Result(f"Words {canary}", due), by=desk.liv)
    ours = {route: [f"/{route}"] for route in OWN | LED if "<" not in route}
    return ours | {
        route: ["/" + route.replace("<int:number>", str(method.pk))]
        for route in OF_ITS_TEAM | LED
        if "<" in route
    }
