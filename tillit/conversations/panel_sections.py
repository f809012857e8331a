"""The sections that conversations themselves put beside a conversation."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tillit.conversations.addresses import place_in
from tillit.conversations.channels import channel_of
from tillit.conversations.models import Conversation
from tillit.conversations.standing import view_showing
from tillit.conversations.times import times_of
from tillit.journal import rows
from tillit.people.models import Agent
from tillit.ui import durations, panels
from tillit.ui.numbers import DASH

MOST_EARLIER = 5


@panels.register("conversation", order=80)
def how_long_it_took(conversation: Conversation, agent: Agent) -> panels.Section | None:
    """Answers and waiting of a resolved conversation; nothing while it goes on."""
    if conversation.resolved_at is None:
        return None
    times = times_of(conversation, as_of=conversation.resolved_at)
    answers = " · ".join(durations.words(answer) for answer in times.answers)
    rows = [
        (_("Answers after"), answers or DASH),
        (_("Waited for us"), durations.words(times.statuses.requester_wait)),
        (_("Waited for them"), durations.words(times.statuses.agent_wait)),
    ]
    if times.statuses.full_resolution is not None:
        rows.append((_("Resolved after"), durations.words(times.statuses.full_resolution)))
    if times.statuses.reopens:
        rows.append((_("Reopened"), str(times.statuses.reopens)))
    return panels.Section(
        "times",
        gettext_lazy("How long it took, in opening hours"),
        "conversations/panel_times.html",
        {"rows": [{"label": label, "value": value} for label, value in rows]},
    )


_COLUMNS = ("subject", "created_at", "channel", "shelf")


@panels.register("conversation", order=90)
def earlier_conversations(conversation: Conversation, agent: Agent) -> panels.Section:
    """What this customer has written about before, as far as the agent may see it."""
    teams = agent.team_ids
    others = f"contact_id = %s AND id <> %s AND team_id IN ({rows.marks(teams)})"
    values = [conversation.contact_id, conversation.pk, *teams]
    newest = f"{others} ORDER BY created_at DESC LIMIT {MOST_EARLIER + 1}"
    found = rows.select(Conversation, newest, values, only=_COLUMNS)
    beyond = len(found) > MOST_EARLIER
    more = rows.count(Conversation, others, values) - MOST_EARLIER if beyond else 0
    data = {"conversations": [_earlier(other) for other in found[:MOST_EARLIER]], "more": more}
    return panels.Section(
        "earlier", gettext_lazy("Earlier conversations"), "conversations/panel_earlier.html", data
    )


def _earlier(conversation: Conversation) -> dict[str, Any]:
    channel = channel_of(conversation.channel)
    return {
        "url": place_in(view_showing(conversation), conversation.pk),
        "subject": conversation.subject or f"#{conversation.pk}",
        "at": conversation.created_at,
        "channel_icon": channel.icon,
        "channel": channel.name,
        "open": conversation.is_open,
    }
