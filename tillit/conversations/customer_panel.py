"""What stands beside a conversation about the customer, and above the customer's own page."""

from __future__ import annotations

from typing import Any
from zlib import crc32

from django.utils.translation import gettext as _

from tillit.conversations.models import Conversation
from tillit.journal import rows
from tillit.people.languages import LANGUAGES
from tillit.people.models import Agent, Contact, Identity, IdentityKind
from tillit.people.policy import Verb, may
from tillit.ui.addresses import url_of

Fact = dict[str, Any]


def panel_head(conversation: Conversation, agent: Agent) -> dict[str, Any]:
    """The customer of a conversation, as `conversations/panel.html` shows one."""
    contact = conversation.contact
    facts = addresses(contact, first=conversation.address)
    facts += details(contact, conversation.language)
    return {
        **shown(contact),
        "facts": facts,
        "form_key": _form_key(contact) if may(agent, Verb.SORT) else "",
    }


_EDITED = (
    "pk", "name", "language", "customer_number", "organization_id", "notes", "vip", "vip_reason",
    "vip_until", "left_on",
)  # fmt: skip


def _form_key(contact: Contact) -> str:
    """A new form for what has changed; else what was typed into it stays."""
    known = repr([getattr(contact, name) for name in _EDITED])
    return f"{contact.pk}-{crc32(known.encode())}"


def shown(contact: Contact) -> dict[str, Any]:
    """Name, organisation and what is to be minded."""
    organization = contact.organization
    address = url_of("conversations:organization", organization.pk) if organization else ""
    return {
        "name": contact.name,
        "id": contact.pk,
        "url": url_of("conversations:customer", contact.pk),
        "organization": organization.name if organization else "",
        "organization_url": address,
        "vip": contact.is_vip,
        "vip_reason": contact.vip_reason,
        "vip_until": contact.vip_until,
        "left_on": contact.left_on,
        "notes": contact.notes,
    }


def addresses(contact: Contact, *, first: str = "") -> list[Fact]:
    """Every address with its kind, that in use first; where mail comes back, since when and why."""
    facts: list[Fact] = []
    known = rows.select(Identity, "contact_id = %s ORDER BY id", [contact.pk])
    if first and first not in {one.value for one in known}:
        facts.append({"label": _("E-mail"), "value": first})
    for one in sorted(known, key=lambda one: one.value != first):
        facts.append({"label": IdentityKind(one.kind).label, "value": one.value})
        if one.bounced_at is not None:
            since = {"value": "", "instant": one.bounced_at, "style": "date"}
            facts.append({"label": _("Mail comes back since"), **since})
            facts.append({"label": _("The mail server said"), "value": one.bounce_reason})
    return facts


def details(contact: Contact, language: str = "") -> list[Fact]:
    """Language, number, and since when we know each other."""
    facts: list[Fact] = []
    spoken = dict(LANGUAGES).get(contact.language or language, "")
    if spoken:
        facts.append({"label": _("Language"), "value": spoken})
    if contact.customer_number:
        facts.append({"label": _("Customer number"), "value": contact.customer_number})
    facts.append({"label": _("Customer since"), "value": "", "instant": contact.created_at})
    return facts
