"""What a new installation needs before the first mail can come."""

from django.db import transaction

from tillit import clock
from tillit.channels.email.models import Mailbox
from tillit.conversations.models import Inbox
from tillit.hours.starter import office_hours
from tillit.people.models import Agent, Team
from tillit.standards.starting.sets import promise_answers


@transaction.atomic
def create_first_inbox(agent: Agent, *, company: str, address: str) -> Inbox | None:
    """A team, office hours, an inbox and two standards; None when there is an inbox already."""
    if Inbox.objects.exists():
        return None
    team = Team.objects.create(name="Support")
    team.members.add(agent)
    calendar = office_hours(valid_from=clock.now())
    inbox = Inbox.objects.create(
        name="Support", company=company, channel="email", team=team, calendar=calendar
    )
    Mailbox.objects.create(inbox=inbox, address=address.lower())
    promise_answers(by=agent)
    return inbox
