"""You said, we did: written, approved and taken back."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tillit.conversations.request import agent_of
from tillit.conversations.shell import frame
from tillit.feedback.models import FollowUp, Improvement
from tillit.feedback.said import improving, showing
from tillit.feedback.said.board import RELATED
from tillit.feedback.said.forms import ImprovementForm
from tillit.people.models import Agent
from tillit.people.policy import Verb, may, needs
from tillit.people.toasts import tell

SHOWN, MOST_ROWS = 100, 50


@require_safe
def improvements(request: HttpRequest) -> HttpResponse:
    """What was changed because of what customers said, newest first."""
    agent, language = agent_of(request), translation.get_language() or "en"
    newest = _visible_to(agent).select_related("proposed_by", "approved_by").order_by("-id")
    context = {
        **frame(request, current=reverse("feedback:said")),
        "said": {
            "place": "improvements",
            "rows": [
                {
                    "words": one.said_in(language),
                    "url": reverse("feedback:improvement", args=[one.pk]),
                    "proposed_by": one.proposed_by,
                    "proposed_at": one.proposed_at,
                    "approved_by": one.approved_by,
                    "approved_at": one.approved_at,
                }
                for one in newest[:SHOWN]
            ],
        },
    }
    return render(request, "feedback/said/improvements.html", context)


def _visible_to(agent: Agent) -> Any:
    return Improvement.objects.filter(team_id__in=agent.team_ids)


def _improvement(agent: Agent, number: int) -> Improvement:
    one: Improvement | None = _visible_to(agent).filter(pk=number).first()
    if one is None:
        raise Http404
    return one


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Verb.SORT)
def new_improvement(request: HttpRequest) -> HttpResponse:
    """Write down what was changed because of these answers (`row`, several)."""
    agent = agent_of(request)
    asked = request.POST if request.method == "POST" else request.GET
    chosen = _chosen(agent, asked.getlist("row"))
    form = ImprovementForm({}, request.POST if request.method == "POST" else None)
    if form.is_bound and not chosen:
        raise Http404
    if form.is_bound and form.is_valid():
        made = improving.propose(follow_ups=chosen, words=form.words, by=agent)
        tell(request, _("Saved. A lead can put it on the charter."))
        return redirect("feedback:improvement", made.pk)
    return _page(request, form, chosen, None)


def _chosen(agent: Agent, numbers: list[str]) -> list[FollowUp]:
    """The answers that were chosen and may be seen.

    Raises:
        Http404: there is none of them.
    """
    keys = [int(one) for one in numbers[:MOST_ROWS] if one.isascii() and one.isdigit()]
    seen = FollowUp.objects.visible_to(agent).select_related(*RELATED)
    chosen = list(seen.filter(pk__in=[key for key in keys if key < 2**63]).order_by("-said_at"))
    if numbers and not chosen:
        raise Http404
    return chosen


@require_http_methods(["GET", "HEAD", "POST"])
def improvement(request: HttpRequest, number: int) -> HttpResponse:
    """One, with the answers that it comes from."""
    agent = agent_of(request)
    one = _improvement(agent, number)
    form = ImprovementForm(one.words, request.POST if request.method == "POST" else None)
    if form.is_bound:
        if not may(agent, Verb.SORT):
            raise Http404
        if form.is_valid():
            improving.rewrite(improvement=one, words=form.words, by=agent)
            tell(request, _("Saved."))
            return redirect("feedback:improvement", number)
    seen = FollowUp.objects.visible_to(agent).filter(improvement=one)
    rows = seen.select_related(*RELATED).order_by("-said_at")[:MOST_ROWS]
    return _page(request, form, list(rows), one)


def _page(
    request: HttpRequest,
    form: ImprovementForm,
    chosen: list[FollowUp],
    one: Improvement | None,
) -> HttpResponse:
    agent = agent_of(request)
    context = {
        **frame(request, current=reverse("feedback:said")),
        "improvement": {
            "id": one.pk if one else 0,
            "form": form,
            "rows": [showing.shown(each) for each in chosen],
            "approved_by": one.approved_by if one else None,
            "approved_at": one.approved_at if one else None,
            "may_write": may(agent, Verb.SORT),
            "may_approve": may(agent, Verb.PROMISE),
        },
    }
    status = 422 if form.is_bound else 200
    return render(request, "feedback/said/improvement.html", context, status=status)


@require_POST
@needs(Verb.PROMISE)
def approval(request: HttpRequest, number: int) -> HttpResponse:
    """Put it on the charter."""
    agent = agent_of(request)
    improving.approve(improvement=_improvement(agent, number), by=agent)
    tell(request, _("It stands on the charter now."))
    return redirect("feedback:improvement", number)


@require_POST
@needs(Verb.PROMISE)
def taking_back(request: HttpRequest, number: int) -> HttpResponse:
    """Take it off the charter."""
    agent = agent_of(request)
    improving.take_back(improvement=_improvement(agent, number), by=agent)
    tell(request, _("It is off the charter again."))
    return redirect("feedback:improvement", number)
