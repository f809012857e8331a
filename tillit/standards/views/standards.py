"""The settings of standards: what is promised, to whom, and how it came to be so."""

from __future__ import annotations

from itertools import zip_longest
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tillit import clock
from tillit.conversations.request import agent_of
from tillit.conversations.shell import settings_page
from tillit.people.actor import Actor
from tillit.people.models import Agent
from tillit.people.policy import Verb, needs
from tillit.people.toasts import tell
from tillit.standards import differences, following, keeping
from tillit.standards.aims import Results
from tillit.standards.before_after import Comparison, compare, is_comparable
from tillit.standards.criteria_forms import CriteriaForm
from tillit.standards.for_whom import for_whom, promised_by, target_of
from tillit.standards.forms import StandardForm
from tillit.standards.keeping import points_of
from tillit.standards.models import Promise, ServiceStandard, StandardVersion
from tillit.ui import panels


@require_safe
@needs(Verb.PROMISE)
def standards(request: HttpRequest) -> HttpResponse:
    """All standards, those that are promised now before those that are no longer."""
    found = (keeping.newest_of(one) for one in ServiceStandard.objects.order_by("name"))
    results = Results(clock.now())
    shown = [_listed(version, results) for version in found if version is not None]
    context = {
        "standards": [one for one in shown if one["in_force"]],
        "ended": [one for one in shown if not one["in_force"]],
    }
    return settings_page(request, "standards/standards.html", context)


def _listed(version: StandardVersion, results: Results) -> dict[str, Any]:
    now = clock.now()
    return {
        "id": version.standard_id,
        "name": version.standard.name,
        "words": version.words(),
        "whom": for_whom(version),
        "clock": promised_by(version),
        "target": target_of(version),
        "standing": results.standing_of(version),
        "in_force": version.valid_to is None or version.valid_to > now,
        "review": version.review_date if version.is_review_overdue(now) else None,
    }


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Verb.PROMISE)
def standard(request: HttpRequest, number: int) -> HttpResponse:
    """One of them, with all its versions."""
    return _form(request, get_object_or_404(ServiceStandard, pk=number))


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Verb.PROMISE)
def new_standard(request: HttpRequest) -> HttpResponse:
    """One that is not promised yet."""
    return _form(request, ServiceStandard())


def _form(request: HttpRequest, found: ServiceStandard) -> HttpResponse:
    name, before = found.name, keeping.newest_of(found)
    typed = request.POST if request.method == "POST" else None
    shown = before if typed is None else None
    form = StandardForm(
        agent_of(request), found, before, typed, instance=shown or StandardVersion()
    )
    criteria = CriteriaForm(points_of(before.criteria.all()) if before else [], typed)
    asking = None
    if form.is_bound and form.is_valid() and criteria.is_valid():
        asking = _asking(form, before)
        if asking is None or "words_fit" in request.POST:
            return _saved(request, found, form, criteria)
    told = {**_shown(found, name, form, before), "criteria": criteria, "asking": asking}
    told["sections"] = panels.sections("standard", found, agent_of(request)) if found.pk else []
    context = {"standard": told}
    status = 422 if form.is_bound else 200
    return settings_page(request, "standards/standard.html", context, status=status)


def _asking(form: StandardForm, before: StandardVersion | None) -> dict[str, Any] | None:
    """Whether the words still fit that are as they were, though the target is another one."""
    words = form.words_left_behind()
    if before is None or not words:
        return None
    now = form.version(Agent())
    return {"words": words, "before": target_of(before), "now": target_of(now)}


def _saved(
    request: HttpRequest, found: ServiceStandard, form: StandardForm, criteria: CriteriaForm
) -> HttpResponse:
    agent = agent_of(request)
    made = keeping.revise(
        standard=found,
        name=form.cleaned_data["name"],
        version=form.version(agent),
        points=criteria.points(),
        by=Actor.agent(agent),
    )
    tell(request, _("Saved. What was promised before keeps its time.") if made else _("Saved."))
    return redirect("standards:standards")


def _versions(found: ServiceStandard) -> list[StandardVersion]:
    if found.pk is None:
        return []
    return list(
        found.versions.select_related("author", "owner", "inbox", "team").order_by("-number")
    )


def _told(version: StandardVersion, before: StandardVersion | None) -> dict[str, Any]:
    return {
        "differences": differences.between(before, version) if before else [],
        "number": version.number,
        "words": version.words(),
        "target": target_of(version),
        "whom": for_whom(version),
        "since": version.valid_from,
        "until": version.valid_to,
        "author": version.author.name if version.author else "",
        "reason": version.reason,
    }


def _shown(
    found: ServiceStandard, name: str, form: StandardForm, before: StandardVersion | None
) -> dict[str, Any]:
    ended = before is not None and before.valid_to is not None
    versions = _versions(found)
    return {
        "name": name,
        "form": form,
        "versions": [_told(one, old) for one, old in zip_longest(versions, versions[1:])],
        "comparison": _comparison(versions),
        "running": Promise.objects.unsettled().filter(version__standard=found.pk).count(),
        "older_url": _older_url(found, versions),
        "ended": ended,
        "ending_url": reverse("standards:standard_ending", args=[found.pk]) if before else "",
    }


def _comparison(versions: list[StandardVersion]) -> Comparison | None:
    """The newest beside the one before, where both are about the same."""
    if not versions[1:] or not is_comparable(versions[1], versions[0]):
        return None
    return compare(versions[1], versions[0], clock.now())


def _older_url(found: ServiceStandard, versions: list[StandardVersion]) -> str:
    """Where those can be looked at that run by an older version; empty when there are none."""
    if not versions[1:]:
        return ""
    there = following.older(versions[0]).exists()
    return reverse("standards:standard_retargeting", args=[found.pk]) if there else ""


@require_POST
@needs(Verb.PROMISE)
def standard_ending(request: HttpRequest, number: int) -> HttpResponse:
    """Promise it no longer; with `again=1` promise it after all."""
    found = get_object_or_404(ServiceStandard, pk=number)
    by = Actor.agent(agent_of(request))
    if request.GET.get("again") == "1":
        keeping.resume(standard=found, by=by)
        tell(request, _("It is promised again."))
    else:
        keeping.end(standard=found, by=by)
        undo = reverse("standards:standard_ending", args=[found.pk]) + "?again=1"
        tell(request, _("Ended. What was promised before keeps its time."), undo_url=undo)
    return redirect("standards:standards")
