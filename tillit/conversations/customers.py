"""Customers and organisations as far as an agent may see them: through conversations."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from tillit.conversations.models import Conversation
from tillit.hours.countries import country_of_zone
from tillit.hours.home import home_zone
from tillit.people.actions import recognised
from tillit.people.models import Agent, Contact, Organization

PAGE = 50


def customers_visible_to(agent: Agent) -> QuerySet[Contact]:
    """Those with a conversation that the agent may see; an administrator sees everybody."""
    known = Contact.objects.filter(merged_into=None)
    return known if agent.sees_everything else known.filter(Exists(_seen(agent, "contact")))


def organizations_visible_to(agent: Agent) -> QuerySet[Organization]:
    """Those with a customer whom the agent may see; an administrator sees all."""
    if agent.sees_everything:
        return Organization.objects.all()
    return Organization.objects.filter(Exists(_seen(agent, "contact__organization")))


def _seen(agent: Agent, path: str) -> QuerySet[Conversation]:
    return Conversation.objects.visible_to(agent).filter(**{path: OuterRef("pk")})


def customer(agent: Agent, number: int) -> Contact:
    """The customer of this number, if the agent may see one.

    Raises:
        Http404: there is none, or not for this agent.
    """
    found = customers_visible_to(agent).select_related("organization").filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def organization(agent: Agent, number: int) -> Organization:
    """The organisation of this number, if the agent may see one.

    Raises:
        Http404: there is none, or not for this agent.
    """
    found = organizations_visible_to(agent).filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def sought(agent: Agent, text: str) -> QuerySet[Contact]:
    """Customers who are called that, or whom an address, number or handle names."""
    found = customers_visible_to(agent)
    if not text:
        return found
    named = Q(name__icontains=text) | Q(organization__name__icontains=text)
    addressed = Q(pk__in=_addressed(text)) | Q(customer_number__istartswith=text)
    return found.filter(named | addressed)


def _addressed(text: str) -> list[int]:
    """At most a page of those whose address begins like that, and who is named exactly."""
    begun = Contact.objects.filter(identities__value__startswith=text.lower())
    numbers = list(begun.order_by("pk").values_list("pk", flat=True).distinct()[: 2 * PAGE])
    known = recognised(text, country=home_country())
    return [*numbers, known.pk] if known else numbers


def known_by(agent: Agent, text: str) -> Contact | None:
    """The one customer whom a number, an address, a phone number or a handle names exactly."""
    known = recognised(text, country=home_country())
    return customers_visible_to(agent).filter(pk=known.pk).first() if known else None


def home_country() -> str:
    """Where phone numbers without a country code belong to."""
    return country_of_zone(home_zone())


def page_of(found: QuerySet[Contact], after: tuple[str, int] | None) -> list[Contact]:
    """A page of customers by name, and one more if there is another page."""
    if after is not None:
        name, number = after
        found = found.filter(Q(name__gt=name) | Q(name=name, pk__gt=number))
    return list(found.select_related("organization").order_by("name", "pk")[: PAGE + 1])
