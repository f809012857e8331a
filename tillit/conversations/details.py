"""What the panel shows of a conversation as a case, and where each of it is changed."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tillit.conversations.custom_fields import Asked, fields_of
from tillit.conversations.models import Conversation, Tag
from tillit.conversations.properties import PROPERTIES
from tillit.journal import rows
from tillit.people.models import Agent, Team
from tillit.people.policy import Verb, may
from tillit.ui.addresses import url_of

MOST_SUGGESTED = 200
_LABELS = {"case_type": _("Type"), "stage": _("Stage"), "priority": _("Priority")}
_SHAPES = {"number": "text", "date": "date", "checkbox": "checkbox", "choice": "choice"}

_FOLLOWERS = (
    "id IN (SELECT agent_id FROM conversations_conversation_followers WHERE conversation_id = %s)"
    " ORDER BY name"
)
_TAGS = (
    "id IN (SELECT tag_id FROM conversations_conversation_tags WHERE conversation_id = %s)"
    " ORDER BY name"
)
_KNOWN_TAGS = f"TRUE ORDER BY name LIMIT {MOST_SUGGESTED}"


def details_of(conversation: Conversation, agent: Agent) -> dict[str, Any]:
    """Everything that `conversations/panel_details.html` needs."""
    followers = rows.select(Agent, _FOLLOWERS, [conversation.pk], only=("name",))
    return {
        "may_act": may(agent, Verb.SORT, conversation.team_id) and conversation.shelf != "merged",
        "properties": [_property(conversation, name) for name in PROPERTIES],
        # Anybody may hand over to any team; who is not in it does not see it any more.
        "teams": rows.select(Team, "TRUE ORDER BY name", only=("name",)),
        "team": conversation.team_id,
        "team_url": _url("team_of", conversation),
        "tags": rows.select(Tag, _TAGS, [conversation.pk]),
        "tags_url": _url("tags", conversation),
        "known_tags": [tag.name for tag in rows.select(Tag, _KNOWN_TAGS, only=("name",))],
        "followers": followers,
        "follows": agent in followers,
        "following_url": _url("following", conversation),
        "fields": [_field(one) for one in fields_of(conversation)],
        "fields_url": _url("fields_of", conversation),
    }


def _url(name: str, conversation: Conversation) -> str:
    return url_of(f"conversations:{name}", conversation.pk)


def _property(conversation: Conversation, name: str) -> dict[str, Any]:
    return {
        "name": name,
        "label": _LABELS[name],
        "options": _options(name, getattr(conversation, name), get_language()),
        "url": _url("property_of", conversation),
    }


@lru_cache(maxsize=256)
def _options(name: str, chosen: str, language: str | None) -> SafeString:
    """What can be chosen, as it stands in the page: always the same in one language."""
    return format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        (
            (value, " selected" if value == chosen else "", label)
            for value, label in PROPERTIES[name].values.choices
        ),
    )


def _field(asked: Asked) -> dict[str, Any]:
    return {
        "number": asked.field.pk,
        "name": asked.field.name,
        "shape": _SHAPES.get(asked.field.kind, "text"),
        "value": asked.value,
        "answers": asked.field.answers,
        "is_missing": asked.is_missing,
    }
