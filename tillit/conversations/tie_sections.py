"""The section beside a conversation that shows what it has to do with others."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from tillit.conversations.addresses import place_in
from tillit.conversations.models import Conversation
from tillit.conversations.standing import view_showing
from tillit.journal import rows
from tillit.people.blocking import is_blocked
from tillit.people.models import Agent
from tillit.people.policy import Verb, may
from tillit.ui import panels
from tillit.ui.addresses import url_of


@panels.register("conversation", order=60)
def ties(conversation: Conversation, agent: Agent) -> panels.Section | None:
    """Links, parts and merges, as far as the agent may see them."""
    merged = conversation.merged_into_id is not None
    may_act = may(agent, Verb.SORT, conversation.team_id) and not merged
    found = _ties(conversation, agent, may_act=may_act)
    if not found and not may_act:
        return None
    data = {
        "may_act": may_act,
        "rows": found,
        "url": url_of("conversations:ties", conversation.pk),
        "is_blocked": is_blocked(conversation.address),
        "spam_url": url_of("conversations:spam", conversation.pk),
    }
    return panels.Section("ties", _("Connected"), "conversations/panel_ties.html", data)


def _ties(conversation: Conversation, agent: Agent, *, may_act: bool) -> list[dict[str, Any]]:
    found = rows.ask(_TIES, [conversation.pk] * 5)
    found += [("parent", conversation.parent_id, 0)] if conversation.parent_id else []
    found.sort(key=lambda tie: _LEAST_FIRST.index(tie[0]))
    ways = {other: way for way, other, _merge in found}
    merges = {other: merge for _way, other, merge in found if merge}
    ties = [_row(one, ways[one.pk]) for one in _visible(list(ways), agent)]
    for tie in ties:
        tie["merge"] = merges.get(tie["number"], 0)
        tie["may_end"] = may_act or tie["way"] == "into"
    return ties


_LEAST_FIRST = ("link", "child", "parent", "from", "into")
"""A later one says more about the same conversation than an earlier one."""
_TIES = """SELECT 'link', second_id, 0 FROM conversations_link WHERE first_id = %s
UNION ALL SELECT 'link', first_id, 0 FROM conversations_link WHERE second_id = %s
UNION ALL SELECT 'child', id, 0 FROM conversations_conversation WHERE parent_id = %s
UNION ALL SELECT 'from', source_id, id FROM conversations_merge
 WHERE target_id = %s AND undone_at IS NULL
UNION ALL SELECT 'into', target_id, id FROM conversations_merge
 WHERE source_id = %s AND undone_at IS NULL"""


def _visible(numbers: list[int], agent: Agent) -> list[Conversation]:
    if not numbers:
        return []
    teams = agent.team_ids
    seen = f"id IN ({rows.marks(numbers)}) AND team_id IN ({rows.marks(teams)}) ORDER BY id"
    return rows.select(Conversation, seen, [*numbers, *teams], only=("subject", "shelf"))


_WORDS = {
    "link": _("Linked"),
    "child": _("Part of this"),
    "parent": _("This is part of"),
    "into": _("Went into"),
    "from": _("Came into this"),
}


def _row(other: Conversation, way: str) -> dict[str, Any]:
    return {
        "way": way,
        "words": _WORDS[way],
        "number": other.pk,
        "subject": other.subject or f"#{other.pk}",
        "url": place_in(view_showing(other), other.pk),
    }
