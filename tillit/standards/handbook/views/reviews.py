"""The calendar of reviews, and recording what came of one."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tillit import clock
from tillit.documents import reviewing
from tillit.documents.days import next_review, today_at_home
from tillit.documents.models import Outcome
from tillit.people.policy import Verb, may
from tillit.people.request import agent_of
from tillit.people.toasts import tell
from tillit.standards.handbook import keeping
from tillit.standards.handbook.agenda import agenda_of
from tillit.standards.handbook.forms import ReviewForm
from tillit.standards.handbook.scope import managed_at, may_review, standards_of
from tillit.standards.handbook.views import handbook_page
from tillit.ui.addresses import url_of


@require_safe
def reviews(request: HttpRequest) -> HttpResponse:
    """What falls due: late, in the coming months, and what has no day."""
    return handbook_page(request, "reviews.html", {"agenda": agenda_of(agent_of(request))})


@require_http_methods(["GET", "HEAD", "POST"])
def page_review(request: HttpRequest, slug: str) -> HttpResponse:
    """What came of looking at a page again."""
    agent = agent_of(request)
    page = managed_at(agent, slug)
    form = _form(request)
    if form.is_bound and form.is_valid():
        outcome = Outcome(form.cleaned_data["outcome"])
        reviewing.record(document=page, by=agent, **_recorded(form))
        tell(request, _("Recorded."))
        if outcome == Outcome.CHANGED:
            return redirect("handbook:writing", slug)
        return redirect("handbook:reviews")
    context = {
        "title": page.title,
        "about_url": url_of("handbook:page", slug),
        "due": page.review_date,
        "ending": _("Dropped means: it holds no longer, and can be taken up again."),
    }
    return _shown(request, form, context)


@require_http_methods(["GET", "HEAD", "POST"])
def standard_review(request: HttpRequest, number: int) -> HttpResponse:
    """What came of looking at a standard again."""
    agent = agent_of(request)
    version = get_object_or_404(standards_of(agent), standard=number)
    if not may_review(agent, version):
        raise Http404
    decides = may(agent, Verb.PROMISE)
    form = _form(request, keeps_only=not decides)
    if form.is_bound and form.is_valid():
        outcome = Outcome(form.cleaned_data["outcome"])
        keeping.record_review(version=version, by=agent, **_recorded(form))
        tell(request, _("Recorded."))
        if outcome == Outcome.CHANGED:
            return redirect("standards:standard", number)
        return redirect("handbook:reviews")
    context = {
        "title": version.words(),
        "about_url": url_of("handbook:standard", number),
        "due": version.review_date,
        "ending": _("Dropped means: it is promised no longer; what was promised is kept.")
        if decides
        else _("To change or to end it, ask a lead."),
    }
    return _shown(request, form, context)


def _form(request: HttpRequest, *, keeps_only: bool = False) -> ReviewForm:
    in_half_a_year = next_review(today_at_home(clock.now()))
    return ReviewForm(
        request.POST or None, keeps_only=keeps_only, initial={"next_on": in_half_a_year}
    )


def _recorded(form: ReviewForm) -> dict[str, Any]:
    said = form.cleaned_data
    return {
        "outcome": Outcome(said["outcome"]),
        "reason": said["reason"],
        "next_on": said["next_on"],
    }


def _shown(request: HttpRequest, form: ReviewForm, context: dict[str, Any]) -> HttpResponse:
    status = 422 if form.is_bound else 200
    shown = {"form": form, **context}
    return handbook_page(request, "review.html", {"review": shown}, status=status)
