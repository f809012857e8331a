"""What a new installation needs before the first mail can come."""

from django.db import transaction

from tillit import clock
from tillit.channels.email.models import Mailbox
from tillit.conversations.models import Inbox
from tillit.hours.models import Calendar, CalendarVersion
from tillit.people.models import Agent, Team
from tillit.standards.starter import adopt_answer_fast

OFFICE_HOURS = {str(day): [["09:00", "17:00"]] for day in range(1, 6)}


@transaction.atomic
def create_first_inbox(agent: Agent, *, company: str, address: str) -> Inbox | None:
    """A team, office hours, an inbox and two standards; None when there is an inbox already."""
    if Inbox.objects.exists():
        return None
    team = Team.objects.create(name="Support")
    team.members.add(agent)
    calendar = Calendar.objects.create(name="Office hours")
    CalendarVersion.objects.create(
        calendar=calendar,
        valid_from=clock.now(),
        data={"tz": "Europe/Oslo", "week": OFFICE_HOURS, "holidays": []},
    )
    inbox = Inbox.objects.create(
        name="Support", company=company, channel="email", team=team, calendar=calendar
    )
    Mailbox.objects.create(inbox=inbox, address=address.lower())
    adopt_answer_fast(owner=agent, valid_from=clock.now())
    return inbox
