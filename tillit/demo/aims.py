"""What the demo team wants to reach, and what it talked about when it met."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tillit import clock
from tillit.demo.cast import ZONE
from tillit.documents.days import today_at_home
from tillit.feedback.models import Response
from tillit.feedback.questionnaire import Kind
from tillit.insights.meeting.holding import Resolved, close, decide, put_on_agenda, settle
from tillit.insights.targets.celebrating import look_back
from tillit.insights.targets.setting import Wanted, set_target
from tillit.measures.dates import add_months, first_of_month
from tillit.people.models import Agent, Team

MONTHS = 5
"""So long ago the targets were set."""
JUDGED = timedelta(days=9)
"""After the end of a month: by then nothing of it waits any more."""
PERIOD = timedelta(days=28)
BAD = 2
TARGETS = (
    ("promises-kept", 0.96, "So many kept their word last year; this year we do, too."),
    ("satisfaction", 0.8, "Four of five customers are to say that we did well."),
    ("first-response", 5400, "Half of all answers within an hour and a half, as we promise four."),
)


@dataclass(frozen=True)
class Met:
    """One meeting: how long ago, why its cases, what was decided, by whom to do, and if it is done.

    `decided` has the words, the place of the colleague among the agents, and whether it is done.
    """

    ago: timedelta
    why: tuple[str, ...]
    decided: tuple[tuple[str, int, bool], ...]


MEETINGS = (
    Met(
        timedelta(weeks=6),
        ("The carrier said nothing, and so did we.", "Two of us answered, and differently."),
        (
            ("Write to customers by ourselves as soon as a parcel is late.", 0, True),
            ("Ask the carrier for a list of late parcels each morning.", -1, True),
        ),
    ),
    Met(
        timedelta(weeks=2),
        ("Good example: one answer, and everything was in it.",),
        (
            ("Put the descaling guide into a saved reply, in all four languages.", 1, True),
            ("Propose a promise of news while a parcel is on its way.", 0, False),
        ),
    ),
)
NEXT = "She asked three times: how could one answer have been enough?"


def aim_and_meet(team: Team, agents: list[Agent], now: datetime) -> None:
    """Liv sets targets and every month looks back; the team has met twice since."""
    _aim(team, agents[-1], now)
    for met in MEETINGS:
        _meet(team, agents, met, now)
    with clock.moved_to(now - timedelta(days=1)):
        _put_on_agenda(team, agents[0], (NEXT,))


def _aim(team: Team, lead: Agent, now: datetime) -> None:
    since = add_months(first_of_month(today_at_home(now)), -MONTHS)
    with clock.moved_to(_morning(since)):
        for measure, value, why in TARGETS:
            set_target(wanted=Wanted(measure, value, since, why, team=team), by=lead)
    for months in range(1, MONTHS + 1):
        at = _morning(add_months(since, months)) + JUDGED
        if at <= now:
            with clock.moved_to(at):
                look_back(now=at)


def _meet(team: Team, agents: list[Agent], met: Met, now: datetime) -> None:
    lead, at = agents[-1], now - met.ago
    today = today_at_home(at)
    with clock.moved_to(at):
        _put_on_agenda(team, agents[0], met.why)
        made = [
            decide(team=team, resolved=_resolved(words, agents[who], today), by=lead)
            for words, who, _is_done in met.decided
        ]
        close(team=team, first=today - PERIOD, last=today - timedelta(days=1), by=lead)
    with clock.moved_to(at + timedelta(days=5)):
        for decision, (_words, who, is_done) in zip(made, met.decided, strict=True):
            settle(decision=decision, is_done=is_done, by=agents[who])


def _resolved(words: str, owner: Agent, today: date) -> Resolved:
    return Resolved(words, owner, today + timedelta(days=18))


def _put_on_agenda(team: Team, by: Agent, why: tuple[str, ...]) -> None:
    """The newest with which a customer was dissatisfied, each for another reason."""
    given = Response.objects.filter(
        invitation__team=team, kind=Kind.CSAT, score__lte=BAD, at__lt=clock.now()
    ).select_related("invitation__conversation")
    about = (one.invitation.conversation for one in given.order_by("-at", "-id"))
    for words, conversation in zip(why, filter(None, about), strict=False):
        put_on_agenda(conversation=conversation, why=words, by=by)


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(9), ZoneInfo(ZONE))
