"""What is open in a million conversations, for pages of figures that tell of now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tillit.conversations.models import Conversation, Inbox
    from tillit.people.models import Contact, Team

OPEN, CUSTOMERS = 95_000, 300_000
OF_CARE = 33
"""One customer of so many is a VIP."""
AT_ONCE = 2000
LONGEST_DAYS = 396
SEED = 20_262


def make_open(teams: Iterable[Team]) -> None:
    """Customers, and conversations of theirs that are open; half of them wait for an answer."""
    from django.db import connection, transaction

    from tillit.conversations.models import Conversation
    from tillit.people.models import Contact

    random = Random(SEED)  # noqa: S311 (made up, not a secret)
    with transaction.atomic():
        Contact.objects.bulk_create(_customers(), batch_size=AT_ONCE)
        first = Contact.objects.order_by("pk").values_list("pk", flat=True)[0]
        inboxes = [_inbox_of(team) for team in teams]
        made = _conversations(inboxes, range(first, first + CUSTOMERS), random)
        Conversation.objects.bulk_create(made, batch_size=AT_ONCE)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _customers() -> Iterator[Contact]:
    from tillit.people.models import Contact

    for number in range(CUSTOMERS):
        name, language = f"Customer {number}", ("en", "nb", "nl", "hu")[number % 4]
        yield Contact(name=name, language=language, vip=number % OF_CARE == 0)


def _inbox_of(team: Team) -> Inbox:
    from tillit import clock
    from tillit.conversations.models import Inbox
    from tillit.hours.starter import office_hours

    calendar = office_hours(valid_from=clock.now() - timedelta(days=2 * LONGEST_DAYS))
    return Inbox.objects.create(name=team.name, team=team, calendar=calendar)


def _conversations(
    inboxes: list[Inbox], customers: range, random: Random
) -> Iterator[Conversation]:
    """Fewer and fewer the older they are."""
    from tillit import clock
    from tillit.conversations.models import CaseType, Conversation

    now = clock.now()
    for number in range(OPEN):
        inbox, at = inboxes[number % len(inboxes)], _began(now, random)
        is_answered = number % 2 == 0
        yield Conversation(
            inbox=inbox,
            team_id=inbox.team_id,
            contact_id=random.choice(customers),
            channel=("email", "form", "phone")[number % 3],
            language=("en", "nb", "nl", "hu")[number % 4],
            case_type=CaseType.values[number % len(CaseType.values)],
            subject="The kettle",
            created_at=at,
            last_message_at=at,
            first_asked_at=at,
            first_answered_at=at + timedelta(hours=1) if is_answered else None,
            waits_since=None if is_answered else at,
        )


def _began(now: datetime, random: Random) -> datetime:
    days = min(LONGEST_DAYS, random.expovariate(1 / 30))
    return now - timedelta(days=days)
