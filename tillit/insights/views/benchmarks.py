"""Our figures beside those of a year ago, and those that others have published."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST

from tillit.conversations.request import agent_of
from tillit.conversations.shell import frame
from tillit.insights import figures as shown
from tillit.insights.benchmarks.entering import enter, remove
from tillit.insights.benchmarks.forms import PublishedForm
from tillit.insights.benchmarks.scales import (
    benchmark_of,
    comparable,
    index_of,
    on_scale,
    scale_of,
)
from tillit.insights.figures import Measured
from tillit.insights.models import Published
from tillit.insights.models.benchmark import ScaleName
from tillit.insights.periods import YEAR, Selection, selection_of
from tillit.insights.views.section import choices, tabs
from tillit.measures.benchmarks import ahead_of
from tillit.measures.registry import Measure
from tillit.people.policy import Verb, may, refuse_unless
from tillit.ui import numbers


@require_http_methods(["GET", "HEAD", "POST"])
def benchmarks(request: HttpRequest) -> HttpResponse:
    """All of them; a lead enters another one."""
    agent = agent_of(request)
    selection = selection_of(request, agent)
    form = PublishedForm()
    if request.method == "POST":
        refuse_unless(agent, Verb.LOOK_AFTER)
        form = PublishedForm(request.POST)
        if form.is_valid():
            told = form.cleaned_data
            enter(**(told | {"scale": ScaleName(told["scale"])}), by=agent)
            return _back(selection)
    context = {
        **frame(request, current=reverse("insights:figures")),
        "tabs": tabs(selection, "benchmarks"),
        "benchmarks": {
            **choices(selection, has_clocks=False, is_compared=False),
            "rows": _rows(selection),
            "form": form,
            "may_change": may(agent, Verb.LOOK_AFTER),
        },
    }
    return render(request, "insights/benchmarks.html", context)


@require_POST
def benchmark_removal(request: HttpRequest, number: int) -> HttpResponse:
    """Take one out."""
    agent = agent_of(request)
    refuse_unless(agent, Verb.LOOK_AFTER)
    remove(published=get_object_or_404(Published, pk=number), by=agent)
    return _back(selection_of(request, agent))


def _back(selection: Selection) -> HttpResponse:
    return HttpResponseRedirect(reverse("insights:benchmarks") + selection.query())


def _rows(selection: Selection) -> list[dict[str, Any]]:
    published: defaultdict[str, list[Published]] = defaultdict(list)
    for one in Published.objects.all():
        published[one.measure].append(one)
    measures = comparable()
    now = shown.measured(measures, selection)
    before = shown.compared_with(measures, replace(selection, compare=YEAR))
    return [
        {
            **shown.card(now[one.key], selection),
            "before": _before(before.get(one.key), one),
            "others": [_other(other, now[one.key], selection) for other in published[one.key]],
        }
        for one in measures
    ]


def _before(one: Measured | None, measure: Measure) -> str:
    return shown.text_of(one.figure.value if one else None, measure.unit)


def _other(other: Published, ours: Measured, selection: Selection) -> dict[str, Any]:
    measure, found = ours.measure, ours.figure
    ahead = ahead_of(
        on_scale(found.value, measure), index_of(scale_of(measure)), benchmark_of(other)
    )
    address = reverse("insights:benchmark_removal", args=[other.pk])
    return {
        "value": _figure(other),
        "source": other.source,
        "link": other.link,
        "year": other.year,
        "population": other.population,
        "difference": _difference(ahead, other.value, ours),
        "removal_url": address + selection.query(),
    }


def _figure(other: Published) -> str:
    if other.scale == ScaleName.SHARE:
        return numbers.share(other.value / 100)
    return numbers.decimal(other.value)


def _difference(ahead: float | None, value: float, ours: Measured) -> str:
    """How far ours is from it, or that it lies within what is uncertain of ours."""
    if ahead is None:
        return numbers.DASH
    low, high = (on_scale(one, ours.measure) for one in (ours.figure.low, ours.figure.high))
    if low is not None and high is not None and low <= value <= high:
        return _("no clear difference")
    points = {"points": numbers.decimal(abs(ahead))}
    if ahead > 0:
        return pgettext("our figure beside another", "%(points)s points higher") % points
    return pgettext("our figure beside another", "%(points)s points lower") % points
