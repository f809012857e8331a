"""What advocates add to pages: a section on the page of a customer."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tillit import clock
from tillit.conversations.customers import customers_visible_to
from tillit.documents.days import today_at_home
from tillit.feedback.advocates.showing import all_shown
from tillit.feedback.models import Advocacy
from tillit.people.models import Agent, Contact
from tillit.people.policy import Verb, may
from tillit.ui import panels

MOST = 10


@panels.register("customer", order=25)
def recommends_us(contact: Contact, agent: Agent) -> panels.Section:
    """Where this customer recommended us, whom he or she brought, and by whom he or she came."""
    own = Advocacy.objects.standing().select_related("contact", "referred", "noted_by")
    given = list(own.filter(contact=contact).order_by("-day", "-pk")[:MOST])
    came = own.filter(referred=contact, contact__in=customers_visible_to(agent))
    by = came.exclude(contact=contact).first()
    data = {
        "customer": contact.pk,
        "given": all_shown(given, agent, today_at_home(clock.now())),
        "came_by": by.contact.name if by else "",
        "may_note": may(agent, Verb.SORT),
    }
    return panels.Section("advocate", _("Recommends us"), "feedback/advocates/panel.html", data)
