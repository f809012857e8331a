"""The figures of what was only written down: flows counted, and the days that have to be rolled up.

Only of the demo world's own team, so that no figure of a real one is touched.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from typing import cast

from tillit.conversations.events import ConversationFact
from tillit.conversations.flows import COUNTED, steps_of
from tillit.conversations.models import Conversation, Flow, FlowKind, Message
from tillit.feedback.measures import BASIS as ANSWERS
from tillit.feedback.models import Invitation, Response
from tillit.hours.home import home_zone
from tillit.insights.days import mark_days
from tillit.insights.reactions import ASKED, FIRST, NEXT, SOLVED
from tillit.journal.models import Event
from tillit.measures.registry import KeepsDays, all_measures
from tillit.measures.statistics import local_day
from tillit.people.models import Team
from tillit.standards.models import Promise

Instants = Iterator[datetime | None]


def count_all(team: Team) -> None:
    """Count what came and went, and mark every day of which there is something to tell."""
    _count_flows(team)
    conversations = Conversation.objects.filter(team=team)
    begun = _days(conversations.values_list("created_at", flat=True).iterator())
    solved = _days(conversations.values_list("resolved_at", flat=True).iterator())
    known = {
        FIRST: _days(conversations.values_list("first_answered_at", flat=True).iterator()),
        NEXT: _days(_replies(team)),
        **dict.fromkeys(SOLVED, solved),
        "promises-kept": _days(_decisions(team)),
        ANSWERS: _days(_answers(team)),
        ASKED: _days(_invitations(team)),
    }
    bases = {one.basis for one in all_measures() if not isinstance(one, KeepsDays)}
    mark_days((basis, team.pk, day) for basis in bases for day in known.get(basis, begun | solved))


def _days(instants: Instants) -> set[date]:
    zone = home_zone()
    return {local_day(at, zone) for at in instants if at}


def _replies(team: Team) -> Instants:
    replies = Message.objects.human_replies().filter(conversation__team=team)
    return replies.order_by().values_list("at", flat=True).iterator()


def _decisions(team: Team) -> Instants:
    promises = Promise.objects.filter(conversation__team=team)
    return promises.order_by().values_list("decided_at", flat=True).iterator()


def _invitations(team: Team) -> Instants:
    asked = Invitation.objects.filter(team=team)
    return asked.order_by().values_list("sent_at", flat=True).iterator()


def _answers(team: Team) -> Instants:
    answers = Response.objects.filter(invitation__team=team, counts_at__isnull=False)
    return answers.order_by().values_list("counts_at", flat=True).iterator()


def _count_flows(team: Team) -> None:
    zone, flows = home_zone(), Counter[tuple[date, FlowKind]]()
    events = Event.objects.filter(kind__in=[fact.kind() for fact in COUNTED])
    for event in events.filter(data__team=team.pk).order_by("id").iterator():
        for _team, kind in steps_of(cast("ConversationFact", event.fact)):
            flows[local_day(event.at, zone), kind] += 1
    Flow.objects.bulk_create(
        Flow(team=team, day=day, kind=kind, count=count)
        for (day, kind), count in sorted(flows.items())
    )
