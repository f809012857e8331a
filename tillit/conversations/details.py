"""What the panel shows of a conversation as a case, and where each of it is changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tillit.conversations.custom_fields import Asked, fields_of
from tillit.conversations.models import Conversation
from tillit.conversations.properties import PROPERTIES
from tillit.journal import rows
from tillit.people.models import Agent
from tillit.people.policy import Verb, may
from tillit.ui.addresses import url_of

MOST_SUGGESTED = 200
_LABELS = {"case_type": _("Type"), "stage": _("Stage"), "priority": _("Priority")}
_SHAPES = {"number": "text", "date": "date", "checkbox": "checkbox", "choice": "choice"}

_NAMED = f"""SELECT 'team', id, name FROM people_team
UNION ALL SELECT 'known', id, name FROM
 (SELECT id, name FROM conversations_tag ORDER BY name LIMIT {MOST_SUGGESTED}) known
UNION ALL SELECT 'tag', t.id, t.name FROM conversations_tag t
 JOIN conversations_conversation_tags c ON c.tag_id = t.id WHERE c.conversation_id = %s
UNION ALL SELECT 'follower', a.id, a.name FROM people_agent a
 JOIN conversations_conversation_followers f ON f.agent_id = a.id WHERE f.conversation_id = %s"""  # noqa: S608 (a number of ours)


class Named(NamedTuple):
    """A team, a tag or a follower, as far as the panel shows it."""

    pk: int
    name: str


def details_of(conversation: Conversation, agent: Agent) -> dict[str, Any]:
    """Everything that `conversations/panel_details.html` needs."""
    named = _named(conversation)
    return {
        "may_act": may(agent, Verb.SORT, conversation.team_id) and conversation.shelf != "merged",
        "properties": [_property(conversation, name) for name in PROPERTIES],
        # Anybody may hand over to any team; who is not in it does not see it any more.
        "teams": named["team"],
        "team": conversation.team_id,
        "team_url": _url("team_of", conversation),
        "tags": named["tag"],
        "tags_url": _url("tags", conversation),
        "known_tags": [tag.name for tag in named["known"]],
        "followers": named["follower"],
        "follows": agent.pk in {one.pk for one in named["follower"]},
        "following_url": _url("following", conversation),
        "fields": [_field(one) for one in fields_of(conversation)],
        "fields_url": _url("fields_of", conversation),
    }


def _named(conversation: Conversation) -> Mapping[str, list[Named]]:
    """Whatever has a name, in one statement, by what it is and in the order of the names."""
    found: dict[str, list[Named]] = defaultdict(list)
    for kind, number, name in rows.ask(_NAMED, [conversation.pk, conversation.pk]):
        found[kind].append(Named(number, name))
    for some in found.values():
        some.sort(key=lambda one: one.name.casefold())
    return found


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
