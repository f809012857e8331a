"""How recommendations are shown."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.urls import reverse

from tillit.conversations.customers import customers_visible_to
from tillit.feedback.models import Advocacy, AdvocacyKind
from tillit.people.models import Agent, Contact

_ICONS = {
    AdvocacyKind.REVIEW: "star",
    AdvocacyKind.SOCIAL: "share-2",
    AdvocacyKind.TESTIMONIAL: "message-square-quote",
    AdvocacyKind.REFERENCE: "handshake",
    AdvocacyKind.REFERRAL: "user-plus",
}


def shown(advocacy: Advocacy, today: date, seen: Collection[int]) -> dict[str, Any]:
    """One recommendation; `seen` are the customers whom the reader may know."""
    kind = AdvocacyKind(advocacy.kind)
    is_over = advocacy.usable_until is not None and advocacy.usable_until < today
    return {
        "url": reverse("feedback:advocacy", args=[advocacy.pk]),
        "who": advocacy.contact.name,
        "contact_url": _url_of(advocacy.contact),
        "kind": kind.label,
        "icon": _ICONS[kind],
        "day": advocacy.day,
        "is_referral": kind is AdvocacyKind.REFERRAL,
        "referred": advocacy.referred if advocacy.referred_id in seen else None,
        "referred_url": _url_of(advocacy.referred) if advocacy.referred_id in seen else "",
        "address": advocacy.address,
        "words": advocacy.words,
        "source": advocacy.source,
        "noted_by": advocacy.noted_by.name if advocacy.noted_by else "",
        "noted_at": advocacy.noted_at,
        "is_usable": advocacy.may_be_used and not is_over,
        "is_over": advocacy.may_be_used and is_over,
        "usable_until": advocacy.usable_until,
        "taken_back_at": advocacy.taken_back_at,
    }


def all_shown(found: list[Advocacy], agent: Agent, today: date) -> list[dict[str, Any]]:
    """Several, in a number of questions that does not grow."""
    brought = {one.referred_id for one in found if one.referred_id}
    visible = customers_visible_to(agent).filter(pk__in=brought)
    seen = set(visible.values_list("pk", flat=True)) if brought else set()
    return [shown(one, today, seen) for one in found]


def _url_of(contact: Contact | None) -> str:
    return reverse("conversations:customer", args=[contact.pk]) if contact else ""
