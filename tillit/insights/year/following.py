"""What is done elsewhere and with that is done in the calendar, too: rounds of talks."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext as _

from tillit.feedback.interviews.events import RoundFinished
from tillit.feedback.interviews.quotas import quotas_of
from tillit.feedback.models import Round
from tillit.insights.models import Method
from tillit.insights.year import keeping
from tillit.journal.models import Event
from tillit.journal.registry import on
from tillit.people.actor import Actor
from tillit.people.models import Agent

TALKS = "interviews"


@on(RoundFinished)
def talks_are_done(fact: RoundFinished, event: Event) -> None:
    """What fell due, or soon would, was done; a date far ahead is another half year's."""
    round = Round.objects.get(pk=fact.round)
    by = Agent.objects.get(pk=Actor.from_key(event.actor).agent_id)
    if round.finished_on is None:
        return
    result = keeping.Result(_result(round), round.finished_on)
    for method in _methods(round):
        due = method.due_on
        if due and due - round.finished_on <= method.frequency.length / 2:
            keeping.record(method=method, due_on=due, result=result, by=by)


def _methods(round: Round) -> Iterator[Method]:
    """Those of its team; everybody's once no team is at it any more."""
    whose = Q(team=round.team_id)
    if not Round.objects.filter(finished_on=None).exists():
        whose |= Q(team=None)
    yield from Method.objects.running().filter(whose, key=TALKS)


def _result(round: Round) -> str:
    filled = quotas_of(round)
    words = {"done": sum(one.done for one in filled), "wanted": sum(one.wanted for one in filled)}
    return _("%(done)s of %(wanted)s talks held") % words
