"""Merging two customers who are one person, and taking that back."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tillit.conversations import customer_panel, customers
from tillit.conversations.request import agent_of
from tillit.conversations.shell import frame
from tillit.conversations.uniting import NotTheseTwo, part, unite
from tillit.conversations.views.customers import LONGEST, actor_of
from tillit.people.models import Contact, Union
from tillit.people.policy import Verb, refuse_unless
from tillit.people.toasts import tell

MOST_OFFERED = 20


@require_http_methods(["GET", "HEAD", "POST"])
def customer_union(request: HttpRequest, number: int) -> HttpResponse:
    """Look for the same person under another address; posted, `other` is merged into this one."""
    agent = agent_of(request)
    refuse_unless(agent, Verb.SORT)
    kept = customers.customer(agent, number)
    if request.method == "POST":
        return _unite(request, kept, request.POST.get("other", ""))
    text = request.GET.get("q", "")[:LONGEST].replace("\x00", "").strip()
    found = customers.sought(agent, text or kept.name).exclude(pk=kept.pk)
    context = {
        **frame(request, current=reverse("conversations:customers")),
        "union": {
            "kept": customer_panel.shown(kept),
            "sought": text or kept.name,
            "people": [_offered(one) for one in found.order_by("name", "pk")[:MOST_OFFERED]],
        },
    }
    return render(request, "conversations/union.html", context)


def _offered(contact: Contact) -> dict[str, object]:
    addresses = contact.identities.values_list("value", flat=True)
    return {**customer_panel.shown(contact), "addresses": ", ".join(addresses)}


def _unite(request: HttpRequest, kept: Contact, other: str) -> HttpResponse:
    by = actor_of(request)
    number = int(other) if other.isdecimal() and len(other) <= 18 else 0
    gone = customers.customer(agent_of(request), number)
    _refuse_unless_all_is_seen(request, kept, gone)
    try:
        union = unite(kept=kept, gone=gone, by=by)
    except NotTheseTwo as error:
        raise Http404 from error
    undo_url = reverse("conversations:customer_parting", args=[kept.pk, union.pk])
    words = _("%(gone)s and %(kept)s are one person now.")
    tell(request, words % {"gone": gone.name, "kept": kept.name}, undo_url=undo_url)
    return redirect("conversations:customer", kept.pk)


def _refuse_unless_all_is_seen(request: HttpRequest, *people: Contact) -> None:
    """Nobody moves conversations that he or she may not see.

    Raises:
        Http404: some are not to be seen.
    """
    teams = agent_of(request).team_ids
    for contact in people:
        if contact.conversations.exclude(team_id__in=teams).exists():
            raise Http404


@require_POST
def customer_parting(request: HttpRequest, number: int, union: int) -> HttpResponse:
    """They are two people after all."""
    by, kept = actor_of(request), customers.customer(agent_of(request), number)
    _refuse_unless_all_is_seen(request, kept)
    found = get_object_or_404(Union, pk=union, kept=kept)
    if part(union=found, by=by):
        tell(request, _("They are two people again."))
    return redirect("conversations:customer", kept.pk)
