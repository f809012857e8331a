"""What the panel shows of a conversation as a case, and where each of it is changed."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tillit.conversations.custom_fields import Asked, fields_of
from tillit.conversations.models import Conversation, Tag
from tillit.conversations.properties import PROPERTIES
from tillit.people.models import Agent, Team
from tillit.people.policy import Verb, may

MOST_SUGGESTED = 200
_LABELS = {"case_type": _("Type"), "stage": _("Stage"), "priority": _("Priority")}
_SHAPES = {"number": "text", "date": "date", "checkbox": "checkbox", "choice": "choice"}


def details_of(conversation: Conversation, agent: Agent) -> dict[str, Any]:
    """Everything that `conversations/panel_details.html` needs."""
    followers = list(conversation.followers.order_by("name"))
    return {
        "may_act": may(agent, Verb.SORT, conversation.team_id) and conversation.shelf != "merged",
        "properties": [_property(conversation, name) for name in PROPERTIES],
        # Anybody may hand over to any team; who is not in it does not see it any more.
        "teams": list(Team.objects.order_by("name").only("id", "name")),
        "team": conversation.team_id,
        "team_url": _url("team_of", conversation),
        "tags": list(conversation.tags.order_by("name")),
        "tags_url": _url("tags", conversation),
        "known_tags": list(Tag.objects.order_by("name").values_list("name", flat=True))[
            :MOST_SUGGESTED
        ],
        "followers": followers,
        "follows": agent in followers,
        "following_url": _url("following", conversation),
        "fields": [_field(one) for one in fields_of(conversation)],
        "fields_url": _url("fields_of", conversation),
    }


def _url(name: str, conversation: Conversation) -> str:
    return reverse(f"conversations:{name}", args=[conversation.pk])


def _property(conversation: Conversation, name: str) -> dict[str, Any]:
    return {
        "name": name,
        "label": _LABELS[name],
        "value": getattr(conversation, name),
        "choices": PROPERTIES[name].values.choices,
        "url": _url("property_of", conversation),
    }


def _field(asked: Asked) -> dict[str, Any]:
    return {
        "number": asked.field.pk,
        "name": asked.field.name,
        "shape": _SHAPES.get(asked.field.kind, "text"),
        "value": asked.value,
        "answers": asked.field.answers,
        "is_missing": asked.is_missing,
    }
