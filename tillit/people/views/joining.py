"""The page behind the link of an invitation; whoever has the link may see it."""

from typing import Any

from allauth.account.utils import perform_login
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from tillit.people import inviting
from tillit.people.forms import JoinForm
from tillit.people.middleware import requested_language
from tillit.people.models import Invitation

GONE = 410


@login_not_required
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Choose a name, a language and a password, and be in."""
    found = inviting.invitation_of(token)
    if found is None:
        raise Http404
    if not found.is_valid:
        return _gone(request, found)
    initial = {"language": requested_language(request)}
    form = JoinForm(found, request.POST if request.method == "POST" else None, initial=initial)
    if form.is_bound and form.is_valid():
        return _join(request, found, form.cleaned_data)
    context = {"form": form, "joining": {"email": found.email, "inviter": _inviter(found)}}
    return render(request, "people/join.html", context, status=422 if form.is_bound else 200)


def _inviter(found: Invitation) -> str:
    return found.invited_by.name if found.invited_by else ""


def _join(request: HttpRequest, found: Invitation, chosen: dict[str, Any]) -> HttpResponse:
    try:
        agent = inviting.accept(invitation=found, **chosen)
    except inviting.NotOpen:
        found.refresh_from_db()
        return _gone(request, found)
    logout(request)
    response: HttpResponse = perform_login(request, agent, email_verification="none")
    return response


def _gone(request: HttpRequest, found: Invitation) -> HttpResponse:
    context = {"gone": {"accepted": found.accepted_at is not None, "inviter": _inviter(found)}}
    return render(request, "people/invitation_gone.html", context, status=GONE)
