"""Single aspects of a survey, each 1 to 5: kept as how often which answers were given together.

Answers to one version of a survey are a pattern: the overall score, then each aspect in the order
in which it is asked. So what goes together with what can be told of any number of days.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext_lazy as _

from tillit.feedback.models import Answer, Response, SurveyVersion
from tillit.feedback.questionnaire import Kind, Part, Question, Questionnaire
from tillit.feedback.telling_apart import answers_in, fact_of, known_of, own_of
from tillit.measures.dimensions import Fact, FromFacts
from tillit.measures.registry import Aim, Case, ClockKind, Figure, Group, Scope, Summary, Unit
from tillit.measures.scores import SATISFACTION

NOT_APPLICABLE, LEFT_OUT, NOT_ASKED = "n", "m", "."
"""What stands in a pattern where there is no score."""
PATTERNS = 20_000
"""So many are remembered: as many as six aspects can have."""
Given = Mapping[int, Sequence[Answer]]
"""The answers of each response."""


def aspects_in(questionnaire: Questionnaire) -> list[tuple[Question, Part]]:
    """Every aspect, in the order in which they are asked."""
    asked = (one for one in questionnaire if one.kind is Kind.ASPECTS)
    return [(question, part) for question in asked for part in question.parts]


def pattern_of(questionnaire: Questionnaire, overall: int | None, answers: Iterable[Answer]) -> str:
    """What one customer said, such as `85m3n`; a score of 10 is `a`."""
    said = {(one.question, one.part): one for one in answers}
    decisive = {
        question: one.text if one.score is None else one.score
        for (question, part), one in said.items()
        if not part and (one.score is not None or one.text)
    }
    asked = {one.key for one in questionnaire.asked_after(decisive)}
    letters = (
        _letter(said.get((question.key, part.key))) if question.key in asked else NOT_ASKED
        for question, part in aspects_in(questionnaire)
    )
    return (LEFT_OUT if overall is None else format(overall, "x")) + "".join(letters)


def _letter(answer: Answer | None) -> str:
    if answer is None:
        return LEFT_OUT
    return NOT_APPLICABLE if answer.score is None else str(answer.score)


def score_in(letter: str) -> int | None:
    """The score at a place of a pattern."""
    return None if letter in (NOT_APPLICABLE, LEFT_OUT, NOT_ASKED) else int(letter, 16)


class Aspects(FromFacts):
    """How many of all scores for single aspects are good ones."""

    key = basis = "aspects"
    order = 33
    group = Group.PROMISES
    title = _("Single aspects")
    unit = Unit.SHARE
    aim: Aim | None = None
    counted = _("customers who rated aspects")
    value_label = _("Rating")
    definition = _(
        "The share of good ratings, 4 and 5 of 5, among all that customers gave to the single "
        "aspects of a survey. Who says that an aspect does not apply gives no rating. One customer "
        "rates several aspects, so there is no interval for all of them together; each aspect has "
        "one of its own on the page about satisfaction."
    )
    formula = _("ratings 4 and 5 ÷ all ratings of aspects")
    exactness = ""
    has_clocks = False
    has_cases = False
    own = own_of("")

    def facts(self, scope: Scope) -> Iterable[Fact]:
        """Whoever answered a survey that has aspects, each with the agent who resolved."""
        found = _answered(scope)
        versions = _with_aspects({version for _number, version, *_rest in found})
        some = [row for row in found if row[1] in versions]
        said = _said([row[0] for row in some])
        return [
            fact_of(
                (str(version), pattern_of(versions[version], overall, said.get(number, ()))), *known
            )
            for number, version, overall, *known in some
        ]

    def count(self, told: Iterable[tuple[str, str]]) -> Summary:
        """How often each pattern was given, by version of the survey."""
        found: dict[str, Counter[str]] = {}
        for version, pattern in told:
            found.setdefault(version, Counter())[pattern] += 1
        return {version: dict(counts) for version, counts in found.items()}

    def figure(self, summaries: Iterable[Summary], clock: ClockKind) -> Figure:
        """The share over all aspects of all surveys."""
        customers = good = every = 0
        for pattern, n in _patterns(summaries):
            rated, well = _rated(pattern)
            customers += n if rated else 0
            every += n * rated
            good += n * well
        return Figure(good / every if every else None, customers)

    def cases(self, scope: Scope, offset: int, limit: int) -> Sequence[Case]:
        """None: a conversation has several ratings."""
        return []


@lru_cache(maxsize=PATTERNS)
def _rated(pattern: str) -> tuple[int, int]:
    """How many aspects have a score in it, and how many a good one."""
    scores = [score for score in map(score_in, pattern[1:]) if score is not None]
    return len(scores), sum(score >= SATISFACTION.good_from for score in scores)


def _patterns(summaries: Iterable[Summary]) -> Iterator[tuple[str, int]]:
    for summary in summaries:
        for counts in summary.values():
            yield from counts.items()


def _answered(scope: Scope) -> list[tuple[Any, ...]]:
    """Response, version and overall score, then what `fact_of` needs."""
    found = Response.objects.filter(
        invitation__team_id__in=scope.teams, counts_at__gte=scope.start, counts_at__lt=scope.end
    )
    known = answers_in(found, scope)
    return list(known.values_list("id", "invitation__version_id", "score", *known_of("")))


def _with_aspects(versions: Iterable[int]) -> dict[int, Questionnaire]:
    """What these versions ask, those without aspects left out."""
    found = SurveyVersion.objects.filter(pk__in=list(versions))
    asked = {one.pk: one.questionnaire for one in found}
    return {number: one for number, one in asked.items() if aspects_in(one)}


def _said(responses: Sequence[int]) -> Given:
    found: dict[int, list[Answer]] = {}
    for answer in Answer.objects.filter(response_id__in=responses).order_by("id"):
        found.setdefault(answer.response_id, []).append(answer)
    return found
