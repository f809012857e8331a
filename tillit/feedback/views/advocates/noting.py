"""Noting that a customer recommends us, what may be shown of it, and asking for a reference."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tillit import clock
from tillit.conversations.customers import customer, customers_visible_to
from tillit.conversations.request import agent_of
from tillit.conversations.shell import frame
from tillit.documents.days import today_at_home
from tillit.feedback.advocates import asking, listing, noting
from tillit.feedback.advocates.forms import AdvocacyForm, UseForm
from tillit.feedback.advocates.showing import all_shown
from tillit.feedback.models import Advocacy, ReferenceRequest, Reply
from tillit.people.models import Agent, Contact
from tillit.people.policy import Verb, may, needs
from tillit.people.toasts import tell


def _shown(
    request: HttpRequest, template: str, context: dict[str, Any], *, is_wrong: bool
) -> HttpResponse:
    whole = {**frame(request, current=reverse("feedback:said")), **context}
    status = 422 if is_wrong else 200
    return render(request, f"feedback/advocates/{template}", whole, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Verb.SORT)
def new_advocacy(request: HttpRequest) -> HttpResponse:
    """Note a recommendation, of the customer who is named in the address, if one is."""
    agent = agent_of(request)
    contact = _named(agent, request.GET.get("customer", ""))
    form = AdvocacyForm(agent, contact, request.POST or None)
    if form.is_bound and form.is_valid():
        noted = _noted(form, agent)
        if noted:
            tell(request, _("Noted."), undo_url=_url("advocacy_taking_back", noted))
            return redirect("conversations:customer", noted.contact_id)
    back = reverse("conversations:customer", args=[contact.pk]) if contact else ""
    context = {
        "form": form,
        "who": contact.name if contact else "",
        "back_url": back or reverse("feedback:advocates"),
    }
    return _shown(request, "new.html", {"noting": context}, is_wrong=form.is_bound)


def _named(agent: Agent, number: str) -> Contact | None:
    if not number:
        return None
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        raise Http404
    return customer(agent, int(number))


def _noted(form: AdvocacyForm, agent: Agent) -> Advocacy | None:
    """Note it; None when it cannot be so, and the form says why."""
    contact, brought = form.contact, form.brought
    if contact is None:
        return None
    try:
        return noting.note(contact=contact, told=form.told, by=agent)
    except noting.Themselves:
        form.add_error("referred", _("Nobody brings themselves, not even by way of others."))
    except noting.BroughtBefore as known:
        form.add_error("referred", _brought_before(agent, brought, known.advocacy))
    return None


def _brought_before(agent: Agent, brought: Contact | None, known: Advocacy) -> str:
    seen = customers_visible_to(agent).filter(pk=known.contact_id).exists()
    words = {
        "who": brought.name if brought else "",
        "by": known.contact.name if seen else _("a customer of another team"),
    }
    return _("It is known already: %(who)s was brought by %(by)s.") % words


def _advocacy(agent: Agent, number: int) -> Advocacy:
    related = listing.visible_to(agent).select_related("contact", "referred", "noted_by")
    return get_object_or_404(related, pk=number)


def _url(name: str, advocacy: Advocacy) -> str:
    return reverse(f"feedback:{name}", args=[advocacy.pk])


@require_http_methods(["GET", "HEAD", "POST"])
def advocacy(request: HttpRequest, number: int) -> HttpResponse:
    """One recommendation, and whether it may be shown."""
    agent = agent_of(request)
    known = _advocacy(agent, number)
    may_write = may(agent, Verb.SORT)
    form = UseForm(known, request.POST or None)
    if form.is_bound and not may_write:
        raise Http404
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        noting.allow(
            advocacy=known,
            may_be_used=said["may_be_used"],
            until=said["usable_until"],
            by=agent,
        )
        tell(request, _("Saved."))
        return redirect("feedback:advocacy", number)
    (row,) = all_shown([known], agent, today_at_home(clock.now()))
    context = {"id": known.pk, "row": row, "form": form if may_write else None}
    return _shown(request, "advocacy.html", {"advocacy": context}, is_wrong=form.is_bound)


@require_POST
@needs(Verb.SORT)
def taking_back(request: HttpRequest, number: int) -> HttpResponse:
    """The note was wrong."""
    agent = agent_of(request)
    known = _advocacy(agent, number)
    noting.take_back(advocacy=known, by=agent)
    tell(request, _("Taken back."), undo_url=_url("advocacy_restoration", known))
    return redirect("conversations:customer", known.contact_id)


@require_POST
@needs(Verb.SORT)
def restoration(request: HttpRequest, number: int) -> HttpResponse:
    """The note was right after all."""
    agent = agent_of(request)
    known = _advocacy(agent, number)
    try:
        noting.restore(advocacy=known, by=agent)
    except noting.NotReferred:
        tell(request, _("By now it is known otherwise who brought this customer."))
    else:
        tell(request, _("It stands again."))
    return redirect("feedback:advocacy", number)


@require_POST
@needs(Verb.SORT)
def requests(request: HttpRequest) -> HttpResponse:
    """A colleague has asked a customer to be a reference."""
    agent = agent_of(request)
    contact = _named(agent, request.POST.get("customer", ""))
    if contact is None:
        raise Http404
    try:
        asking.ask(contact=contact, by=agent)
    except asking.AskedBefore:
        tell(request, _("Somebody has asked this customer already."))
    except asking.DoesNotWant:
        tell(request, _("This customer does not want to be asked."))
    else:
        tell(request, _("Noted. Say here what the customer answers."))
    return redirect("feedback:advocates")


@require_POST
@needs(Verb.SORT)
def reply(request: HttpRequest, number: int) -> HttpResponse:
    """What the customer said to being a reference."""
    agent = agent_of(request)
    seen = ReferenceRequest.objects.filter(contact__in=customers_visible_to(agent))
    asked, said = get_object_or_404(seen, pk=number), request.POST.get("reply", "")
    if said not in (Reply.YES, Reply.NO):
        raise Http404
    asking.answer(request=asked, reply=Reply(said), by=agent)
    gladly = _("Wonderful. They stand in the list as a reference customer.")
    tell(request, gladly if said == Reply.YES else _("Noted. Nobody asks again."))
    return redirect("feedback:advocates")
