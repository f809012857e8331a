"""Connecting a mailbox: whose it is, its servers, a try, where to begin, a pause."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tillit.channels.email.fetching.models import Beginning, ImapSource
from tillit.channels.email.models import Mailbox
from tillit.channels.email.setup import checking, remembering
from tillit.channels.email.setup.access import connected_or_404, inbox_or_404, inboxes_for
from tillit.channels.email.setup.forms import AddressForm, ServersForm
from tillit.channels.email.setup.saving import (
    is_ready,
    mailbox_of,
    source_of,
    store,
    stored_values,
)
from tillit.channels.email.setup.shown import page_of, words_of
from tillit.conversations.models import Inbox
from tillit.conversations.request import agent_of
from tillit.conversations.shell import frame

PAGE = "email/setup/mailbox.html"


@require_safe
def mailboxes(request: HttpRequest) -> HttpResponse:
    """Every inbox for mail, and how it stands with its mailbox."""
    if not agent_of(request).looks_after_settings:
        raise Http404
    context = {
        **frame(request, current=reverse("people:settings")),
        "mailboxes": [_row(inbox) for inbox in inboxes_for(agent_of(request))],
    }
    return render(request, "email/setup/mailboxes.html", context)


def _row(inbox: Inbox) -> dict[str, str]:
    mailbox = mailbox_of(inbox)
    return {
        "name": inbox.name,
        "address": mailbox.address if mailbox else "",
        "words": words_of(source_of(mailbox)),
        "url": reverse("mail_setup:mailbox", args=[inbox.pk]),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def mailbox(request: HttpRequest, number: int) -> HttpResponse:
    """One mailbox: `address` and `provider` fill in what is usual, a POST stores and tries."""
    inbox = inbox_or_404(request, number)
    if request.method == "POST":
        return _store(request, inbox)
    if "address" not in request.GET:
        return render(request, PAGE, page_of(request, inbox))
    asked = AddressForm(request.GET, mailbox=mailbox_of(inbox))
    status = 200 if asked.is_valid() else 422
    return render(request, PAGE, page_of(request, inbox, address_form=asked), status=status)


def _store(request: HttpRequest, inbox: Inbox) -> HttpResponse:
    known = mailbox_of(inbox)
    source = source_of(known)
    values = stored_values(known, source) if known and source else None
    form = ServersForm(request.POST, initial=values, mailbox=known, stored=source)
    if not form.is_valid():
        return render(request, PAGE, page_of(request, inbox, servers_form=form), status=422)
    source = store(inbox, form.cleaned_data)
    if is_ready(source):
        _check(request, source.mailbox, source)
    return redirect("mail_setup:mailbox", inbox.pk)


@require_POST
def check(request: HttpRequest, number: int) -> HttpResponse:
    """Try mailbox and sending server out as they are stored."""
    found, source = connected_or_404(request, number)
    if is_ready(source):
        _check(request, found, source)
    return redirect("mail_setup:mailbox", number)


def _check(request: HttpRequest, found: Mailbox, source: ImapSource) -> None:
    remembering.keep(request, found, checking.check(found, source))


@require_POST
def beginning(request: HttpRequest, number: int) -> HttpResponse:
    """Begin to fetch, from now on or with the history; the choice is made once."""
    _found, source = connected_or_404(request, number)
    chosen = request.POST.get("begin_with", "")
    if is_ready(source) and not source.begin_with and chosen in Beginning.values:
        source.begin_with, source.paused = chosen, False
        source.save()
        messages.success(request, _("Tillit begins to fetch mail."))
    return redirect("mail_setup:mailbox", number)


@require_POST
def pause(request: HttpRequest, number: int) -> HttpResponse:
    """Stop fetching with `paused=1`, go on with anything else; nothing is missed meanwhile."""
    _found, source = connected_or_404(request, number)
    source.paused = request.POST.get("paused") == "1"
    source.save()
    return redirect("mail_setup:mailbox", number)
