"""Along what answers of customers can be told apart, besides what their conversations know."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final, TypeVar

from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from tillit.feedback.understanding import Topic
from tillit.measures.dimensions import NONE, Dimension, Fact, narrowed
from tillit.measures.registry import Scope, Words

Row = TypeVar("Row", bound=Model)
TOPIC: Final = "topic"


def _names(values: Iterable[str]) -> Mapping[str, Words]:
    return {value: Topic(value).label for value in values if value in Topic.values}


TOPICS = Dimension(
    key=TOPIC,
    order=70,
    title=_("Topic of the comment"),
    names=_names,
    is_many=True,
    is_listed=True,
    nothing=_("No comment, or no topic found"),
)


def own_of(to_response: str) -> dict[str, str]:
    """The dimensions that an answer knows itself, with their lookups; `to_response` leads there."""
    return {
        "agent": f"{to_response}invitation__agent_id",
        TOPIC: f"{to_response}follow_up__topics",
    }


def known_of(to_response: str) -> tuple[str, ...]:
    """The columns by which `fact_of` tells an answer apart."""
    names = (
        "invitation__conversation_id",
        "invitation__agent_id",
        "invitation__contact_id",
        "invitation__survey__anonymous",
        "follow_up__topics",
    )
    return tuple(f"{to_response}{name}" for name in names)


def fact_of(
    told: Any,
    conversation: int | None,
    agent: int | None,
    contact: int | None,
    anonymous: bool,
    topics: str | None,
) -> Fact:
    """One answer: by agent where there was a contact, by topic where it is not anonymous."""
    if anonymous and contact is None:
        return Fact(conversation, told)
    listed = [one for one in (topics or "").split(",") if one] or [NONE]
    own = {"agent": str(agent or NONE)} if conversation else {}
    return Fact(conversation, told, own, {TOPIC: listed})


def answers_in(found: QuerySet[Row], scope: Scope, *, to_response: str = "") -> QuerySet[Row]:
    """Those in all slices of a scope; in none is what is anonymous."""
    invitation = f"{to_response}invitation__"
    if not scope.slices:
        return found
    named = {f"{invitation}survey__anonymous": True, f"{invitation}contact__isnull": True}
    found = found.exclude(**named)
    if any(one.dimension != TOPIC for one in scope.slices):
        found = found.filter(**{f"{invitation}conversation__isnull": False})
    through = f"{invitation}conversation__"
    return narrowed(found, scope, own=own_of(to_response), through=through)
