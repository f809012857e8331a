"""Changing what is known of a customer; every change can be undone."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tillit.conversations import customers
from tillit.conversations.request import agent_of
from tillit.conversations.views.acting import answer
from tillit.conversations.views.customers import actor_of, person_page
from tillit.conversations.views.inbox import Toast, visible
from tillit.people import profiles, shutting_out
from tillit.people.customer_forms import AddressForm, CustomerForm
from tillit.people.models import Contact, Identity, IdentityKind, Revision
from tillit.people.toasts import tell


@require_http_methods(["GET", "POST"])
def customer_details(request: HttpRequest, number: int) -> HttpResponse:
    """The fields beside a conversation; or write down what is known now, and go on there."""
    by, contact = actor_of(request), customers.customer(agent_of(request), number)
    if request.method == "GET":
        context = {
            "number": contact.pk,
            "conversation": request.GET.get("conversation", ""),
            "form": CustomerForm(contact=contact),
        }
        return render(request, "conversations/panel_customer_fields.html", context)
    form = CustomerForm(request.POST, contact=contact)
    if not form.is_valid():
        return _refused(request, contact, form)
    values = {name: value for name, value in form.cleaned_data.items() if name != "organization"}
    among = customers.organizations_visible_to(agent_of(request))
    named = profiles.organization_named(form.cleaned_data["organization"], among=among)
    values["organization_id"] = named.pk if named else None
    revision = profiles.describe(contact=contact, by=by, **values)
    return _done(request, contact, _("Saved."), revision)


@require_POST
def customer_addresses(request: HttpRequest, number: int) -> HttpResponse:
    """Recognise a customer by one more address."""
    by, contact = actor_of(request), customers.customer(agent_of(request), number)
    form = AddressForm(request.POST)
    if not form.is_valid():
        return person_page(request, contact, address_form=form, status=422)
    try:
        revision = profiles.add_address(
            contact=contact, by=by, country=customers.home_country(), **form.cleaned_data
        )
    except profiles.AddressTaken:
        form.add_error("value", _("Another customer is recognised by this. Merge the two instead."))
        return person_page(request, contact, address_form=form, status=422)
    except profiles.AddressUnclear:
        form.add_error("value", _("This is no telephone number."))
        return person_page(request, contact, address_form=form, status=422)
    return _done(request, contact, _("Added."), revision)


@require_POST
def customer_address_removal(request: HttpRequest, number: int, identity: int) -> HttpResponse:
    """No longer recognise a customer by an address."""
    by, contact = actor_of(request), customers.customer(agent_of(request), number)
    found = get_object_or_404(
        Identity.objects.select_related("contact"), pk=identity, contact=contact
    )
    return _done(request, contact, _("Removed."), profiles.remove_address(identity=found, by=by))


@require_POST
def customer_address_blocking(
    request: HttpRequest, number: int, identity: int, *, block: bool
) -> HttpResponse:
    """Shut an address out, or let it in again."""
    by, contact = actor_of(request), customers.customer(agent_of(request), number)
    found = get_object_or_404(Identity, pk=identity, contact=contact, kind=IdentityKind.EMAIL)
    verb = shutting_out.block if block else shutting_out.unblock
    verb(identity=found, by=by)
    back = "customer_address_unblocking" if block else "customer_address_blocking"
    undo_url = reverse(f"conversations:{back}", args=[contact.pk, found.pk])
    words = (
        _("Nothing from %(address)s is filed any more.")
        if block
        else _("What comes from %(address)s is filed again.")
    )
    tell(request, words % {"address": found.value}, undo_url=undo_url)
    return redirect("conversations:customer", contact.pk)


@require_POST
def customer_undoing(request: HttpRequest, number: int, revision: int) -> HttpResponse:
    """Take a change back."""
    by, contact = actor_of(request), customers.customer(agent_of(request), number)
    found = get_object_or_404(Revision, pk=revision, contact=contact)
    if profiles.undo(revision=found, by=by):
        words = _("Undone.")
    else:
        words = _("It was changed again meanwhile, so nothing was undone.")
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204)
    return _done(request, contact, words, None)


def _done(
    request: HttpRequest, contact: Contact, words: str, revision: Revision | None
) -> HttpResponse:
    undo_url = _undo_url(contact, revision) if revision else ""
    conversation = _conversation_of(request, contact)
    if conversation:
        return answer(request, conversation, Toast(words, undo_url))
    tell(request, words, undo_url=undo_url)
    return redirect("conversations:customer", contact.pk)


def _refused(request: HttpRequest, contact: Contact, form: CustomerForm) -> HttpResponse:
    """What is wrong, beside the conversation in one sentence, else on the customer's page."""
    conversation = _conversation_of(request, contact)
    if conversation and request.headers.get("HX-Request"):
        wrong = " ".join(str(error) for errors in form.errors.values() for error in errors)
        return answer(request, conversation, Toast(wrong))
    return person_page(request, contact, form=form, status=422)


def _undo_url(contact: Contact, revision: Revision) -> str:
    return reverse("conversations:customer_undoing", args=[contact.pk, revision.pk])


def _conversation_of(request: HttpRequest, contact: Contact) -> int | None:
    """The conversation beside which the change was made."""
    number: Any = request.POST.get("conversation", "")
    if not (number.isdecimal() and len(number) <= 18):
        return None
    found = visible(agent_of(request), int(number))
    return found.pk if found.contact_id == contact.pk else None
