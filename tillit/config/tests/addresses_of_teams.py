"""The addresses of targets, people's figures and team meetings, for the walk over every address."""

from __future__ import annotations

from datetime import date

from tillit.conversations.models import Conversation
from tillit.insights.meeting.holding import Resolved, close, decide, put_on_agenda
from tillit.insights.models import AgendaCase, Decision, Meeting
from tillit.insights.people.talking import NextStep, note
from tillit.insights.targets.setting import Wanted, set_target
from tillit.testing.cast import Desk

_PERSON, _TALK = "figures/of/<int:number>/", "figures/talks/<int:number>/"
_MEETING = "figures/meeting/"

_TABLE = "table.<slug:form>"

OWN = {
    "figures/teams/",
    f"figures/teams/{_TABLE}",
    "figures/mine/",
    "figures/targets/",
    _MEETING,
    f"{_MEETING}agenda/",
}
"""What everybody reads, each with what he or she may see."""

OF_ITS_TEAM = {f"{_MEETING}<int:number>/"}

LED = {
    "figures/targets/<int:number>/withdrawal/",
    f"{_MEETING}closing/",
    f"{_MEETING}agenda/<int:number>/removal/",
    f"{_MEETING}decisions/<int:number>/",
    f"{_MEETING}decisions/<int:number>/removal/",
}

OF_WHO_LEADS = {_PERSON, f"{_PERSON}{_TABLE}", f"{_PERSON}talks/", f"{_PERSON}<slug:key>/"}
"""Figures of a person: found by those who lead a team and belong to it themselves."""

OF_TWO = {f"{_TALK}removal/", f"{_TALK}steps/", "figures/talks/steps/<int:number>/"}
"""Notes of talks: found by the two who talked, and by nobody else in whatever role."""


def addresses(desk: Desk, conversation: Conversation, canary: str) -> dict[str, list[str]]:
    """A target, a meeting that was held and the next one, and a talk, each with the canary."""
    why, by = f"Why {canary}", desk.liv
    wanted = Wanted("promises-kept", 0.9, date(2026, 5, 1), why, team=desk.team)
    target = set_target(wanted=wanted, by=by)
    step = NextStep(f"Step {canary}", desk.ada)
    talk = note(agent=desk.ada, lead=desk.liv, words=f"Words {canary}", by=by, step=step)
    meeting, case, decision = _meetings(desk, conversation, canary)
    numbers = {
        "figures/targets/<int:number>/withdrawal/": target.pk,
        f"{_MEETING}<int:number>/": meeting.pk,
        f"{_MEETING}agenda/<int:number>/removal/": case.pk,
        f"{_MEETING}decisions/<int:number>/": decision.pk,
        f"{_MEETING}decisions/<int:number>/removal/": decision.pk,
        **dict.fromkeys(OF_WHO_LEADS, desk.ada.pk),
        **dict.fromkeys(OF_TWO, talk.pk),
        "figures/talks/steps/<int:number>/": talk.steps.get().pk,
    }
    routes = OWN | OF_ITS_TEAM | LED | OF_WHO_LEADS | OF_TWO
    return {route: [_address(route, numbers.get(route))] for route in routes}


def _meetings(
    desk: Desk, conversation: Conversation, canary: str
) -> tuple[Meeting, AgendaCase, Decision]:
    """One that was held, and the next one with a case and a decision."""
    _prepared(desk, conversation, canary)
    first, last = date(2026, 5, 1), date(2026, 5, 28)
    held = close(team=desk.team, first=first, last=last, by=desk.liv)
    assert held is not None
    return held, *_prepared(desk, conversation, canary)


def _prepared(desk: Desk, conversation: Conversation, canary: str) -> tuple[AgendaCase, Decision]:
    case = put_on_agenda(conversation=conversation, why=f"Case {canary}", by=desk.liv)
    resolved = Resolved(f"Decision {canary}", desk.liv, None)
    return case, decide(team=desk.team, resolved=resolved, by=desk.liv)


def _address(route: str, number: int | None) -> str:
    named = {"<int:number>": str(number), "<slug:key>": "promises-kept", "<slug:form>": "csv"}
    for place, value in named.items():
        route = route.replace(place, value)
    return f"/{route}"
