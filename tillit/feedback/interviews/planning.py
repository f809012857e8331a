"""Verbs about rounds: planned, changed, finished; the next is due half a year after the last."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import IntegrityError, transaction

from tillit import clock
from tillit.documents.days import today_at_home
from tillit.feedback.interviews.events import (
    RoundChanged,
    RoundFact,
    RoundFinished,
    RoundPlanned,
)
from tillit.feedback.models import Interview, Quota, Round, Segment, Stage
from tillit.journal.recording import emit
from tillit.measures.dates import add_months
from tillit.people.actor import Actor
from tillit.people.models import Agent, Team
from tillit.people.policy import Verb, may

HALF_A_YEAR = 6
WANTED: Mapping[Segment, int] = {
    Segment.LEFT: 2,
    Segment.COMPLAINED: 2,
    Segment.PLEASED: 2,
    Segment.CARE: 1,
    Segment.OTHERS: 1,
}
"""How many of each are proposed."""


class RoundRuns(Exception):
    """A round of this team is not finished yet."""


class TalksToCome(Exception):
    """Talks are agreed that have not taken place."""


def next_due(team: Team, today: date) -> date:
    """Half a year after the last round of a team; in a month when there was none yet.

    Half a year after 31 August is the last of February.
    """
    over = Round.objects.filter(team=team, finished_on__isnull=False)
    last = over.order_by("-finished_on").values_list("finished_on", flat=True).first()
    return add_months(last, HALF_A_YEAR) if last else add_months(today, 1)


@transaction.atomic
def plan(
    *,
    team: Team,
    due_on: date,
    wanted: Mapping[Segment, int],
    by: Agent,
    at: datetime | None = None,
) -> Round:
    """Plan a round: until when, and how many talks with customers of which segment.

    Raises:
        PermissionError: only a lead does so.
        RoundRuns: there is one already.
    """
    _lead(by)
    at = at or clock.now()
    try:
        with transaction.atomic():
            planned = Round.objects.create(team=team, due_on=due_on, planned_by=by, planned_at=at)
    except IntegrityError as error:
        raise RoundRuns from error
    _want(planned, wanted)
    emit(RoundPlanned(planned.pk, team.pk), by=Actor.agent(by), at=at)
    return planned


@transaction.atomic
def replan(*, round: Round, due_on: date, wanted: Mapping[Segment, int], by: Agent) -> None:
    """Another day, or other numbers.

    Raises:
        PermissionError: only a lead does so.
    """
    _lead(by)
    held = hold(round)
    known = {Segment(one.segment): one.wanted for one in held.quotas.all()}
    asked = {segment: number for segment, number in wanted.items() if number}
    if (held.due_on, known) == (due_on, asked):
        return
    held.due_on = due_on
    held.save(update_fields=["due_on"])
    held.quotas.all().delete()
    _want(held, wanted)
    _tell(RoundChanged, held, by)


@transaction.atomic
def write_guide(*, round: Round, questions: Mapping[str, list[str]], by: Agent) -> None:
    """Put the team's own questions in place of those that Tillit brings, language by language.

    Raises:
        PermissionError: only a lead does so.
    """
    _lead(by)
    held = hold(round)
    guide = {language: asked for language, asked in questions.items() if asked}
    if guide == held.guide:
        return
    held.guide = guide
    held.save(update_fields=["guide"])
    _tell(RoundChanged, held, by)


@transaction.atomic
def finish(*, round: Round, by: Agent) -> None:
    """No more talks belong to it; what follows from it goes on. Whoever was not asked is let go.

    Raises:
        PermissionError: only a lead does so.
        TalksToCome: some talks are agreed and not held.
    """
    _lead(by)
    held = hold(round)
    if not held.is_open:
        return
    if held.interviews.filter(stage=Stage.AGREED).exists():
        raise TalksToCome
    held.interviews.filter(stage=Stage.CHOSEN).delete()
    held.finished_on = today_at_home(clock.now())
    held.save(update_fields=["finished_on"])
    _tell(RoundFinished, held, by)


def hold(round: Round) -> Round:
    """The same round, held by the transaction."""
    return Round.objects.select_for_update().get(pk=round.pk)


def hold_interview(interview: Interview) -> Interview:
    """The same talk, held by the transaction, with its round."""
    held = Interview.objects.select_for_update(of=("self",)).select_related("round", "contact")
    return held.get(pk=interview.pk)


def _want(round: Round, wanted: Mapping[Segment, int]) -> None:
    Quota.objects.bulk_create(
        Quota(round=round, segment=segment, wanted=number)
        for segment, number in wanted.items()
        if number
    )


def _tell(fact: type[RoundFact], round: Round, by: Agent) -> None:
    emit(fact(round.pk, round.team_id), by=Actor.agent(by))


def _lead(by: Agent) -> None:
    if not may(by, Verb.LOOK_AFTER):
        raise PermissionError("Only a lead plans talks with customers.")
