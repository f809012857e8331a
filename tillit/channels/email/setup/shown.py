"""What the page of a mailbox shows."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from tillit.channels.email.fetching.models import Afterwards, ImapSource, Provider, SignIn, State
from tillit.channels.email.models import Mailbox
from tillit.channels.email.setup.forms import AddressForm, ServersForm
from tillit.channels.email.setup.permission import redirect_address
from tillit.channels.email.setup.providers import OTHER, PROVIDERS
from tillit.channels.email.setup.remembering import kept
from tillit.channels.email.setup.saving import (
    Values,
    is_ready,
    mailbox_of,
    source_of,
    stored_values,
    usual_values,
)
from tillit.channels.email.setup.trial_shown import trial_of
from tillit.channels.email.setup.trusting import TrustForm, trust_of
from tillit.conversations.models import Inbox
from tillit.conversations.shell import frame

Shown = dict[str, Any]

_UNTRIED: Shown = {"works": True}


def page_of(
    request: HttpRequest,
    inbox: Inbox,
    *,
    address_form: AddressForm | None = None,
    servers_form: ServersForm | None = None,
    trust_form: TrustForm | None = None,
) -> Shown:
    """The context of `email/setup/mailbox.html`."""
    mailbox = mailbox_of(inbox)
    source = source_of(mailbox)
    values = _values(mailbox, source, address_form, servers_form)
    servers = servers_form or (_servers_form(mailbox, source, values) if values else None)
    check = _check(request, inbox, mailbox, source)
    report = (check and check["report"]) or {}
    failed = {name for name in ("fetching", "sending") if not report.get(name, _UNTRIED)["works"]}
    return {
        **frame(request, current=reverse("people:settings")),
        "setup": {
            "name": inbox.name,
            "address": mailbox.address if mailbox else "",
            "url": _url("mailbox", inbox),
            "address_form": address_form or _address_form(mailbox, values),
            "servers": _servers(servers) if servers else None,
            "settled": _is_settled(source) and not (failed or address_form or servers_form),
            "check": check,
            "permission": _permission(inbox, source),
            "beginning_url": _url("beginning", inbox) if _asks_where(source, failed) else "",
            "fetching": fetching_of(inbox, source),
            "trial": trial_of(inbox, mailbox, source),
            "trust": trust_of(inbox, mailbox, trust_form),
        },
    }


def _url(name: str, inbox: Inbox) -> str:
    return reverse(f"mail_setup:{name}", args=[inbox.pk])


def _values(
    mailbox: Mailbox | None,
    source: ImapSource | None,
    asked: AddressForm | None,
    sent: ServersForm | None,
) -> Values | None:
    """What the forms begin with; nothing until there is an address."""
    if sent is not None:
        return {name: sent[name].value() for name in ("address", "provider")}
    if asked is not None:
        return usual_values(**asked.cleaned_data) if asked.is_valid() else None
    return stored_values(mailbox, source) if mailbox and source else None


def _address_form(mailbox: Mailbox | None, values: Values | None) -> AddressForm:
    begun = values or {"address": mailbox.address if mailbox else ""}
    return AddressForm(initial=begun, mailbox=mailbox)


def _servers_form(
    mailbox: Mailbox | None, source: ImapSource | None, values: Values
) -> ServersForm:
    return ServersForm(initial=values, mailbox=mailbox, stored=source)


def _servers(form: ServersForm) -> Shown:
    provider = PROVIDERS.get(str(form["provider"].value() or ""))
    stored = form.stored
    permits = bool(provider and provider.permissions)
    hidden = ("address", "provider") if permits else ("address", "provider", "auth")
    return {
        "form": form,
        "errors": [error for name in hidden for error in form[name].errors],
        "provider": provider.name if provider else "",
        "known": form["provider"].value() != OTHER,
        "hint": provider.hint if provider else "",
        "permits": permits,
        "tenants": bool(provider and provider.permissions == Provider.MICROSOFT),
        "has_password": bool(stored and stored.sealed_password),
        "has_secret": bool(stored and stored.sealed_client_secret),
        "redirect": redirect_address(),
    }


def _check(
    request: HttpRequest, inbox: Inbox, mailbox: Mailbox | None, source: ImapSource | None
) -> Shown | None:
    if not is_ready(source):
        return None
    return {"url": _url("check", inbox), "report": kept(request, mailbox)}


def _permission(inbox: Inbox, source: ImapSource | None) -> Shown | None:
    if source is None or source.auth != SignIn.OAUTH2:
        return None
    return {
        "url": _url("ask", inbox),
        "given": bool(source.sealed_refresh_token),
        "provider": source.get_provider_display(),
        "user": source.user,
    }


def _is_settled(source: ImapSource | None) -> bool:
    return is_ready(source) and bool(source and source.begin_with)


def _asks_where(source: ImapSource | None, failed: set[str]) -> bool:
    waits = bool(source and not source.begin_with)
    return is_ready(source) and waits and "fetching" not in failed


def fetching_of(inbox: Inbox, source: ImapSource | None) -> Shown | None:
    """How it stands with the fetching, once it has been allowed."""
    if source is None or not source.begin_with:
        return None
    return {
        "tone": _tone(source),
        "words": words_of(source),
        "last_at": source.last_fetch_at,
        "paused": source.paused,
        "pause_url": _url("pause", inbox),
        "leaves": source.afterwards == Afterwards.LEAVE,
    }


def _tone(source: ImapSource) -> str:
    if source.paused or source.state == State.NEW:
        return "quiet"
    return "ok" if source.state == State.WORKING else "bad"


def words_of(source: ImapSource | None) -> str:
    """How it stands with the mail of a source, in one sentence."""
    if source is None:
        return _("Not connected.")
    if not is_ready(source):
        return _("Tillit cannot sign in yet.")
    if not source.begin_with:
        return _("Connected; nothing is fetched before you say where to begin.")
    if source.paused:
        return _("Paused: nothing is fetched.")
    if source.state == State.NEW:
        return _("Tillit is opening the mailbox.")
    return source.trouble or _("Mail is fetched as it comes in.")
