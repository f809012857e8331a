"""Reading the handbook: its list, a page, an older version, and what we promise."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tillit import clock
from tillit.documents import finding
from tillit.documents.days import today_at_home
from tillit.documents.models import Document, DocumentVersion, Proposal
from tillit.documents.reading import confirm, readers_of, unread_by
from tillit.notices.giving import read_about
from tillit.people.models import Agent
from tillit.people.policy import Verb, may
from tillit.people.request import agent_of
from tillit.people.toasts import tell
from tillit.search.highlighting import passage
from tillit.standards.aims import Results
from tillit.standards.handbook import KIND
from tillit.standards.handbook.agenda import overdue_count
from tillit.standards.handbook.noticing import about_page, about_standard
from tillit.standards.handbook.scope import may_review, page_at, pages_of, standard_at, standards_of
from tillit.standards.handbook.shown import (
    changed_since,
    listed_proposals,
    listed_standard,
    text_of,
)
from tillit.standards.handbook.views import handbook_page
from tillit.ui.addresses import url_of

MOST_DECIDED = 10


@require_safe
def handbook(request: HttpRequest) -> HttpResponse:
    """All pages, what we promise beside them, and what is proposed just now."""
    agent, sought = agent_of(request), request.GET.get("q", "").strip()
    found = finding.search(agent, KIND, sought) if sought else None
    pages = [one for one in pages_of(agent) if one.current and not one.dropped_at]
    unread = unread_by(agent, pages)
    if found:
        pages = [one for one in pages if one.pk in found.numbers]
    shown = [_listed(one, unread, found) for one in pages]
    shown.sort(key=lambda one: (not one["unread"], one["title"].casefold()))
    promised = [listed_standard(one) for one in standards_of(agent).order_by("standard__name")]
    context = {
        "sought": sought,
        "pages": shown,
        "standards": [one for one in promised if _answers(one, sought)],
        "proposals": [] if sought else listed_proposals(_waiting(agent)),
        "dropped": [] if sought else list(pages_of(agent).exclude(dropped_at=None)),
        "overdue": overdue_count(agent),
        "may_write": may(agent, Verb.LOOK_AFTER),
    }
    return handbook_page(request, "handbook.html", {"handbook": context})


def _listed(page: Document, unread: set[int], found: finding.Found | None) -> dict[str, Any]:
    assert page.current is not None  # noqa: S101 (those in force have one)
    said = page.current.words(page.language)
    return {
        "url": url_of("handbook:page", page.slug),
        "title": said.title,
        "number": page.current.number,
        "day": page.current.day,
        "team": page.team.name if page.team else "",
        "unread": page.pk in unread,
        "passage": passage(said.text, found.spellings) if found else None,
    }


def _answers(standard: dict[str, Any], sought: str) -> bool:
    whole = f"{standard['name']} {standard['words']} {standard['clock']}".casefold()
    return all(word in whole for word in sought.casefold().split())


def _waiting(agent: Agent) -> list[Proposal]:
    found = Proposal.objects.visible_to(agent).waiting().filter(document__kind=KIND)
    with_all = found.select_related("document__current", "author")
    return list(with_all.prefetch_related("comments", "votes"))


@require_safe
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """One page as it holds now, in the reader's language."""
    agent = agent_of(request)
    found = page_at(agent, slug)
    if found.current is None:
        return redirect("handbook:handbook")
    read_about(agent, about_page(found.pk))
    readers = readers_of(found)
    about = found.proposals.select_related("document__current", "author")
    proposals = list(about.prefetch_related("comments", "votes"))
    guidance = found.guidance.values("standard")
    versions = found.versions.select_related("author").order_by("-number")
    context = {
        **_about(found),
        "text": text_of(found, found.current, request.GET.get("language", "")),
        "slug": slug,
        "readers": readers,
        "concerned": agent in readers.have_not or agent in readers.have,
        "unread": agent in readers.have_not,
        "proposals": listed_proposals(one for one in proposals if one.is_open),
        "decided": listed_proposals([one for one in proposals if not one.is_open][:MOST_DECIDED]),
        "standards": [
            listed_standard(one) for one in standards_of(agent).filter(standard__in=guidance)
        ],
        "versions": versions,
        "reviews": found.reviews.select_related("by"),
        "may_write": may(agent, Verb.LOOK_AFTER),
    }
    return handbook_page(request, "page.html", {"page": context})


def _about(found: Document) -> dict[str, Any]:
    today = today_at_home(clock.now())
    return {
        "owner": found.owner.name if found.owner else "",
        "team": found.team.name if found.team else "",
        "review_date": found.review_date,
        "overdue": bool(found.review_date and found.review_date < today),
        "dropped_on": today_at_home(found.dropped_at) if found.dropped_at else None,
    }


@require_safe
def version(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """What a page said in one version, and what that changed."""
    found = page_at(agent_of(request), slug)
    this = get_object_or_404(found.versions.select_related("author"), number=number)
    before = found.versions.filter(number=number - 1).first()
    context = {
        "slug": slug,
        "text": text_of(found, this, request.GET.get("language", "")),
        "is_current": this.pk == found.current_id,
        "changes": _since(before, this),
    }
    return handbook_page(request, "version.html", {"page": context})


def _since(before: DocumentVersion | None, this: DocumentVersion) -> list[dict[str, Any]]:
    return changed_since(before, this) if before else []


@require_POST
def reading(request: HttpRequest, slug: str) -> HttpResponse:
    """Say that one has read a page as it holds now; what was published meanwhile is not read."""
    agent = agent_of(request)
    found = page_at(agent, slug)
    seen = request.POST.get("version", "")
    if found.current and seen == str(found.current.number):
        confirm(version=found.current, by=agent)
        tell(request, _("Thank you. It is noted that you have read it."))
    else:
        tell(request, _("The page has changed meanwhile: please read what it says now."))
    return redirect("handbook:page", slug)


@require_safe
def standard(request: HttpRequest, number: int) -> HttpResponse:
    """What we promise, what quality means there, and which pages help to keep it."""
    agent, now = agent_of(request), clock.now()
    found = standard_at(agent, number)
    ended = found.valid_to is not None and found.valid_to <= now
    read_about(agent, about_standard(number))
    reviews = not ended and may_review(agent, found)
    guiding = pages_of(agent).in_force().filter(guidance__standard=number)
    context = {
        **listed_standard(found),
        "standing": Results(now).standing_of(found),
        "version": found,
        "criteria": [
            {name: one.words(name) for name in ("text", "good", "bad")}
            for one in found.criteria.all()
        ],
        "since": today_at_home(found.valid_from),
        "ended": ended,
        "overdue": found.is_review_overdue(now) and not ended,
        "pages": [(url_of("handbook:page", one.slug), one.title) for one in guiding],
        "reviews": found.reviews.select_related("by"),
        "review_url": url_of("handbook:standard_review", number) if reviews else "",
        "form_url": url_of("standards:standard", number) if may(agent, Verb.PROMISE) else "",
    }
    return handbook_page(request, "standard.html", {"standard": context})
