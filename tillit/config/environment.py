"""The settings that come from the environment, each with its meaning and its default."""

import os
import secrets
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from tillit import disk
from tillit.config.mail_providers import MAIL_PROVIDERS
from tillit.config.paths import data_folder


@dataclass(frozen=True)
class Variable:
    """One environment variable."""

    name: str
    default: str
    meaning: str


VARIABLES = [
    Variable(
        "TILLIT_DATA",
        "~/.local/share/tillit (bin/run: the folder data beside it)",
        "The folder of the database, the files and the secret key.",
    ),
    Variable(
        "TILLIT_DATABASE_URL",
        "SQLite in the data folder",
        "The database, for example postgresql://user:password@host/name.",
    ),
    Variable(
        "TILLIT_BASE_URL",
        "http://127.0.0.1:8000",
        "The address under which people reach Tillit; links in mails begin with it.",
    ),
    Variable(
        "TILLIT_SMTP_URL",
        "",
        "The sending server: smtp://, smtp+tls:// or smtps://user:password@host:port.",
    ),
    Variable(
        "TILLIT_GOOGLE_CLIENT",
        "",
        "Client ID and secret of Tillit as registered with Google, with a colon between.",
    ),
    Variable(
        "TILLIT_MICROSOFT_CLIENT",
        "",
        "Client ID and secret of Tillit as registered with Microsoft, with a colon between.",
    ),
    Variable(
        "TILLIT_OIDC_ISSUER",
        "",
        "The company's own sign-in (OpenID Connect), for example https://login.example.com.",
    ),
    Variable(
        "TILLIT_OIDC_CLIENT",
        "",
        "Client ID and secret of Tillit as registered there, with a colon between.",
    ),
    Variable(
        "TILLIT_OIDC_NAME",
        "the host of the issuer",
        "What the button says: Sign in with NAME.",
    ),
    Variable(
        "TILLIT_OIDC_VOUCHES",
        "0",
        "1 when every address that the issuer names is proven, though it does not say so.",
    ),
    Variable(
        "TILLIT_UNDO_SECONDS",
        "8",
        "How long a reply is held, so that it can be undone; 0 sends it at once.",
    ),
    Variable(
        "TILLIT_DNS",
        "those of the system",
        "The name server that is asked for the keys of senders, as host or host:port.",
    ),
    Variable(
        "TILLIT_SECRET_KEY",
        "made on the first start and kept in the data folder",
        "The key that signs sessions and links.",
    ),
    *(
        Variable(name, "", meaning)
        for provider in MAIL_PROVIDERS
        for name, meaning in provider.meanings().items()
    ),
]


def read(name: str, default: str = "") -> str:
    """The value of a variable, without outer space; the default when empty."""
    return os.environ.get(name, "").strip() or default


def whole_number(name: str, default: int) -> int:
    """The value of a variable that counts something.

    Raises:
        ImproperlyConfigured: it is not a whole number.
    """
    text = read(name, str(default))
    if not text.isdecimal():
        raise ImproperlyConfigured(f"{name} must be a whole number, for example {default}")
    return int(text)


def database(folder: Path) -> dj_database_url.DBConfig:
    """The database, read from its URL; SQLite in the data folder when there is none.

    Raises:
        ImproperlyConfigured: the URL cannot be read.
    """
    url = read("TILLIT_DATABASE_URL", f"sqlite:///{folder / 'tillit.sqlite3'}")
    try:
        return dj_database_url.parse(url, conn_max_age=None, conn_health_checks=True)
    except ValueError as error:
        raise ImproperlyConfigured(
            "TILLIT_DATABASE_URL cannot be read; it looks like postgresql://user:password@host/name"
        ) from error


def mail_clients() -> dict[str, tuple[str, str]]:
    """How Tillit is registered with those who give permissions to read and send mail."""
    clients = {}
    for provider in ("google", "microsoft"):
        name, _, secret = read(f"TILLIT_{provider.upper()}_CLIENT").partition(":")
        if name:
            clients[provider] = (name, secret)
    return clients


def company_sign_in() -> dict[str, Any]:
    """The company's own sign-in as allauth wants to know it; without an issuer there is none.

    Raises:
        ImproperlyConfigured: there is an issuer, but no client.
    """
    issuer = read("TILLIT_OIDC_ISSUER").rstrip("/")
    if not issuer:
        return {}
    name, _, secret = read("TILLIT_OIDC_CLIENT").partition(":")
    if not name or not secret:
        raise ImproperlyConfigured("TILLIT_OIDC_CLIENT must be ID:secret, as the issuer gave them")
    shown = read("TILLIT_OIDC_NAME", urlsplit(issuer).hostname or issuer)
    settings = {"server_url": issuer, "oauth_pkce_enabled": True}
    app = {"provider_id": "company", "name": shown, "client_id": name, "secret": secret}
    return {"APPS": [{**app, "settings": settings}]}


def webhooks() -> dict[str, tuple[str, str]]:
    """Proof and key of each provider that may hand over mail; the others do not exist.

    Raises:
        ImproperlyConfigured: mail is announced, but there is no key to ask for it with.
    """
    known = {}
    for provider in MAIL_PROVIDERS:
        proof, key = read(provider.proof), read(provider.key) if provider.key else ""
        if proof and provider.key and not key:
            raise ImproperlyConfigured(f"{provider.proof} is set, and {provider.key} is missing")
        if proof:
            known[provider.name] = (proof, key)
    return known


def secret_key(folder: Path) -> str:
    """The secret key: from the environment, else the one made on the first start."""
    if chosen := read("TILLIT_SECRET_KEY"):
        return chosen
    file = folder / "secret-key"
    if not file.exists():
        _make_key(file)
    return file.read_text().strip()


def _make_key(file: Path) -> None:
    """Passwords are sealed with it: whole and on the disk before anybody reads it."""
    with tempfile.NamedTemporaryFile("w", dir=file.parent, prefix=".secret-key-") as made:
        made.write(secrets.token_urlsafe(50))
        made.flush()
        os.fsync(made.fileno())
        with suppress(FileExistsError):
            os.link(made.name, file)
    disk.settle(file.parent)


__all__ = [
    "VARIABLES",
    "Variable",
    "company_sign_in",
    "data_folder",
    "database",
    "mail_clients",
    "read",
    "secret_key",
    "webhooks",
    "whole_number",
]
