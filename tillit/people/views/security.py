"""How an agent signs in, and where he or she is signed in now."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth import update_session_auth_hash
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tillit.people import devices, staffing
from tillit.people.actor import Actor
from tillit.people.models import Agent
from tillit.people.request import agent_of
from tillit.people.shell import settings_page
from tillit.people.toasts import tell


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Password, passkeys, app, recovery codes, and every session."""
    agent = agent_of(request)
    context = {
        "security": {
            "has_password": agent.has_usable_password(),
            **_second_steps(agent),
            "sessions": [
                {
                    "id": one.pk,
                    "device": devices.name_of(one.user_agent),
                    "icon": devices.icon_of(one.user_agent),
                    "address": one.ip,
                    "since": one.created_at,
                    "current": one.session_key == request.session.session_key,
                }
                for one in _sessions(request, agent)
            ],
        },
    }
    return settings_page(request, "people/security.html", context)


def _sessions(request: HttpRequest, agent: Agent) -> list[UserSession]:
    """This one first, then the youngest."""
    here = request.session.session_key
    youngest = reversed(UserSession.objects.purge_and_list(agent))
    return sorted(youngest, key=lambda one: one.session_key != here)


def _second_steps(agent: Agent) -> dict[str, Any]:
    found = list(Authenticator.objects.filter(user_id=agent.pk).order_by("created_at"))
    kinds = {one.type: one for one in found}
    codes = kinds.get(Authenticator.Type.RECOVERY_CODES)
    return {
        "passkeys": [
            {
                "id": one.pk,
                "name": one.data["name"],
                "added_at": one.created_at,
                "used_at": one.last_used_at,
            }
            for one in found
            if one.type == Authenticator.Type.WEBAUTHN
        ],
        "has_app": Authenticator.Type.TOTP in kinds,
        "codes_left": len(codes.wrap().get_unused_codes()) if codes else None,
    }


@require_POST
def sessions(request: HttpRequest) -> HttpResponse:
    """End one session, or with `session=others` all but this one."""
    wanted, own = (
        request.POST.get("session", ""),
        UserSession.objects.filter(user=agent_of(request)),
    )
    if wanted == "others":
        return _end_others(request)
    if not wanted.isdecimal() or len(wanted) > 18:
        raise Http404
    found = own.filter(pk=int(wanted)).first()
    if found is None:
        raise Http404
    if found.session_key == request.session.session_key:
        get_adapter().logout(request)
        return redirect("account_login")
    found.end()
    tell(request, _("Signed out there."))
    return redirect("mfa_index")


def _end_others(request: HttpRequest) -> HttpResponse:
    """Sessions that nobody listed end too; this one goes on."""
    agent = agent_of(request)
    staffing.sign_out_everywhere(agent=agent, by=Actor.agent(agent))
    agent.refresh_from_db()
    update_session_auth_hash(request, agent)
    UserSession.objects.filter(user=agent).delete()
    UserSession.objects.create_from_request(request)
    tell(request, _("Signed out everywhere else."))
    return redirect("mfa_index")
