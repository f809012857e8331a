"""Anonymous answers count together, never one by one.

Who looks at a figure before and after an answer, or at one day of many, would learn what somebody
said. So anonymous answers wait, and enter the figures as a group that counts at one instant: of
each question that any of them answered there are five at least. Every figure of any days holds
whole groups only, and so does whatever one subtracts from another. From then on they are closed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from tillit import clock
from tillit.feedback.events import AnonymousAnswersCounted
from tillit.feedback.models import Answer, Invitation, Response
from tillit.feedback.questionnaire import Kind
from tillit.journal.recording import emit
from tillit.measures.privacy import may_publish
from tillit.people.actor import Actor

RESTING = timedelta(days=1)
"""So long an answer can at least be changed before it counts."""
COUNTING = Actor.system("counting")


def count_together() -> int:
    """Let every group count that is large enough; the number of answers that count from now on."""
    now = clock.now()
    waiting = Response.objects.filter(counts_at=None, at__lte=now - RESTING).order_by()
    groups = waiting.values_list("invitation__survey_id", "invitation__team_id").distinct()
    return sum(_count(survey, team, now) for survey, team in list(groups))


def waiting(teams: Sequence[int]) -> int:
    """How many answers to these teams wait for others."""
    return Response.objects.filter(counts_at=None, invitation__team_id__in=teams).count()


@transaction.atomic
def _count(survey: int, team: int, now: datetime) -> int:
    waiting = Response.objects.filter(
        counts_at=None,
        at__lte=now - RESTING,
        invitation__survey=survey,
        invitation__team=team,
    )
    numbers = list(waiting.select_for_update(of=("self",)).values_list("pk", flat=True))
    if not _are_enough(numbers):
        return 0
    Response.objects.filter(pk__in=numbers).update(counts_at=now)
    Invitation.objects.filter(response__in=numbers).update(closes_at=now)
    emit(AnonymousAnswersCounted(survey, team, len(numbers)), by=COUNTING, at=now)
    return len(numbers)


def _are_enough(responses: Sequence[int]) -> bool:
    """Whether each question and aspect that is counted was answered by enough of them.

    Words are not counted; they are shown without saying whose they are.
    """
    counted = Answer.objects.filter(response__in=responses).exclude(kind=Kind.TEXT).order_by()
    given = Counter(counted.values_list("question", "part"))
    return may_publish(len(responses), None) and all(may_publish(n, None) for n in given.values())
