"""What a rule can ask of a case, and the answers: those of the database in one question."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import connection
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tillit import clock
from tillit.automation.cases import Case
from tillit.conversations.composing.saved_replies import folded
from tillit.conversations.models import Attachment, Conversation
from tillit.conversations.openness import version_for
from tillit.conversations.viewing.conditions import Condition, Group, NoConditions, read
from tillit.conversations.viewing.statement import Looking, where
from tillit.conversations.viewing.vocabulary import (
    CHOICE,
    ME,
    NO,
    QUESTIONS,
    TEXT,
    YES,
    YES_OR_NO,
    Choice,
    Question,
)
from tillit.hours.business_time import is_open
from tillit.journal import rows
from tillit.people.models import Agent, Availability

Test = Callable[[Condition, Case], bool]

AT_ONCE = 200
"""Conversations that one statement looks at."""
_questions: dict[str, Question] = {}
_tests: dict[str, Test] = {}


def offer(question: Question, test: Test) -> None:
    """Register what a rule can ask that no view asks; `test` says whether it is so."""
    if question.key in QUESTIONS:
        raise ValueError(f"views ask {question.key} already")
    _questions[question.key], _tests[question.key] = question, test


def questions() -> Mapping[str, Question]:
    """All that a rule can ask: what views ask, and what is registered here."""
    return {**_of_views(), **_questions}


def _of_views() -> dict[str, Question]:
    assignee = QUESTIONS["assignee"]
    return {
        **QUESTIONS,
        "assignee": replace(assignee, choices=lambda agent: _but_me(assignee.choices(agent))),
    }


def _but_me(choices: list[Choice]) -> list[Choice]:
    """A rule is nobody, so it cannot ask for its own conversations."""
    return [choice for choice in choices if choice[0] != ME]


@dataclass(frozen=True)
class Seen:
    """What a rule saw: whether all of it holds, and each condition by itself."""

    holds: bool
    answers: tuple[tuple[Condition, bool], ...] = ()

    def written(self) -> list[dict[str, Any]]:
        """The same as JSON."""
        return [
            {"field": one.field, "operator": one.operator, "value": one.value, "true": true}
            for one, true in self.answers
        ]


def look(conditions: Any, cases: Sequence[Case]) -> list[Seen]:
    """What is true of each case; conditions that cannot be read hold of nothing."""
    try:
        group = read(conditions, questions()) if conditions else Group()
    except NoConditions:
        return [Seen(holds=False) for _case in cases]
    if not group.items:
        return [Seen(holds=True) for _case in cases]
    return [
        seen
        for start in range(0, len(cases), AT_ONCE)
        for seen in _looked(group, cases[start : start + AT_ONCE])
    ]


def _looked(group: Group, cases: Sequence[Case]) -> list[Seen]:
    leaves = list(group.conditions())
    stored = [leaf for leaf in leaves if leaf.field not in _tests]
    known = _stored_answers(stored, [case.conversation.pk for case in cases])
    seen = []
    for case in cases:
        given = iter(known.get(case.conversation.pk, [False] * len(stored)))
        truths = [
            _tests[leaf.field](leaf, case) if leaf.field in _tests else next(given)
            for leaf in leaves
        ]
        holds = _holds(group, iter(truths))
        seen.append(Seen(holds, tuple(zip(leaves, truths, strict=True))))
    return seen


def _holds(group: Group, truths: Any) -> bool:
    """Whether a group holds; the truths come in the order of its conditions."""
    held = [
        _holds(item, truths) if isinstance(item, Group) else next(truths) for item in group.items
    ]
    if not held:
        return True
    return all(held) if group.needs_all else any(held)


def _stored_answers(leaves: Sequence[Condition], numbers: Sequence[int]) -> dict[int, list[bool]]:
    if not leaves or not numbers:
        return {}
    looking = Looking(0, clock.now())
    said = [where(leaf, looking) for leaf in leaves]
    asked = ", ".join(f"CASE WHEN {statement} THEN 1 ELSE 0 END" for statement, _values in said)
    statement = (
        f"SELECT c.id, {asked} FROM conversations_conversation c"  # noqa: S608 (own words)
        f" WHERE c.id IN ({rows.marks(numbers)})"
    )
    values = [value for _statement, some in said for value in some]
    with connection.cursor() as cursor:
        cursor.execute(statement, [*values, *numbers])
        return {number: [bool(one) for one in answers] for number, *answers in cursor.fetchall()}


def _yes_or_no(agent: Agent) -> list[Choice]:
    return [(YES, _("Yes")), (NO, _("No"))]


def _is(said: str, true: bool) -> bool:
    return true == (said == YES)


def _hours(condition: Condition, case: Case) -> bool:
    hours = version_for(case.conversation, case.at).hours
    asked = is_open(hours, case.at) == (condition.value == "open")
    return asked != condition.negates


def _words(condition: Condition, case: Case) -> bool:
    return (folded(condition.value) in folded(case.words)) != condition.negates


def _files(condition: Condition, case: Case) -> bool:
    attached = Attachment.objects.filter(message=case.message).exists() if case.message else False
    return _is(condition.value, attached)


def _written_before(condition: Condition, case: Case) -> bool:
    others = "contact_id = %s AND id <> %s"
    known = rows.count(Conversation, others, [case.conversation.contact_id, case.conversation.pk])
    return _is(condition.value, bool(known))


def _assignee_there(condition: Condition, case: Case) -> bool:
    given = case.conversation.assignee_id or 0
    there = (
        bool(given)
        and Agent.objects.filter(
            pk=given, is_active=True, availability=Availability.AVAILABLE
        ).exists()
    )
    return _is(condition.value, there)


_OPEN: list[Choice] = [
    ("open", pgettext_lazy("hours", "Open")),
    ("closed", pgettext_lazy("hours", "Closed")),
]

offer(
    Question(
        "hours", _("Opening hours"), CHOICE, lambda agent: _OPEN, frozenset({"open", "closed"})
    ),
    _hours,
)
offer(Question("words", _("The customer's words"), TEXT), _words)
_TWO = frozenset({YES, NO})
offer(Question("files", _("Files with the message"), YES_OR_NO, _yes_or_no, _TWO), _files)
offer(Question("before", _("Has written before"), YES_OR_NO, _yes_or_no, _TWO), _written_before)
offer(
    Question("there", _("Whoever has it is available"), YES_OR_NO, _yes_or_no, _TWO),
    _assignee_there,
)
