"""What the export tells of a conversation as a case: what it is about, its ties, what was done."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch, Q

from tillit.conversations.models import (
    Conversation,
    FieldValue,
    Link,
    MacroUse,
    ProblemVersion,
)

CASE = (
    "tags",
    "followers",
    "children",
    "absorbed",
    Prefetch("field_values", queryset=FieldValue.objects.select_related("field").order_by("field")),
    Prefetch(
        "problem_versions",
        queryset=ProblemVersion.objects.select_related("agent").order_by("number"),
    ),
    Prefetch(
        "macro_uses", queryset=MacroUse.objects.select_related("macro", "agent").order_by("id")
    ),
)
"""What is read along with a batch of conversations."""


def case_of(conversation: Conversation) -> dict[str, Any]:
    """Type, stage, priority, tags, fields, followers, snooze, problem, ties and macros."""
    return {
        "type": conversation.case_type or None,
        "stage": conversation.stage or None,
        "priority": conversation.priority,
        "tags": sorted(tag.name for tag in conversation.tags.all()),
        "fields": {one.field.name: one.value for one in conversation.field_values.all()},
        "followers": sorted(agent.email for agent in conversation.followers.all()),
        "snoozed_until": conversation.snoozed_until,
        "snoozed_until_reply": conversation.snoozed_until_reply,
        "check_back_at": conversation.check_back_at,
        "problem": [_problem(version) for version in conversation.problem_versions.all()],
        **_ties(conversation),
        "macros": [_use(use) for use in conversation.macro_uses.all()],
    }


def _problem(version: ProblemVersion) -> dict[str, Any]:
    return {
        "version": version.number,
        "at": version.at,
        "agent": version.agent.email if version.agent else None,
        "problem": version.problem,
        "options": version.options,
        "solution": version.solution,
        "result": version.result,
    }


def _ties(conversation: Conversation) -> dict[str, Any]:
    return {
        "mentions": conversation.mentions_id,
        "merged_into": conversation.merged_into_id,
        "merged": _numbers(conversation.absorbed.all()),
        "parent": conversation.parent_id,
        "children": _numbers(conversation.children.all()),
        "linked": _linked(conversation),
    }


def _numbers(conversations: Iterable[Conversation]) -> list[int]:
    return sorted(one.pk for one in conversations)


def _linked(conversation: Conversation) -> list[int]:
    number = conversation.pk
    links = Link.objects.filter(Q(first=number) | Q(second=number))
    pairs = links.values_list("first_id", "second_id")
    return sorted(second if first == number else first for first, second in pairs)


def _use(use: MacroUse) -> dict[str, Any]:
    return {
        "macro": use.macro_id,
        "name": use.macro.name,
        "agent": use.agent.email,
        "at": use.at,
        "undone_at": use.undone_at,
    }
