"""From what people filled in to a mailbox that is set up, and back, without its secrets."""

import re
from typing import Any

from django.db import transaction

from tillit.channels.email.fetching.models import ImapProgress, ImapSource, Provider, SignIn
from tillit.channels.email.models import Mailbox
from tillit.channels.email.outgoing import SendingServer
from tillit.channels.email.setup.providers import OTHER, PROVIDERS, places_for, provider_of
from tillit.conversations.models import Inbox

Values = dict[str, Any]

_OWN_DIRECTORY = "https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token"
_TENANT = re.compile(re.escape(_OWN_DIRECTORY).replace(r"\{tenant\}", "([^/]+)"))


def mailbox_of(inbox: Inbox) -> Mailbox | None:
    """The mailbox of an inbox, with its source if it is fetched from."""
    found = Mailbox.objects.filter(inbox=inbox).select_related("imap_source__progress", "inbox")
    return found.first()


def source_of(mailbox: Mailbox | None) -> ImapSource | None:
    """Where the mail of a mailbox is fetched from, as people set it up."""
    return getattr(mailbox, "imap_source", None)


def usual_values(address: str, provider: str) -> Values:
    """What is usual for an address: the servers of its provider, with the address as user name."""
    key = provider or provider_of(address)
    known = PROVIDERS[key]
    fetching, sending = places_for(known, address)
    return {
        "address": address,
        "provider": key,
        "auth": SignIn.OAUTH2 if known.permissions else SignIn.PASSWORD,
        "host": fetching.host,
        "port": fetching.port,
        "security": fetching.security,
        "user": address if known.user_is_address else "",
        "folder": "INBOX",
        "sends_like_it_fetches": True,
        "sending_host": sending.host,
        "sending_port": sending.port,
        "sending_security": sending.security,
        "sending_user": "",
    }


def stored_values(mailbox: Mailbox, source: ImapSource) -> Values:
    """What is set up, without anything secret."""
    tenant = _TENANT.fullmatch(source.token_url)
    return {
        "address": mailbox.address,
        "provider": source.provider or _provider_at(source.host),
        "auth": source.auth,
        "client_id": source.client_id,
        "tenant": tenant[1] if tenant else "",
        "host": source.host,
        "port": source.port,
        "security": source.security,
        "user": source.user,
        "folder": source.folder,
        "sends_like_it_fetches": mailbox.sends_like_it_fetches,
        **_stored_sending(mailbox),
    }


def _provider_at(host: str) -> str:
    return next((key for key, one in PROVIDERS.items() if one.fetching.host == host), OTHER)


def _stored_sending(mailbox: Mailbox) -> Values:
    if not mailbox.outgoing_url:
        return {"sending_host": "", "sending_port": 587, "sending_security": "smtp+tls"}
    server = SendingServer.from_url(mailbox.outgoing_url)
    return {
        "sending_host": server.host,
        "sending_port": server.port,
        "sending_security": server.security,
        "sending_user": server.user,
    }


@transaction.atomic
def store(inbox: Inbox, filled: Values) -> ImapSource:
    """Set a mailbox up as filled in; a new one waits until people say where to begin."""
    mailbox = mailbox_of(inbox) or Mailbox(inbox=inbox)
    mailbox.address = filled["address"]
    _set_sending(mailbox, filled)
    mailbox.save()
    source = source_of(mailbox) or ImapSource(mailbox=mailbox, begin_with="")
    _forget_what_was_for_others(source, filled)
    for name in ("auth", "host", "port", "security", "user", "folder"):
        setattr(source, name, filled[name])
    source.provider = PROVIDERS[filled["provider"]].permissions
    source.client_id = filled["client_id"]
    own = filled["tenant"] and source.provider == Provider.MICROSOFT
    source.token_url = _OWN_DIRECTORY.format(tenant=filled["tenant"]) if own else ""
    if filled["client_secret"]:
        source.client_secret = filled["client_secret"]
    if filled["password"]:
        source.password = filled["password"]
    source.save()
    if not source.sealed_refresh_token:
        ImapProgress.objects.filter(source=source).update(sealed_access_token="")
    return source


def _set_sending(mailbox: Mailbox, filled: Values) -> None:
    mailbox.sends_like_it_fetches = filled["sends_like_it_fetches"]
    user = "" if mailbox.sends_like_it_fetches else filled["sending_user"]
    mailbox.outgoing_url = ""
    if filled["sending_host"]:
        mailbox.outgoing_url = SendingServer(
            host=filled["sending_host"],
            port=filled["sending_port"] or 587,
            user=user,
            password="",
            security=filled["sending_security"],
        ).url
    if not user:
        mailbox.outgoing_password = ""
    elif filled["sending_password"]:
        mailbox.outgoing_password = filled["sending_password"]


def _forget_what_was_for_others(source: ImapSource, filled: Values) -> None:
    """A permission was given to one program for one person, and a client secret to one program."""
    permissions = PROVIDERS[filled["provider"]].permissions
    program = (permissions, filled["client_id"])
    if program != (source.provider, source.client_id):
        source.client_secret = source.refresh_token = ""
    if source.user != filled["user"] or filled["auth"] != SignIn.OAUTH2:
        source.refresh_token = ""
    if filled["auth"] == SignIn.OAUTH2:
        source.password = ""


def is_ready(source: ImapSource | None) -> bool:
    """Whether Tillit has what it needs to sign in."""
    if source is None:
        return False
    if source.auth == SignIn.OAUTH2:
        return bool(source.sealed_refresh_token)
    return bool(source.sealed_password)
