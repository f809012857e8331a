"""Permissions of Google and Microsoft: a refresh token is exchanged for one that signs in."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit
from urllib.request import Request, urlopen

from django.conf import settings

from tillit import clock
from tillit.channels.email.fetching.models import ImapProgress, ImapSource, Provider
from tillit.channels.email.fetching.sealing import seal
from tillit.channels.email.fetching.trouble import Kind, Trouble

TOKEN_URLS = {
    Provider.GOOGLE: "https://oauth2.googleapis.com/token",
    Provider.MICROSOFT: "https://login.microsoftonline.com/common/oauth2/v2.0/token",
}
PATIENCE = 15
SPARE = timedelta(minutes=2)
"""A token that ends so soon is not used any more."""
LARGEST_ANSWER = 100_000
ENDED = {"invalid_grant", "invalid_client", "unauthorized_client", "interaction_required"}
LOOPBACK = {"127.0.0.1", "::1", "localhost"}


@dataclass(frozen=True)
class Token:
    """What signs in for a while; `refresh` is set when the provider gave a new one."""

    access: str
    until: datetime
    refresh: str = ""


@dataclass(frozen=True)
class Client:
    """A program as it is registered with a provider of permissions."""

    name: str
    secret: str


def access_token(source: ImapSource, *, anew: bool = False) -> str:
    """A token that signs in now: the one we have, or a new one, which is remembered."""
    progress = ImapProgress.objects.filter(source=source).first() if source.pk else None
    if progress and not anew and _is_fresh(progress):
        return progress.access_token
    token = exchange(source)
    if source.pk:
        remember(source, token)
    return token.access


def _is_fresh(progress: ImapProgress) -> bool:
    until = progress.access_token_until
    return bool(progress.sealed_access_token and until and until > clock.now() + SPARE)


def remember(source: ImapSource, token: Token) -> None:
    """Keep a token, and the new permission that came with it."""
    if token.refresh:
        # Not with save(): that would let the fetching begin anew.
        ImapSource.objects.filter(pk=source.pk).update(sealed_refresh_token=seal(token.refresh))
    ImapProgress.objects.update_or_create(
        source=source,
        defaults={
            "sealed_access_token": seal(token.access),
            "access_token_until": token.until,
        },
    )


def client_of(source: ImapSource) -> Client:
    """The program that was registered for this mailbox, else the one of the installation."""
    if source.client_id:
        return Client(source.client_id, source.client_secret)
    return Client(*settings.TILLIT_MAIL_CLIENTS.get(source.provider, ("", "")))


def exchange(source: ImapSource) -> Token:
    """Ask the provider for a new token.

    Raises:
        Trouble: the permission has ended, or the provider cannot be reached.
    """
    return _granted(source, {"grant_type": "refresh_token", "refresh_token": source.refresh_token})


def redeem(source: ImapSource, *, code: str, verifier: str, redirect: str) -> Token:
    """Exchange the code that a person brought back from the provider for a first token.

    Raises:
        Trouble: the provider does not accept it, or cannot be reached.
    """
    form = {"grant_type": "authorization_code", "code": code, "code_verifier": verifier}
    return _granted(source, {**form, "redirect_uri": redirect})


def _granted(source: ImapSource, form: dict[str, str]) -> Token:
    client = client_of(source)
    form = {**form, "client_id": client.name}
    if client.secret:
        form["client_secret"] = client.secret
    answer = _ask(_url_of(source), form)
    try:
        lifetime = timedelta(seconds=int(answer.get("expires_in", 3600)))
        access = str(answer["access_token"])
    except (KeyError, ValueError, TypeError) as error:
        raise Trouble(Kind.PROVIDER, f"no token in the answer ({error})") from error
    return Token(access, clock.now() + lifetime, str(answer.get("refresh_token") or ""))


def _url_of(source: ImapSource) -> str:
    url = source.token_url or TOKEN_URLS.get(Provider(source.provider), "")
    parts = urlsplit(url)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
        raise Trouble(Kind.PROVIDER, "its address is not encrypted")
    return url


def _ask(url: str, form: dict[str, str]) -> dict[str, Any]:
    request = Request(url, urlencode(form).encode(), {"Accept": "application/json"})  # noqa: S310 (checked)
    try:
        with urlopen(request, timeout=PATIENCE) as response:  # noqa: S310 (checked)
            answer = json.loads(response.read(LARGEST_ANSWER))
    except HTTPError as error:
        raise _refused(error) from error
    except (OSError, ValueError) as error:
        raise Trouble(Kind.PROVIDER, error) from error
    if not isinstance(answer, dict):
        raise Trouble(Kind.PROVIDER, "its answer is not what was expected")
    return answer


def _refused(error: HTTPError) -> Trouble:
    try:
        said = json.loads(error.read(LARGEST_ANSWER))
        code, words = said.get("error", ""), said.get("error_description", "")
    except (OSError, ValueError, AttributeError):
        code, words = "", ""
    kind = Kind.PERMISSION if code in ENDED else Kind.PROVIDER
    return Trouble(kind, words or code or error)
