"""What customers chose in own questions, in the words and numbers that a page shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tillit.feedback.delivered import title_of
from tillit.feedback.models import Survey, SurveyVersion
from tillit.feedback.needs import NEEDS
from tillit.feedback.questionnaire import FALLBACK, Kind, Question, in_language
from tillit.measures.kano import Kano, Need, kano
from tillit.measures.registry import FEW, Summary
from tillit.measures.statistics import Rate, rate
from tillit.ui import numbers

Counts = Mapping[str, int]


@dataclass(frozen=True)
class Chosen:
    """What was chosen in one question of a survey: by part, how often each."""

    survey: Survey
    question: Question
    counts: Mapping[str, Counts]

    @property
    def words(self) -> str:
        """The question in the reader's language."""
        return in_language(self.question.words, _language())

    @property
    def is_of_needs(self) -> bool:
        """Whether it asks what customers need."""
        return self.question.kind is Kind.KANO

    def options(self) -> Iterator[tuple[str, Rate]]:
        """Each option, the one that was chosen most first, with its share of all answers."""
        given = Counter(self.counts.get("", {}))
        named = {part.key: in_language(part.words, _language()) for part in self.question.parts}
        n = given.total()
        known = [*named, *sorted(given.keys() - named.keys())]
        for key in sorted(known, key=lambda one: -given[one]):
            yield named.get(key, _("No longer there")), rate(given[key], n)

    def needs(self) -> Iterator[tuple[str, Counts, Kano]]:
        """Each thing in the order in which it is asked, what was said of it, and what follows."""
        for part in self.question.parts:
            said = self.counts.get(part.key, {})
            found = kano({one: said.get(one.value, 0) for one in Need})
            yield in_language(part.words, _language()), said, found


def chosen_in(summaries: Iterable[Summary]) -> list[Chosen]:
    """Every own question that was answered, by survey, in the words of its newest version."""
    found: dict[str, dict[str, dict[str, Counter[str]]]] = {}
    for summary in summaries:
        for survey, questions in summary.items():
            for name, counts in questions.items():
                question, _slash, part = name.partition("/")
                parts = found.setdefault(survey, {}).setdefault(question, {})
                parts.setdefault(part, Counter()).update(counts)
    asked = _questions([int(survey) for survey in found])
    return [
        Chosen(survey, question, found[str(survey.pk)][question.key])
        for survey, question in asked
        if question.key in found[str(survey.pk)]
    ]


def _questions(surveys: Iterable[int]) -> Iterator[tuple[Survey, Question]]:
    """Every question that these surveys ask or once asked, as it was put last."""
    known: dict[tuple[int, str], tuple[Survey, Question]] = {}
    versions = SurveyVersion.objects.filter(survey__in=list(surveys)).select_related("survey")
    for version in versions.order_by("survey_id", "-number"):
        for question in version.questionnaire:
            known.setdefault((version.survey_id, question.key), (version.survey, question))
    yield from known.values()


def shown(found: Iterable[Chosen]) -> list[dict[str, Any]]:
    """What `insights/own_questions.html` needs of each question."""
    return [_shown(one) for one in found]


def _shown(one: Chosen) -> dict[str, Any]:
    return {
        "survey": title_of(one.survey),
        "words": one.words,
        "options": [] if one.is_of_needs else [_option(*option) for option in one.options()],
        "needs": [_need(*needed) for needed in one.needs()] if one.is_of_needs else [],
        "heads": list(NEEDS.values()),
    }


def _option(name: str, found: Rate) -> dict[str, Any]:
    bounds = {"low": numbers.share(found.low), "high": numbers.share(found.high)}
    return {
        "name": name,
        "n": numbers.count(found.part),
        "share": numbers.share(found.value),
        "interval": _("%(low)s to %(high)s") % bounds if found.value is not None else "",
        "few": found.n < FEW,
    }


def _need(name: str, said: Counts, found: Kano) -> dict[str, Any]:
    return {
        "name": name,
        "counts": [numbers.count(said.get(one.value, 0)) for one in NEEDS],
        "need": NEEDS[found.need] if found.need else numbers.DASH,
        "better": numbers.decimal(found.better, decimals=2),
        "worse": numbers.decimal(found.worse, decimals=2),
        "few": found.n < FEW,
    }


def _language() -> str:
    return get_language() or FALLBACK
