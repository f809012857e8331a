"""Running promises that follow a new version on purpose: foreseen, begun, and how far it is."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from tillit import clock
from tillit.conversations.request import agent_of
from tillit.conversations.shell import settings_page
from tillit.people.models import Agent
from tillit.people.policy import Verb, needs
from tillit.people.toasts import tell
from tillit.standards import following, keeping
from tillit.standards.models import Following, ServiceStandard, StandardVersion

MOST_SHOWN = 200


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Verb.PROMISE)
def standard_retargeting(request: HttpRequest, number: int) -> HttpResponse:
    """What would become of the promises that run by older versions; a POST lets it be so."""
    found = get_object_or_404(ServiceStandard, pk=number)
    version = keeping.newest_of(found)
    if version is None:
        raise Http404
    if request.method == "POST":
        return _begun(request, version)
    if request.headers.get("HX-Request"):
        return _progress(request, version)
    job = Following.objects.filter(version=version, ended_at=None).first()
    shown = {"job": _told(job)} if job else _foretold(version, agent_of(request))
    standard = {"id": found.pk, "name": found.name, "number": version.number}
    return settings_page(request, "standards/retargeting.html", {"standard": standard, **shown})


def _begun(request: HttpRequest, version: StandardVersion) -> HttpResponse:
    job = following.begin(version=version, by=agent_of(request))
    if job.ended_at is None:
        return redirect("standards:standard_retargeting", version.standard_id)
    tell(request, _follow(job.moved))
    return redirect("standards:standard", version.standard_id)


def _follow(moved: int) -> str:
    words = ngettext("%(n)d promise follows it.", "%(n)d promises follow it.", moved)
    return words % {"n": moved}


def _progress(request: HttpRequest, version: StandardVersion) -> HttpResponse:
    """How far the newest job about it is; htmx asks again and again."""
    job = Following.objects.filter(version=version).order_by("-id").first()
    if job is None:
        raise Http404
    return render(request, "standards/following.html", {"job": _told(job)})


def _told(job: Following) -> dict[str, Any]:
    return {
        "running": job.ended_at is None,
        "looked": job.looked,
        "whole": max(job.whole, job.looked),
        "words": _follow(job.moved),
        "url": reverse("standards:standard_retargeting", args=[job.version.standard_id]),
    }


def _foretold(version: StandardVersion, agent: Agent) -> dict[str, Any]:
    """Those that move; of other teams only how many, for whose eyes their customers are not."""
    whole, foreseen = following.older(version).count(), following.foresee(version, clock.now())
    moving = [one for one in foreseen if one.moves]
    own = [one for one in moving if one.promise.conversation.team_id in agent.team_ids]
    return {
        "moving": [_row(one) for one in own[:MOST_SHOWN]],
        "moving_count": len(moving),
        "elsewhere_count": len(moving) - len(own),
        "staying_count": len(foreseen) - len(moving),
        "unseen_count": whole - len(foreseen),
    }


def _row(one: following.Foreseen) -> dict[str, Any]:
    conversation = one.promise.conversation
    return {
        "url": reverse("conversations:conversation", args=[conversation.pk]),
        "number": conversation.number,
        "subject": conversation.subject,
        "customer": conversation.contact.name,
        "due_at": one.promise.due_at,
        "due_then": one.due_at,
        "is_over": one.is_over,
    }
