"""Inviting colleagues: the form, the link to copy, sending it again, taking it back."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tillit.people import inviting
from tillit.people.actor import Actor
from tillit.people.forms import InviteForm
from tillit.people.models import Invitation
from tillit.people.policy import Verb, needs
from tillit.people.request import agent_of
from tillit.people.shell import settings_page
from tillit.people.toasts import tell


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Verb.LOOK_AFTER)
def invite(request: HttpRequest) -> HttpResponse:
    """Ask somebody to join."""
    by = agent_of(request)
    form = InviteForm(by, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        invitation = inviting.invite(**form.cleaned_data, by=by)
        return redirect("people:invitation_sent", invitation.pk)
    status = 422 if form.is_bound else 200
    return settings_page(request, "people/invite.html", {"form": form}, status=status)


def _visible(request: HttpRequest, number: int) -> Invitation:
    found = Invitation.objects.visible_to(agent_of(request)).filter(pk=number, accepted_at=None)
    invitation = found.first()
    if invitation is None:
        raise Http404
    return invitation


@require_safe
@needs(Verb.LOOK_AFTER)
def invitation_sent(request: HttpRequest, number: int) -> HttpResponse:
    """One invitation: its link, and how its letter fares."""
    invitation = _visible(request, number)
    return settings_page(request, "people/invitation_sent.html", _shown(invitation))


def _shown(invitation: Invitation) -> dict[str, Any]:
    return {
        "invitation": {
            "id": invitation.pk,
            "email": invitation.email,
            "role": invitation.get_role_display(),
            "teams": ", ".join(invitation.teams.order_by("name").values_list("name", flat=True)),
            "valid": invitation.is_valid,
            "revoked": invitation.revoked_at is not None,
            "link": inviting.link_to(invitation) if invitation.is_valid else "",
            "expires_at": invitation.expires_at,
            "sent_at": invitation.sent_at,
            "trouble": invitation.trouble,
        }
    }


@require_POST
@needs(Verb.LOOK_AFTER)
def renewal(request: HttpRequest, number: int) -> HttpResponse:
    """Send it again, with a new link."""
    try:
        inviting.renew(invitation=_visible(request, number), by=Actor.agent(agent_of(request)))
    except inviting.NotOpen as error:
        raise Http404 from error
    tell(request, _("Sent again. The earlier link no longer works."))
    return redirect("people:invitation_sent", number)


@require_POST
@needs(Verb.LOOK_AFTER)
def revocation(request: HttpRequest, number: int) -> HttpResponse:
    """Take it back."""
    invitation = _visible(request, number)
    inviting.revoke(invitation=invitation, by=Actor.agent(agent_of(request)))
    undo = reverse("people:invitation_restoration", args=[number])
    words = _("The invitation to {email} is taken back.").format(email=invitation.email)
    tell(request, words, undo_url=undo)
    return redirect("people:staff")


@require_POST
@needs(Verb.LOOK_AFTER)
def restoration(request: HttpRequest, number: int) -> HttpResponse:
    """Undo that it was taken back."""
    invitation = _visible(request, number)
    inviting.restore(invitation=invitation, by=Actor.agent(agent_of(request)))
    tell(request, _("The invitation is good again."))
    return redirect("people:staff")
