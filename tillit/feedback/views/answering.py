"""The page that opens from the mail: public, without sign-in, without script."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.cache import never_cache

from tillit import clock
from tillit.conversations.company import company_name
from tillit.conversations.words import without_nul
from tillit.feedback import asking_page
from tillit.feedback.answering import (
    AlreadyAnonymous,
    Given,
    TooLate,
    given_in,
    read,
    save_response,
)
from tillit.feedback.models import Invitation, Response
from tillit.feedback.questionnaire import Kind
from tillit.ui.components import Face, face


@login_not_required
@never_cache
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Choose, write if you like, save; the same link changes the answer until it closes.

    Following the link saves nothing, so mail scanners never vote.
    """
    known = Invitation.objects.select_related("conversation__inbox", "agent", "survey", "version")
    invitation = known.filter(token=without_nul(token)).first()
    if invitation is None:
        return render(request, "feedback/unknown.html", status=404)
    with translation.override(invitation.language):
        response = (
            _save(request, invitation) if request.method == "POST" else _page(request, invitation)
        )
        response["Content-Language"] = invitation.language
        return response


def _save(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    given = read(invitation.version.questionnaire, request.POST)
    if given.missing:
        return _form(request, invitation, given, status=422)
    try:
        save_response(invitation=invitation, given=given)
    except TooLate:
        return _closed(request, invitation)
    except AlreadyAnonymous:
        return render(request, "feedback/unknown.html", status=404)
    # An anonymous answer has a new address: the old one leads back to the customer.
    address = reverse("feedback:answer", args=[invitation.token])
    return redirect(f"{address}?saved=1")


def _page(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    response = Response.objects.filter(invitation=invitation).first()
    if response and "saved" in request.GET:
        return _thanks(request, invitation, response)
    if invitation.is_closed(clock.now()):
        return _closed(request, invitation)
    questionnaire = invitation.version.questionnaire
    given = given_in(response) if response else Given()
    if questionnaire.main and request.GET.get("score"):
        chosen = read(questionnaire, {questionnaire.main.key: request.GET["score"]})
        given = Given((*chosen.said, *(one for one in given.said if not _same(one, chosen))))
    return _form(request, invitation, given)


def _same(one: Any, chosen: Given) -> bool:
    return any(one.question == other.question for other in chosen.said)


def _form(
    request: HttpRequest, invitation: Invitation, given: Given, *, status: int = 200
) -> HttpResponse:
    context = {
        "company": {"name": _company(invitation)},
        "survey": asking_page.of(invitation, given, told=status != 200),
    }
    return render(request, "feedback/answer.html", context, status=status)


def _thanks(request: HttpRequest, invitation: Invitation, response: Response) -> HttpResponse:
    given = given_in(response)
    more = [
        one
        for one in invitation.version.questionnaire.asked_after(given.decisive)
        if one.condition and one.key not in {said.question for said in given.said}
    ]
    address = reverse("feedback:answer", args=[invitation.token])
    context = {
        "company": {"name": _company(invitation)},
        "survey": {
            "face": _face(response),
            "comment": response.comment,
            "change_url": "" if invitation.is_closed(clock.now()) else address,
            "anonymous": invitation.survey.anonymous,
            "follow_up": asking_page.follow_up(invitation, given, more) if more else None,
        },
    }
    return render(request, "feedback/thanks.html", context)


def _face(response: Response) -> Face | None:
    chosen = response.kind == Kind.CSAT and response.score
    return face(chosen) if chosen else None


def _closed(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    context = {"company": {"name": _company(invitation)}}
    return render(request, "feedback/closed.html", context, status=410)


def _company(invitation: Invitation) -> str:
    conversation = invitation.conversation
    return conversation.inbox.company if conversation else company_name()
