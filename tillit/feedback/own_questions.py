"""What customers choose in a survey's own questions: one of several, or what they need (Kano).

Kept as how often each was chosen, by survey and question, so that any days can be told together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tillit.feedback.models import Answer
from tillit.feedback.needs import FEELINGS, NEEDS, feelings_in
from tillit.feedback.questionnaire import FALLBACK, Kind, Question, in_language
from tillit.feedback.telling_apart import answers_in, fact_of, known_of, own_of
from tillit.measures.dimensions import Fact, FromFacts
from tillit.measures.kano import need
from tillit.measures.registry import Aim, Case, ClockKind, Figure, Group, Scope, Summary, Unit

OF_ANSWER = "response__"
KINDS = (Kind.CHOICE, Kind.KANO)
Told = tuple[int, str, str, str]
"""Survey, question, the part of it (empty for one of several), and what was chosen."""


class OwnQuestions(FromFacts):
    """How many answers came to own questions; what was chosen stands on the page."""

    key = basis = "own-questions"
    order = 35
    group = Group.PROMISES
    title = _("Own questions")
    unit = Unit.COUNT
    aim: Aim | None = None
    counted = _("answers to own questions")
    value_label = _("Chosen")
    definition = _(
        "How many answers customers gave to questions of your own in which they choose one of "
        "several things or say what they need. What they chose stands on the page about "
        "satisfaction."
    )
    formula = _("answers that choose something")
    exactness = ""
    has_clocks = False
    has_cases = True
    own = own_of(OF_ANSWER)

    def facts(self, scope: Scope) -> Iterable[Fact]:
        """Every choice of one day, each with the agent who resolved."""
        told = ("response__invitation__survey_id", "question", "part", "kind", "text")
        found = _given(scope).values_list(*told, *known_of(OF_ANSWER))
        return [
            fact_of((survey, question, part, _chosen(kind, text)), *known)
            for survey, question, part, kind, text, *known in found
        ]

    def count(self, told: Iterable[Told]) -> Summary:
        """How often each was chosen, by survey, and by question and part."""
        found: dict[str, dict[str, Counter[str]]] = {}
        for survey, question, part, chosen in told:
            questions = found.setdefault(str(survey), {})
            questions.setdefault(f"{question}/{part}", Counter())[chosen] += 1
        return {
            survey: {key: dict(counts) for key, counts in questions.items()}
            for survey, questions in found.items()
        }

    def figure(self, summaries: Iterable[Summary], clock: ClockKind) -> Figure:
        """How many."""
        n = sum(
            sum(counts.values())
            for summary in summaries
            for questions in summary.values()
            for counts in questions.values()
        )
        return Figure(float(n) if n else None, n)

    def cases(self, scope: Scope, offset: int, limit: int) -> Sequence[Case]:
        """The answers, newest first."""
        leading = _given(scope).select_related(
            "response__invitation__conversation__contact", "response__invitation__version"
        )
        rows = leading.order_by("-response__counts_at", "-id")
        return [_case(row) for row in rows[offset : offset + limit]]


def _given(scope: Scope) -> QuerySet[Answer]:
    found = Answer.objects.filter(
        kind__in=KINDS,
        response__invitation__team_id__in=scope.teams,
        response__counts_at__gte=scope.start,
        response__counts_at__lt=scope.end,
    ).exclude(text="")
    return answers_in(found, scope, to_response=OF_ANSWER)


def _chosen(kind: str, text: str) -> str:
    """The option; of what somebody would feel, what that says of the need."""
    if kind != Kind.KANO:
        return text
    feelings = feelings_in(text)
    return need(*feelings).value if feelings else ""


def _case(answer: Answer) -> Case:
    response = answer.response
    conversation = response.invitation.conversation
    question = response.invitation.version.questionnaire.named(answer.question)
    return Case(
        conversation=conversation.pk if conversation else None,
        subject=conversation.subject if conversation else "",
        customer=conversation.contact.name if conversation else str(_("Anonymous")),
        at=response.counts_at or response.at,
        outcome=_says(question, answer),
        tone="",
        value=None,
        unit=Unit.COUNT,
    )


def _says(question: Question | None, answer: Answer) -> str:
    """What was chosen, in the reader's language."""
    language = get_language() or FALLBACK
    words: Mapping[str, Any] = {
        part.key: in_language(part.words, language) for part in (question.parts if question else ())
    }
    if answer.kind != Kind.KANO:
        return str(words.get(answer.text, answer.text))
    feelings = feelings_in(answer.text)
    if feelings is None:
        return ""
    present, absent = (str(FEELINGS[one]) for one in feelings)
    told = f"{present} / {absent} ({NEEDS[need(*feelings)]})"
    return f"{words.get(answer.part, answer.part)}: {told}"
