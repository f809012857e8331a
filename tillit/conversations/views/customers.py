"""Pages of customers and organisations, and what can be changed about them."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tillit.conversations import customer_panel, customers
from tillit.conversations.listing import Place, shown_row
from tillit.conversations.models import Conversation
from tillit.conversations.request import agent_of
from tillit.conversations.shell import frame
from tillit.people.actor import Actor
from tillit.people.customer_forms import AddressForm, CustomerForm, OrganizationForm
from tillit.people.models import Agent, Contact
from tillit.people.policy import Verb, may, refuse_unless
from tillit.people.shutting_out import blocked_among
from tillit.people.toasts import tell
from tillit.ui import panels

LONGEST = 200
HISTORY = 30


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Customers by name, or those who are sought."""
    agent = agent_of(request)
    text = request.GET.get("q", "")[:LONGEST].replace("\x00", "").strip()
    after = _place(request.GET.get("after", ""))
    page = customers.page_of(customers.sought(agent, text), after)
    shown, address = page[: customers.PAGE], reverse("conversations:customers")
    more = {"q": text} if text else {}
    if len(page) > len(shown):
        more["after"] = signing.dumps([shown[-1].name, shown[-1].pk])
    context = {
        **frame(request, current=address),
        "customers": {
            "url": address,
            "sought": text,
            "people": [customer_panel.shown(one) for one in shown],
            "next_url": f"{address}?{urlencode(more)}" if "after" in more else "",
            "first_url": f"{address}?{urlencode({'q': text})}" if after else "",
            "organizations_url": reverse("conversations:organizations"),
        },
    }
    return render(request, "conversations/customers.html", context)


def _place(text: str) -> tuple[str, int] | None:
    try:
        name, number = signing.loads(text)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return str(name), int(number)


@require_safe
def person(request: HttpRequest, number: int) -> HttpResponse:
    """One customer: what is known, and everything that was said, as far as the agent sees it."""
    agent = agent_of(request)
    merged = Contact.objects.filter(pk=number, merged_into__isnull=False).first()
    if merged is not None and merged.merged_into_id:
        customers.customer(agent, merged.merged_into_id)
        return redirect("conversations:customer", merged.merged_into_id)
    return person_page(request, customers.customer(agent, number))


def person_page(
    request: HttpRequest,
    contact: Contact,
    *,
    form: CustomerForm | None = None,
    address_form: AddressForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of a customer, with what was typed when something was wrong with it."""
    agent = agent_of(request)
    identities = list(contact.identities.order_by("pk"))
    context = {
        **frame(request, current=reverse("conversations:customers")),
        "customer": {
            **customer_panel.shown(contact),
            "facts": customer_panel.details(contact),
            "identities": identities,
            "blocked": blocked_among([one.value for one in identities]),
            "may_change": may(agent, Verb.SORT),
            "form": form or CustomerForm(contact=contact),
            "address_form": address_form or AddressForm(),
            "sections": panels.sections("customer", contact, agent),
            "unions": contact.unions.filter(undone_at=None).select_related("gone"),
        },
        "history": _history(request, agent, contact=contact),
    }
    return render(request, "conversations/customer.html", context, status=status)


def _history(request: HttpRequest, agent: Agent, **condition: Any) -> dict[str, Any]:
    """Conversations of one customer or organisation, newest first, a page at a time."""
    found = Conversation.objects.visible_to(agent).filter(**condition)
    after = Place.read(request.GET.get("after", ""))
    if after is not None:
        found = found.filter(created_at__lte=after.at).exclude(
            created_at=after.at, pk__gte=after.id
        )
    rows = list(found.select_related("contact").order_by("-created_at", "-id")[: HISTORY + 1])
    shown = rows[:HISTORY]
    last = Place(shown[-1].created_at, shown[-1].pk) if len(rows) > HISTORY else None
    return {
        "rows": [_row(one) for one in shown],
        "next_url": f"?after={last}" if last else "",
        "first_url": request.path if after else "",
    }


def _row(conversation: Conversation) -> dict[str, Any]:
    address = reverse("conversations:conversation", args=[conversation.pk])
    return {**shown_row(conversation), "url": address, "elsewhere": True}


@require_safe
def organizations(request: HttpRequest) -> HttpResponse:
    """Organisations by name, or those that are sought."""
    text = request.GET.get("q", "")[:LONGEST].replace("\x00", "").strip()
    found = customers.organizations_visible_to(agent_of(request))
    if text:
        found = found.filter(name__icontains=text)
    address = reverse("conversations:organizations")
    context = {
        **frame(request, current=reverse("conversations:customers")),
        "organizations": {
            "url": address,
            "sought": text,
            "found": found.order_by("name", "pk")[: 4 * customers.PAGE],
            "customers_url": reverse("conversations:customers"),
        },
    }
    return render(request, "conversations/organizations.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def organization(request: HttpRequest, number: int) -> HttpResponse:
    """One organisation: its people, and everything that was said with them."""
    agent = agent_of(request)
    found = customers.organization(agent, number)
    form = OrganizationForm(request.POST or None, instance=found)
    if request.method == "POST":
        refuse_unless(agent, Verb.SORT)
        if form.is_valid():
            form.save()
            tell(request, _("Saved."))
            return redirect("conversations:organization", number)
    people = customers.customers_visible_to(agent).filter(organization=found)
    context = {
        **frame(request, current=reverse("conversations:customers")),
        "organization": {
            "name": form.initial["name"],
            "form": form,
            "may_change": may(agent, Verb.SORT),
            "people": [customer_panel.shown(one) for one in people.order_by("name")[:200]],
        },
        "history": _history(request, agent, contact__organization=found),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "conversations/organization.html", context, status=status)


def actor_of(request: HttpRequest) -> Actor:
    """Whoever asks, if he or she may change customers.

    Raises:
        Http404: he or she may not.
    """
    agent = agent_of(request)
    refuse_unless(agent, Verb.SORT)
    return Actor.agent(agent)
