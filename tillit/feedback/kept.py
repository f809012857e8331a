"""How well customers say that one standard was kept: the questions that ask about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q

from tillit.feedback.measures import satisfaction
from tillit.feedback.models import Answer, SurveyVersion
from tillit.feedback.questionnaire import SCALES, Kind
from tillit.measures.registry import Figure
from tillit.people.models import Agent


@dataclass(frozen=True)
class KeptWell:
    """What they say; `is_hidden`: the anonymous answers there are still wait for others."""

    figure: Figure
    is_hidden: bool


def kept_well(standard: int, agent: Agent) -> KeptWell | None:
    """The answers about a standard in the agent's teams; None while nothing asks about it."""
    asked = list(_asked(standard))
    if not asked:
        return None
    about = Q()
    for version, question in asked:
        about |= Q(response__invitation__version=version, question=question)
    answers = Answer.objects.filter(about, response__invitation__team_id__in=agent.team_ids)
    given = answers.exclude(score=None)
    counts = Counter(dict.fromkeys(SCALES[Kind.CSAT], 0))
    counted = given.exclude(response__counts_at=None).values_list("score", flat=True)
    counts.update(score for score in counted if score is not None)
    waits = not counts.total() and given.filter(response__counts_at=None).exists()
    return KeptWell(satisfaction(counts), waits)


def _asked(standard: int) -> Iterator[tuple[int, str]]:
    """The versions of surveys that ask about it, and by which question."""
    for version in SurveyVersion.objects.all():
        for one in version.questionnaire:
            if one.standard == standard and one.kind is Kind.CSAT:
                yield version.pk, one.key
