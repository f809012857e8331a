"""Who may connect mailboxes, and which."""

from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from tillit.channels.email.fetching.models import ImapSource
from tillit.channels.email.models import Mailbox
from tillit.channels.email.setup.saving import mailbox_of, source_of
from tillit.conversations.models import Inbox
from tillit.conversations.request import agent_of
from tillit.people.models import Agent


def inboxes_for(agent: Agent) -> QuerySet[Inbox]:
    """The inboxes for mail that an agent may set up: those of the own teams, for leads."""
    inboxes = Inbox.objects.filter(channel="email").order_by("name")
    if not agent.looks_after_settings:
        return inboxes.none()
    return inboxes.filter(team_id__in=agent.team_ids)


def inbox_or_404(request: HttpRequest, number: int) -> Inbox:
    """One of them.

    Raises:
        Http404: there is none, or it is not for this agent.
    """
    inbox = inboxes_for(agent_of(request)).filter(pk=number).first()
    if inbox is None:
        raise Http404
    return inbox


def connected_or_404(request: HttpRequest, number: int) -> tuple[Mailbox, ImapSource]:
    """A mailbox that is set up.

    Raises:
        Http404: there is none, it is not for this agent, or nothing is set up yet.
    """
    mailbox = mailbox_of(inbox_or_404(request, number))
    source = source_of(mailbox)
    if mailbox is None or source is None:
        raise Http404
    return mailbox, source
