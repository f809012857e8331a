"""Asking Google or Microsoft for a permission to read and send mail (OAuth 2 with PKCE)."""

import base64
import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.urls import reverse
from django.utils.translation import gettext as _

from tillit import clock
from tillit.channels.email.fetching.models import ImapSource, Provider, SignIn
from tillit.channels.email.fetching.sealing import SealBroken
from tillit.channels.email.fetching.tokens import client_of, redeem, remember
from tillit.channels.email.fetching.trouble import Trouble

KEPT_AS = "mail_permission"
PATIENCE = 10 * 60
"""Seconds in which the answer of the provider counts."""


@dataclass(frozen=True)
class Question:
    """Where a provider is asked, and for what."""

    address: str
    scope: str
    more: Mapping[str, str]


QUESTIONS = {
    Provider.GOOGLE: Question(
        "https://accounts.google.com/o/oauth2/v2/auth",
        "https://mail.google.com/",
        # Only so does Google give a permission that lasts, also the second time.
        {"access_type": "offline", "prompt": "consent"},
    ),
    Provider.MICROSOFT: Question(
        "https://login.microsoftonline.com/common/oauth2/v2.0/authorize",
        "offline_access https://outlook.office.com/IMAP.AccessAsUser.All"
        " https://outlook.office.com/SMTP.Send",
        {"prompt": "select_account"},
    ),
}


class Refused(Exception):
    """There is no permission; the words say why, for people."""


def redirect_address() -> str:
    """Where the provider sends people back to; it has to be registered there."""
    return settings.TILLIT_BASE_URL.rstrip("/") + reverse("mail_setup:permission")


def ask(session: SessionBase, source: ImapSource) -> str:
    """The address at which to ask; what the answer has to prove is kept in the session."""
    question = QUESTIONS[Provider(source.provider)]
    state, verifier = secrets.token_urlsafe(32), secrets.token_urlsafe(64)
    session[KEPT_AS] = {
        "state": state,
        "verifier": verifier,
        "source": source.pk,
        "until": clock.now().timestamp() + PATIENCE,
    }
    asked = {
        "response_type": "code",
        "client_id": client_of(source).name,
        "redirect_uri": redirect_address(),
        "scope": question.scope,
        "state": state,
        "code_challenge": _challenge(verifier),
        "code_challenge_method": "S256",
        "login_hint": source.user,
        **question.more,
    }
    return f"{_address(source, question)}?{urlencode(asked)}"


def _address(source: ImapSource, question: Question) -> str:
    if not source.token_url:
        return question.address
    # The directory of one company has addresses of its own; they differ in the last word only.
    return source.token_url.removesuffix("token") + "authorize"


def _challenge(verifier: str) -> str:
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def proven(session: SessionBase, answer: Mapping[str, Any]) -> dict[str, Any]:
    """What was asked in this session, if the answer belongs to it; it counts once.

    Raises:
        Refused: it belongs to another session, comes too late, or somebody made it up.
    """
    asked = session.pop(KEPT_AS, None)
    state = str(answer.get("state", ""))
    if asked and secrets.compare_digest(asked["state"].encode(), state.encode()):
        if clock.now().timestamp() <= asked["until"]:
            return dict(asked)
        raise Refused(_("The answer came too late. Nothing was stored: please ask once more."))
    raise Refused(
        _(
            "This answer does not belong to anything that was asked here. "
            "Nothing was stored: please ask once more."
        )
    )


def accept(source: ImapSource, asked: Mapping[str, Any], answer: Mapping[str, Any]) -> None:
    """Exchange the code of the answer for a permission, and keep it sealed.

    Raises:
        Refused: the person or the provider said no.
    """
    name = Provider(source.provider).label
    if "code" not in answer:
        said = str(answer.get("error_description") or answer.get("error") or "")[:200]
        raise Refused(_("{name} gave no permission: {said}").format(name=name, said=said))
    try:
        token = redeem(
            source,
            code=str(answer["code"]),
            verifier=asked["verifier"],
            redirect=redirect_address(),
        )
    except SealBroken as error:
        raise Refused(_("The client secret cannot be opened any more: enter it again.")) from error
    except Trouble as trouble:
        words = _("{name} gave no permission: {said}")
        raise Refused(words.format(name=name, said=trouble.detail[:200])) from trouble
    if not token.refresh:
        words = _("{name} gave a permission that does not last. Withdraw it there and ask again.")
        raise Refused(words.format(name=name))
    source.auth, source.refresh_token = SignIn.OAUTH2, token.refresh
    source.save()
    remember(source, token)
