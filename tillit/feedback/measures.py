"""Satisfaction (CSAT): what customers answered after a contact."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tillit.feedback.models import Response, Score
from tillit.feedback.questionnaire import Kind
from tillit.measures import scores
from tillit.measures.registry import (
    Aim,
    Case,
    ClockKind,
    Extra,
    Figure,
    Group,
    Scope,
    Summary,
    Unit,
)
from tillit.measures.scores import SATISFACTION
from tillit.measures.telling import share

WORST = SATISFACTION.worst


def satisfaction(counts: Sequence[int]) -> Figure:
    """The share of 4 and 5 (Wilson) and the mean (t); `counts` of the scores 1 to 5."""
    found = scores.satisfaction(dict(enumerate(counts, start=WORST)))
    beside = Extra(_("Mean of 1 to 5"), found.mean.mean if found.mean else None, Unit.SCORE)
    return share(found.good.part, found.n, extras=(beside,))


class Satisfaction:
    """Top two of five, in the period of the answer."""

    key = "satisfaction"
    basis = "satisfaction"
    group = Group.PROMISES
    aim = Aim.AT_LEAST
    order = 30
    title = _("Satisfaction")
    unit = Unit.SHARE
    definition = _(
        "The share of customers who answered “How did we do?” with good or very good. One answer "
        "for each question; who comes back changes the answer. It counts in the period of the "
        "answer, for the agent who resolved the conversation."
    )
    formula = _("answers 4 and 5 ÷ all answers, with its Wilson interval (95%)")
    counted = _("answers")
    value_label = _("Rating")
    exactness = ""
    has_clocks = False
    has_cases = True

    def summarise(self, scope: Scope) -> Summary:
        """How often each score was given, for the team and for each agent."""
        counts = [0] * 5
        agents: dict[str, list[int]] = {}
        for score, agent in _given(scope).values_list("score", "invitation__agent_id"):
            counts[score - WORST] += 1
            if agent:
                agents.setdefault(str(agent), [0] * 5)[score - WORST] += 1
        return {"scores": counts, "agents": agents}

    def figure(self, summaries: Iterable[Summary], clock: ClockKind) -> Figure:
        """The share with its interval, and the mean."""
        counts = [0] * 5
        for summary in summaries:
            counts = [a + b for a, b in zip(counts, summary["scores"], strict=True)]
        return satisfaction(counts)

    def by_agent(self, summaries: Iterable[Summary]) -> dict[int, Figure]:
        """The same for each agent."""
        by_agent: dict[int, list[int]] = {}
        for summary in summaries:
            for agent, counts in summary["agents"].items():
                before = by_agent.get(int(agent), [0] * 5)
                by_agent[int(agent)] = [a + b for a, b in zip(before, counts, strict=True)]
        return {agent: satisfaction(counts) for agent, counts in by_agent.items()}

    def cases(self, scope: Scope, offset: int, limit: int) -> Sequence[Case]:
        """The answers, newest first."""
        rows = _given(scope).select_related("invitation__conversation__contact")
        return [_case(row) for row in rows.order_by("-at", "-id")[offset : offset + limit]]


def _given(scope: Scope) -> QuerySet[Response]:
    return Response.objects.filter(
        kind=Kind.CSAT,
        score__isnull=False,
        invitation__team_id__in=scope.teams,
        at__gte=scope.start,
        at__lt=scope.end,
    )


def _case(response: Response) -> Case:
    conversation, score = response.invitation.conversation, response.score or WORST
    return Case(
        conversation=conversation.pk if conversation else None,
        subject=conversation.subject if conversation else "",
        customer=conversation.contact.name if conversation else str(_("Anonymous")),
        at=response.at,
        outcome=Score(score).label,
        tone=_tone(score),
        value=float(score),
        unit=Unit.SCORE,
    )


def _tone(score: int) -> str:
    if score >= SATISFACTION.good_from:
        return "ok"
    return "bad" if score <= SATISFACTION.bad_to else ""
