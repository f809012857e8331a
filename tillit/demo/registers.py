"""What the demo world adds to pages."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tillit.conversations.request import agent_of
from tillit.demo.models import Belonging
from tillit.journal import rows
from tillit.people.models import Agent, Team
from tillit.ui import navigation


def lives_here(agent: Agent) -> bool:
    """Whether this agent belongs to the demo world's team, or sees everything."""
    teams = agent.team_ids
    ours = f"label = %s AND row IN ({rows.marks(teams)}) LIMIT 1"
    return bool(rows.select(Belonging, ours, [Team._meta.label, *teams], only=("label",)))


@navigation.register("workspace", order=30)
def customers_mailbox(request: HttpRequest) -> Iterator[navigation.Item]:
    """The other side of the counter."""
    if lives_here(agent_of(request)):
        yield navigation.Item(
            label=_("Customer's mailbox"), icon="mailbox", url=reverse("demo:mailbox")
        )
