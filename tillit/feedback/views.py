"""The page that opens from the mail: public, without sign-in, without script."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from tillit.conversations.words import without_nul
from tillit.feedback.actions import LONGEST_COMMENT, save_response
from tillit.feedback.models import Invitation, Response, Score
from tillit.ui.components import FACES, face


@login_not_required
@never_cache
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Choose a face, write if you like, save; the same link changes the answer later.

    Following the link saves nothing, so mail scanners never vote.
    """
    invitations = Invitation.objects.select_related("conversation__inbox", "agent")
    invitation = invitations.filter(token=without_nul(token)).first()
    if invitation is None:
        return render(request, "feedback/unknown.html", status=404)
    with translation.override(invitation.language):
        response = _save(request, invitation) if request.method == "POST" else None
        response = response or _page(request, invitation)
        response["Content-Language"] = invitation.language
        return response


def _save(request: HttpRequest, invitation: Invitation) -> HttpResponse | None:
    score = _score(request.POST.get("score"))
    if score is None:
        return None
    save_response(invitation=invitation, score=score, comment=request.POST.get("comment", ""))
    return redirect(f"{reverse('feedback:answer', args=[invitation.token])}?saved=1")


def _score(text: str | None) -> int | None:
    return int(text) if text and text in {str(score.value) for score in Score} else None


def _page(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    given = Response.objects.filter(invitation=invitation).first()
    context: dict[str, Any] = {"company": {"name": invitation.conversation.inbox.company}}
    if given and "saved" in request.GET:
        address = reverse("feedback:answer", args=[invitation.token])
        context["survey"] = {
            "face": face(given.score),
            "comment": given.comment,
            "change_url": address,
        }
        return render(request, "feedback/thanks.html", context)
    failed = request.method == "POST"
    context["survey"] = _survey(request, invitation, given, failed=failed)
    return render(request, "feedback/answer.html", context, status=422 if failed else 200)


def _survey(
    request: HttpRequest, invitation: Invitation, given: Response | None, *, failed: bool
) -> dict[str, Any]:
    conversation = invitation.conversation
    chosen = _score(request.GET.get("score")) or (given.score if given else None)
    comment = request.POST.get("comment", given.comment if given else "")
    return {
        "question": _("How did we do?"),
        "subject": conversation.subject or f"#{conversation.pk}",
        "agent": invitation.agent.first_name if invitation.agent else "",
        "faces": FACES,
        "chosen": chosen,
        "comment": comment[:LONGEST_COMMENT],
        "errors": [_("Please choose one of the five faces.")] if failed else [],
        "action": reverse("feedback:answer", args=[invitation.token]),
    }
