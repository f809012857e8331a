"""What customers add to pages: the way to them, and sections about them."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tillit.conversations.models import Conversation
from tillit.journal import rows
from tillit.people.models import Agent, Contact, Order
from tillit.ui import navigation, panels
from tillit.ui.addresses import url_of

MOST_ORDERS = 5


@navigation.register("workspace", order=60)
def customers(request: HttpRequest) -> Iterator[navigation.Item]:
    """For everybody: each finds those whose conversations he or she may see."""
    yield navigation.Item(label=_("Customers"), icon="users", url=url_of("conversations:customers"))


@panels.register("conversation", order=30)
def orders_beside(conversation: Conversation, agent: Agent) -> panels.Section | None:
    """What the customer has ordered lately; nothing when nothing is known."""
    return _orders(conversation.contact_id)


@panels.register("customer", order=30)
def orders_of(contact: Contact, agent: Agent) -> panels.Section | None:
    """The same on the customer's own page."""
    return _orders(contact.pk)


def _orders(contact: int) -> panels.Section | None:
    newest = f"contact_id = %s ORDER BY placed_on DESC, id DESC LIMIT {MOST_ORDERS + 1}"
    found = rows.select(Order, newest, [contact])
    if not found:
        return None
    beyond = len(found) > MOST_ORDERS
    more = rows.count(Order, "contact_id = %s", [contact]) - MOST_ORDERS if beyond else 0
    data = {"orders": found[:MOST_ORDERS], "more": more}
    return panels.Section("orders", _("Orders"), "conversations/panel_orders.html", data)
