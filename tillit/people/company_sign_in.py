"""Signing in with the company's own accounts (OpenID Connect): only who is known comes in."""

import logging
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.openid_connect import views as openid_connect
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from requests import RequestException

from tillit.people.inviting import NotOpen, accept
from tillit.people.languages import CODES
from tillit.people.models import Agent, Invitation

logger = logging.getLogger(__name__)

PROVIDER = "company"


def name_of_provider() -> str:
    """What stands on the button; empty when the company has no sign-in of its own."""
    apps = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"].get("APPS", [])
    return str(apps[0]["name"]) if apps else ""


class CompanySignInAdapter(DefaultSocialAccountAdapter):
    """Finds the agent, or the invitation, of somebody whom the company has signed in."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Never: agents come by invitation."""
        return False

    def populate_user(
        self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]
    ) -> Agent:
        """Make nobody out of what the issuer says: the agent is found, or invited."""
        return Agent()

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Let in who has been here before, who is an agent, and who is invited.

        Raises:
            ImmediateHttpResponse: nobody knows this person.
        """
        if sociallogin.is_existing:
            return
        claims = _claims(sociallogin)
        email = _proven_address(claims)
        agent = _agent_of(email) or _newcomer(email, claims) if email else None
        if agent is None:
            shown = {"email": str(claims.get("email", ""))[:254], "proven": bool(email)}
            page = render(request, "people/not_invited.html", {"refused": shown}, status=403)
            raise ImmediateHttpResponse(page)
        sociallogin.connect(request, agent)


def _claims(sociallogin: SocialLogin) -> dict[str, Any]:
    """What the issuer says about the person, whichever way it said so."""
    told = sociallogin.account.extra_data
    return {**told.get("id_token", {}), **told.get("userinfo", {})}


def _proven_address(claims: dict[str, Any]) -> str:
    """The address of the person; empty when the issuer does not vouch for it."""
    proven = claims.get("email_verified")
    if proven in (True, "true") or (settings.TILLIT_OIDC_VOUCHES and proven is None):
        return str(claims.get("email") or "").strip().lower()
    return ""


def _agent_of(email: str) -> Agent | None:
    return Agent.objects.filter(email__iexact=email).first()


def _newcomer(email: str, claims: dict[str, Any]) -> Agent | None:
    invitation = Invitation.objects.valid().filter(email__iexact=email).order_by("-pk").first()
    if invitation is None:
        return None
    name = " ".join(str(claims.get("name") or "").split())[:120] or email.partition("@")[0]
    wanted = str(claims.get("locale") or translation.get_language()).partition("-")[0]
    language = wanted if wanted in CODES else invitation.language
    try:
        return accept(invitation=invitation, name=name, language=language, password=None)
    except NotOpen:
        return None


@login_not_required
def begin(request: HttpRequest) -> HttpResponse:
    """Go to the company's sign-in; nothing else is done there than signing in."""
    if request.method not in ("GET", "HEAD") or request.GET.get("process", "login") != "login":
        raise Http404
    try:
        return openid_connect.login(request, PROVIDER)
    except RequestException as error:
        logger.warning("the company's sign-in cannot be reached: %s", error)
        return render(request, "socialaccount/authentication_error.html", status=502)


@login_not_required
def come_back(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Come back from there."""
    return openid_connect.callback(request, provider_id)
