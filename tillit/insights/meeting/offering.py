"""The way onto the agenda from a conversation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tillit.conversations.models import Conversation
from tillit.insights.meeting.holding import LONGEST_WHY
from tillit.insights.models import AgendaCase
from tillit.journal import rows
from tillit.people.models import Agent
from tillit.people.policy import Verb, may
from tillit.ui import panels
from tillit.ui.addresses import url_of

_WAITING = "conversation_id = %s AND team_id = %s AND meeting_id IS NULL LIMIT 1"


@panels.register("conversation", order=95)
def for_the_meeting(conversation: Conversation, agent: Agent) -> panels.Section | None:
    """Whether it is on the agenda of the next meeting, and why."""
    if not may(agent, Verb.SORT, conversation.team_id):
        return None
    waiting = rows.select(AgendaCase, _WAITING, [conversation.pk, conversation.team_id])
    data = {
        "number": conversation.pk,
        "why": waiting[0].why if waiting else "",
        "longest": LONGEST_WHY,
        "url": url_of("insights:agenda"),
        "meeting_url": f"{url_of('insights:meeting')}?team={conversation.team_id}",
    }
    title = _("For the team meeting")
    return panels.Section("agenda", title, "insights/panel_agenda.html", data)
