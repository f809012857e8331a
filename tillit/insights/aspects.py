"""What customers say of single aspects: how good each is, and how much it matters to them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from tillit.feedback.aspects import (
    LEFT_OUT,
    NOT_APPLICABLE,
    NOT_ASKED,
    aspects_in,
    score_in,
)
from tillit.feedback.models import Survey, SurveyVersion
from tillit.feedback.questionnaire import Kind, Part
from tillit.measures import drivers, scores
from tillit.measures.drivers import ENOUGH, Drivers, Priorities, quadrants
from tillit.measures.pillars import Pillar, PillarIndex, pillar_index, pillar_score, rescaled
from tillit.measures.registry import Summary
from tillit.measures.scores import SATISFACTION, Aspect
from tillit.measures.summaries import together

Key = tuple[str, str]
"""A question and the aspect in it."""


@dataclass(frozen=True)
class Rated:
    """What was said of the aspects of one survey, one row for all who said the same.

    Versions that ask the same overall question stand together; `parts` are in the words of the
    newest. `letters` tells for each aspect what each row says, as in a pattern.
    """

    survey: Survey
    parts: Mapping[Key, Part]
    overall: Sequence[int | None]
    letters: Mapping[Key, Sequence[str]]
    counts: Sequence[int]

    @property
    def n(self) -> int:
        """How many answered."""
        return sum(self.counts)

    @cached_property
    def aspects(self) -> Mapping[Key, Aspect]:
        """What each aspect comes to."""
        return {key: self._aspect(key) for key in self.parts}

    @cached_property
    def drivers(self) -> Drivers:
        """How each goes together with the overall score, each under `question/aspect`."""
        columns = {
            "/".join(key): [score_in(one) for one in letters]
            for key, letters in self.letters.items()
        }
        return drivers.drivers(self.overall, columns, self.counts)

    @cached_property
    def importance(self) -> Mapping[Key, float | None]:
        """Spearman's ρ with the overall score; None where fewer than ENOUGH gave both."""
        told = zip(self.parts, self.drivers.drivers, strict=True)
        return {key: one.importance if one.n >= ENOUGH else None for key, one in told}

    @cached_property
    def priorities(self) -> Priorities | None:
        """Where each lies; only those of which enough is known have a place."""
        important = {"/".join(key): one for key, one in self.importance.items()}
        performed = {one.aspect: one.performance for one in self.drivers.drivers}
        return quadrants(important, performed)

    def weight(self, key: Key) -> float | None:
        """Its part of what all aspects explain; None where too few rated all of them."""
        found = {one.aspect: one.weight_share for one in self.drivers.drivers}
        return None if self.drivers.is_few else found["/".join(key)]

    @cached_property
    def pillars(self) -> PillarIndex[Pillar] | None:
        """The six pillars; None where no aspect belongs to one."""
        of_each = {pillar: self._pillar(pillar) for pillar in Pillar}
        return pillar_index(of_each) if any(map(self._belonging, Pillar)) else None

    def _belonging(self, pillar: Pillar) -> list[Key]:
        return [key for key, part in self.parts.items() if part.pillar == pillar]

    def _pillar(self, pillar: Pillar) -> float | None:
        means = (self.aspects[key].score.mean for key in self._belonging(pillar))
        scale = SATISFACTION.worst, SATISFACTION.best
        return pillar_score(rescaled(one.mean, *scale) if one else None for one in means)

    def _aspect(self, key: Key) -> Aspect:
        given: Counter[str] = Counter()
        for letter, n in zip(self.letters[key], self.counts, strict=True):
            given[letter] += n
        chosen = {score: n for letter, n in given.items() if (score := score_in(letter))}
        not_applicable = given[NOT_APPLICABLE]
        asked = sum(chosen.values()) + not_applicable + given[LEFT_OUT]
        return scores.aspect(chosen, asked=asked, not_applicable=not_applicable)


def rated(summaries: Iterable[Summary]) -> list[Rated]:
    """What these days tell of each survey, the one with most answers first."""
    patterns = together(summaries)
    found: dict[tuple[int, Kind | None], list[SurveyVersion]] = {}
    known = SurveyVersion.objects.filter(pk__in=[int(number) for number in patterns])
    for version in known.select_related("survey").order_by("-number"):
        main = version.questionnaire.main
        found.setdefault((version.survey_id, main.kind if main else None), []).append(version)
    several = [_rated(versions, patterns) for versions in found.values()]
    return sorted(several, key=lambda one: (-one.n, one.survey.pk))


def _rated(versions: Sequence[SurveyVersion], patterns: Summary) -> Rated:
    """Versions of one survey, the newest first."""
    asked = {one.pk: aspects_in(one.questionnaire) for one in versions}
    parts = {
        (question.key, part.key): part
        for one in reversed(versions)
        for question, part in asked[one.pk]
    }
    rows: Counter[tuple[str, ...]] = Counter()
    for one in versions:
        keys = [(question.key, part.key) for question, part in asked[one.pk]]
        for pattern, n in patterns[str(one.pk)].items():
            letters = dict(zip(keys, pattern[1:], strict=True))
            rows[pattern[0], *(letters.get(key, NOT_ASKED) for key in parts)] += n
    overall, *columns = zip(*rows, strict=True)
    return Rated(
        survey=versions[0].survey,
        parts=parts,
        overall=[score_in(letter) for letter in overall],
        letters=dict(zip(parts, columns, strict=True)),
        counts=[*rows.values()],
    )
