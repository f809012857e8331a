"""Rules in words: when, if, then; and what they have done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from tillit import clock
from tillit.automation import asking, book, doing, triggers
from tillit.automation.models import Firing, Outcome, Rule
from tillit.conversations.viewing.conditions import (
    Condition,
    Group,
    NoConditions,
    read,
)
from tillit.conversations.viewing.vocabulary import DAYS, TEXT, TIME
from tillit.people.models import Agent

LATELY = timedelta(days=30)


@dataclass(frozen=True)
class Sentence:
    """A rule in three parts; `only` is empty when it asks nothing."""

    when: str
    only: list[str]
    then: list[dict[str, str]]
    joined_by: str


def sentence_of(rule: Rule, agent: Agent) -> Sentence:
    """What a rule does, in words."""
    trigger = triggers.named(rule.trigger)
    group = _group(rule)
    return Sentence(
        when=trigger.told(rule.settings) if trigger else _("Something that is not installed"),
        only=list(_parts(group, agent)),
        then=[{"icon": _icon(step), "words": doing.words_of(step)} for step in rule.steps],
        joined_by=_("and") if group.needs_all else _("or"),
    )


def _icon(step: dict[str, str]) -> str:
    action = doing.named(step.get("do", ""))
    return action.icon if action else "circle-help"


def _group(rule: Rule) -> Group:
    try:
        return read(rule.conditions, asking.questions()) if rule.conditions else Group()
    except NoConditions:
        return Group()


def _parts(group: Group, agent: Agent) -> Iterable[str]:
    for item in group.items:
        if isinstance(item, Group):
            inner = (_(" and ") if item.needs_all else _(" or ")).join(_parts(item, agent))
            yield f"({inner})"
        else:
            yield condition_words(item, agent)


def condition_words(condition: Condition, agent: Agent) -> str:
    """One condition as it reads: `Language is Hungarian`."""
    question = asking.questions().get(condition.field)
    if question is None:
        return condition.field
    operator = str(question.shape.operators.get(condition.operator, condition.operator))
    value = condition.value
    if question.shape is TEXT:
        value = f"“{value}”"
    elif question.shape is TIME and condition.operator in DAYS:
        return f"{question.label} {operator.replace('…', value)}"
    elif question.shape is not TIME:
        value = next((str(label) for key, label in question.choices(agent) if key == value), value)
    if condition.operator == "is":
        return f"{question.label}: {value}"
    return f"{question.label} {operator} {value}"


@dataclass(frozen=True)
class Listed:
    """A rule in the list."""

    id: int
    name: str
    team: str
    active: bool
    sentence: Sentence
    fired: int
    parked: int
    looped: int
    is_first: bool
    is_last: bool


def listed(agent: Agent) -> list[Listed]:
    """Those that somebody may change, in the order in which they are asked."""
    book.holding()
    lately = Q(firings__at__gte=clock.now() - LATELY)
    found = Rule.objects.managed_by(agent).in_use().select_related("team")
    counted = list(
        found.annotate(
            fired=Count("firings", filter=lately & Q(firings__outcome=Outcome.DONE)),
            parked=Count("firings", filter=Q(firings__outcome=Outcome.PARKED)),
            looped=Count("firings", filter=lately & Q(firings__outcome=Outcome.LOOP)),
        )
    )
    return [
        Listed(
            id=rule.pk,
            name=book.title_of(rule),
            team=rule.team.name if rule.team else "",
            active=rule.active,
            sentence=sentence_of(rule, agent),
            fired=rule.fired,
            parked=rule.parked,
            looped=rule.looped,
            is_first=place == 0,
            is_last=place == len(counted) - 1,
        )
        for place, rule in enumerate(counted)
    ]


MOST_SHOWN = 50


def activity_of(rule: Rule, agent: Agent, before: int | None) -> list[dict[str, Any]]:
    """What a rule has done, newest first, as far as somebody sees the conversations."""
    found = Firing.objects.filter(rule=rule, conversation__team__in=agent.team_ids)
    found = found.exclude(outcome=Outcome.PASSED).select_related("conversation__contact")
    if before:
        found = found.filter(pk__lt=before)
    return [_told(one, agent) for one in found.order_by("-pk")[:MOST_SHOWN]]


def _told(firing: Firing, agent: Agent) -> dict[str, Any]:
    conversation = firing.conversation
    return {
        "id": firing.pk,
        "at": firing.at,
        "outcome": firing.outcome,
        "outcome_words": firing.get_outcome_display(),
        "error": firing.error,
        "customer": conversation.contact.name,
        "number": conversation.pk,
        "subject": conversation.subject,
        "url": reverse("conversations:conversation", args=[conversation.pk]),
        "saw": saw_words(firing.saw, agent),
        "did": [_done_words(step) for step in firing.did],
        "again_url": reverse("automation:firing_trying", args=[firing.pk])
        if firing.outcome == Outcome.PARKED
        else "",
    }


def saw_words(saw: list[dict[str, Any]], agent: Agent) -> list[dict[str, Any]]:
    """What was true and what was not."""
    return [
        {
            "words": condition_words(Condition(one["field"], one["operator"], one["value"]), agent),
            "true": one["true"],
        }
        for one in saw
    ]


def _done_words(step: dict[str, Any]) -> dict[str, Any]:
    said = step.get("said", {})
    action = doing.named(step.get("do", ""))
    hint = _("was so already") if step.get("so_already") else ""
    if action is not None and not hint:
        hint = action.told(said, step.get("what", {}))
    return {"icon": _icon(said), "words": doing.words_of(said), "hint": hint}
