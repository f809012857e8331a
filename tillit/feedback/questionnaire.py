"""What a survey asks: questions in the customer's language, and which follow from which answer."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

from tillit.people.languages import CODES

FALLBACK = "en"
Words = Mapping[str, str]
"""The same words by language; one that is missing is told in English, else in any there is."""


class Kind(StrEnum):
    """How a question is answered."""

    CSAT = "csat"
    """Five worded faces, 1 to 5."""
    NPS = "nps"
    """Would you recommend us? 0 to 10."""
    CES = "ces"
    """It was made easy for me: 1, strongly disagree, to 7, strongly agree (CES 2.0)."""
    ASPECTS = "aspects"
    """Several aspects, each 1 to 5, or not applicable."""
    CHOICE = "choice"
    """One of several options."""
    KANO = "kano"
    """Things that we might offer, each asked about twice: if it were there, and if it were not."""
    TEXT = "text"
    """In the customer's own words."""


LABELS = {
    Kind.CSAT: _("Satisfaction, five faces"),
    Kind.NPS: _("Recommendation, 0 to 10"),
    Kind.CES: _("Effort, 1 to 7"),
    Kind.ASPECTS: _("Several aspects, 1 to 5 each"),
    Kind.CHOICE: _("One of several"),
    Kind.KANO: _("What they need (Kano)"),
    Kind.TEXT: _("In their own words"),
}
SCALES: Mapping[Kind, range] = {
    Kind.CSAT: range(1, 6),
    Kind.NPS: range(11),
    Kind.CES: range(1, 8),
    Kind.ASPECTS: range(1, 6),
}
"""The scores that can be given."""


class Test(StrEnum):
    """How an earlier answer decides whether a question is asked."""

    __test__ = False  # pytest takes every class of this name for its own.

    AT_MOST = "at_most"
    AT_LEAST = "at_least"
    IS = "is"


@dataclass(frozen=True)
class Part:
    """An aspect or an option; `pillar` is the key of the pillar to which an aspect adds."""

    key: str
    words: Words
    pillar: str = ""


@dataclass(frozen=True)
class Condition:
    """Asked only when the answer to an earlier question passes a test."""

    question: str
    test: Test
    value: str

    def holds(self, given: object) -> bool:
        """Whether it is asked after this score or option; not after none."""
        if given is None:
            return False
        if self.test is Test.IS:
            return str(given) == self.value
        if not isinstance(given, int):
            return False
        return given <= int(self.value) if self.test is Test.AT_MOST else given >= int(self.value)


@dataclass(frozen=True)
class Question:
    """One question; `standard` is the number of the service standard that it asks about."""

    key: str
    kind: Kind
    words: Words
    parts: tuple[Part, ...] = ()
    condition: Condition | None = None
    required: bool = False
    standard: int | None = None

    @property
    def scale(self) -> range | None:
        """The scores that can be given; None when there are none."""
        return SCALES.get(self.kind)


@dataclass(frozen=True)
class Questionnaire:
    """The questions of one version of a survey, in order."""

    questions: tuple[Question, ...] = field(default_factory=tuple)

    def __iter__(self) -> Iterator[Question]:
        """In the order in which they are asked."""
        return iter(self.questions)

    @property
    def main(self) -> Question | None:
        """What a mail asks with one click: the first question that has a single score."""
        single = (one for one in self if one.scale and one.kind is not Kind.ASPECTS)
        return next(single, None)

    def leading(self, kinds: Collection[Kind]) -> list[Question]:
        """The first question of each of these kinds that asks about us as a whole.

        The main one always does; one about a single standard further on does not.
        """
        main, found = self.main, dict[Kind, Question]()
        for one in self:
            if one.kind in kinds and (one == main or one.standard is None):
                found.setdefault(one.kind, one)
        return [*found.values()]

    def named(self, key: str) -> Question | None:
        """The question of this key."""
        return next((one for one in self if one.key == key), None)

    def asked_after(self, given: Mapping[str, object]) -> list[Question]:
        """Those that are asked in view of the answers so far: a score or option by question."""
        return [
            one
            for one in self
            if one.condition is None or one.condition.holds(given.get(one.condition.question))
        ]

    def written(self) -> dict[str, Any]:
        """As JSON."""
        return {"questions": [asdict(one) for one in self.questions]}

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Questionnaire:
        """From JSON that `written` made."""
        return cls(tuple(_question(one) for one in data["questions"]))

    def problems(self) -> list[str]:
        """What keeps it from being asked, in words; none when all is well."""
        return [str(problem) for problem in _problems(self.questions)]


def in_language(words: Words, language: str) -> str:
    """Words in a language, else in English, else in any language that has them."""
    for one in (language, FALLBACK, *CODES):
        if words.get(one):
            return words[one]
    return ""


def _question(data: Mapping[str, Any]) -> Question:
    condition = data.get("condition")
    return Question(
        key=data["key"],
        kind=Kind(data["kind"]),
        words=data["words"],
        parts=tuple(Part(**one) for one in data.get("parts", ())),
        condition=Condition(condition["question"], Test(condition["test"]), str(condition["value"]))
        if condition
        else None,
        required=bool(data.get("required")),
        standard=data.get("standard"),
    )


def _problems(questions: Sequence[Question]) -> Iterator[object]:
    if not questions:
        yield _("Ask one question at least.")
    earlier: dict[str, Question] = {}
    for one in questions:
        if one.key in earlier:
            yield _("Two questions have the same key.")
        if not in_language(one.words, FALLBACK):
            yield _("Say each question in one language at least.")
        if len(one.parts) < _LEAST_PARTS.get(one.kind, 0):
            yield _("Name what there is to choose or to rate.")
        if len({part.key for part in one.parts}) < len(one.parts):
            yield _("Two aspects or options have the same key.")
        if one.condition and not _can_decide(earlier.get(one.condition.question), one.condition):
            yield _("A question can only follow from an earlier one that has such an answer.")
        earlier[one.key] = one


_LEAST_PARTS = {Kind.ASPECTS: 1, Kind.CHOICE: 2, Kind.KANO: 1}


def _can_decide(earlier: Question | None, condition: Condition) -> bool:
    """Whether the earlier question can have an answer that passes the test."""
    if earlier is None:
        return False
    if earlier.kind is Kind.CHOICE:
        options = {part.key for part in earlier.parts}
        return condition.test is Test.IS and condition.value in options
    if earlier.scale is None or earlier.kind is Kind.ASPECTS or not condition.value.isdecimal():
        return False
    return int(condition.value) in earlier.scale
