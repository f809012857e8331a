"""What follows for conversations when something about their customer changes."""

from tillit.conversations import changes
from tillit.conversations.finding.reading import KIND
from tillit.conversations.models import Conversation
from tillit.journal import bus
from tillit.journal.models import Event
from tillit.journal.registry import on
from tillit.people.customer_events import (
    CustomerAddressAdded,
    CustomerAddressBlocked,
    CustomerAddressRemoved,
    CustomerAddressUnblocked,
    CustomerChanged,
    CustomerChangeUndone,
    CustomerFact,
    CustomersParted,
    CustomersUnited,
)
from tillit.search.marking import mark_all_stale

MOST_REFRESHED = 50


@on(
    CustomerAddressAdded,
    CustomerAddressBlocked,
    CustomerAddressRemoved,
    CustomerAddressUnblocked,
    CustomerChanged,
    CustomerChangeUndone,
    CustomersParted,
    CustomersUnited,
)
def show_customer_anew(fact: CustomerFact, event: Event) -> None:
    """Open pages look again, and the index reads the name again."""
    gone = getattr(fact, "gone", fact.contact)
    theirs = Conversation.objects.filter(contact__in={fact.contact, gone})
    mark_all_stale(KIND, theirs.values_list("pk", flat=True))
    newest = theirs.order_by("-created_at").values_list("pk", flat=True)
    for number in newest[:MOST_REFRESHED]:
        changes.change(changes.lock(number))
    bus.wake(*(f"team.{team}" for team in set(theirs.values_list("team_id", flat=True))))
