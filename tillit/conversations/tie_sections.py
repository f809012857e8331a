"""The section beside a conversation that shows what it has to do with others."""

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tillit.conversations.models import Conversation, Link, Merge
from tillit.conversations.standing import view_showing
from tillit.people.blocking import is_blocked
from tillit.people.models import Agent
from tillit.people.policy import Verb, may
from tillit.ui import panels


@panels.register("conversation", order=60)
def ties(conversation: Conversation, agent: Agent) -> panels.Section | None:
    """Links, parts and merges, as far as the agent may see them."""
    merged = conversation.merged_into_id is not None
    may_act = may(agent, Verb.SORT, conversation.team_id) and not merged
    rows = _rows(conversation, agent, may_act=may_act)
    if not rows and not may_act:
        return None
    data = {
        "may_act": may_act,
        "rows": rows,
        "url": reverse("conversations:ties", args=[conversation.pk]),
        "is_blocked": is_blocked(conversation.address),
        "spam_url": reverse("conversations:spam", args=[conversation.pk]),
    }
    return panels.Section("ties", _("Connected"), "conversations/panel_ties.html", data)


def _rows(conversation: Conversation, agent: Agent, *, may_act: bool) -> list[dict[str, Any]]:
    number = conversation.pk
    merges = Merge.objects.filter(Q(target=number) | Q(source=number), undone_at=None)
    links = Link.objects.filter(Q(first=number) | Q(second=number))
    linked = [one.second_id if one.first_id == number else one.first_id for one in links]
    into = {one.target_id if one.source_id == number else one.source_id: one for one in merges}
    ways = dict.fromkeys(linked, "link")
    ways |= dict.fromkeys(conversation.children.values_list("pk", flat=True), "child")
    ways |= {conversation.parent_id: "parent"} if conversation.parent_id else {}
    ways |= {other: "into" if one.source_id == number else "from" for other, one in into.items()}
    seen = Conversation.objects.visible_to(agent).filter(pk__in=ways).order_by("pk")
    rows = [_row(one, ways[one.pk]) for one in seen.only("id", "subject", "shelf")]
    for row in rows:
        row["merge"] = into[row["number"]].pk if row["number"] in into else 0
        row["may_end"] = may_act or row["way"] == "into"
    return rows


_WORDS = {
    "link": _("Linked"),
    "child": _("Part of this"),
    "parent": _("This is part of"),
    "into": _("Went into"),
    "from": _("Came into this"),
}


def _row(other: Conversation, way: str) -> dict[str, Any]:
    view = reverse("conversations:view", args=[view_showing(other)])
    return {
        "way": way,
        "words": _WORDS[way],
        "number": other.pk,
        "subject": other.subject or f"#{other.pk}",
        "url": f"{view}?conversation={other.pk}",
    }
