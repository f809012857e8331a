"""How far people agree with the machine's labels, month by month."""

from __future__ import annotations

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tillit import clock
from tillit.conversations.request import agent_of
from tillit.conversations.shell import frame
from tillit.feedback.models import BlindDraw
from tillit.feedback.said import drawing
from tillit.feedback.said.topics import months_until
from tillit.feedback.understanding import Mood, Topic
from tillit.hours.home import home_zone
from tillit.measures.agreement import Agreement
from tillit.people.models import Agent, Team
from tillit.people.policy import Verb, needs
from tillit.people.toasts import tell
from tillit.ui import numbers

MONTHS = 7
FEW = 30


@require_safe
def agreement(request: HttpRequest) -> HttpResponse:
    """What was drawn and labelled, and how far people and machine agree."""
    agent = agent_of(request)
    draws = BlindDraw.objects.filter(team_id__in=agent.team_ids).select_related("team")
    newest = list(draws.order_by("-month", "team_id")[:MONTHS])
    drawn = {(one.team_id, one.month) for one in newest}
    teams = list(Team.objects.filter(pk__in=agent.team_ids).order_by("name"))
    context = {
        **frame(request, current=reverse("feedback:said")),
        "said": {
            "place": "agreement",
            "draws": [_shown(one) for one in newest],
            "open": [
                {"team": team, "month": month}
                for month in _months()
                for team in teams
                if (team.pk, month) not in drawn
            ],
            "several": len(teams) > 1,
        },
    }
    return render(request, "feedback/said/agreement.html", context)


def _months() -> list[date]:
    """The month that is over, then this one."""
    today = clock.now().astimezone(ZoneInfo(home_zone())).date()
    return months_until(today, 2)


def _shown(one: BlindDraw) -> dict[str, Any]:
    found = drawing.agreements(one)
    labels = {**dict(Mood.choices), **dict(Topic.choices), "": _("All moods")}
    return {
        "team": one.team,
        "month": one.month,
        "seed": one.seed,
        "number": one.labels.count(),
        "labelled": found[0][1].n,
        "url": reverse("feedback:labelling", args=[one.pk]),
        "rows": [_line(labels[key], each) for key, each in found if each.n],
    }


def _line(label: object, each: Agreement) -> dict[str, Any]:
    bounds = (each.observed.low, each.observed.high)
    return {
        "label": label,
        "n": numbers.count(each.n),
        "share": numbers.share(each.observed.value, decimals=0),
        "bounds": " – ".join(numbers.share(bound, decimals=0) for bound in bounds),
        "kappa": numbers.decimal(each.kappa, decimals=2),
        "is_few": each.n < FEW,
    }


@require_POST
@needs(Verb.SORT)
def draws(request: HttpRequest) -> HttpResponse:
    """Draw the comments of a month of one team."""
    agent = agent_of(request)
    team = _team(agent, request.POST.get("team", ""))
    month = next((one for one in _months() if one.isoformat() == request.POST.get("month")), None)
    if month is None:
        raise Http404
    drawn = drawing.draw(team=team, month=month, by=agent)
    if drawn is None:
        tell(request, _("Nobody has written a comment in this month."))
        return redirect("feedback:agreement")
    return redirect("feedback:labelling", drawn.pk)


def _team(agent: Agent, number: str) -> Team:
    known = number.isascii() and number.isdigit() and int(number) in agent.team_ids
    if not known:
        raise Http404
    return Team.objects.get(pk=int(number))


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Verb.SORT)
def labelling(request: HttpRequest, number: int) -> HttpResponse:
    """The next drawn comment, without what the machine said of it."""
    agent = agent_of(request)
    drawn = BlindDraw.objects.filter(pk=number, team_id__in=agent.team_ids).first()
    if drawn is None:
        raise Http404
    if request.method == "POST":
        _label(request, drawn, agent)
        return redirect("feedback:labelling", number)
    waiting = drawing.next_of(drawn)
    context = {
        **frame(request, current=reverse("feedback:said")),
        "labelling": {
            "month": drawn.month,
            "number": drawn.labels.count(),
            "done": drawn.labels.exclude(mood="").count(),
            "label": waiting.pk if waiting else 0,
            "comment": waiting.follow_up.response.comment if waiting else "",
            "language": waiting.follow_up.language if waiting else "",
            "moods": Mood.choices,
            "topics": Topic.choices,
        },
    }
    return render(request, "feedback/said/labelling.html", context)


def _label(request: HttpRequest, drawn: BlindDraw, agent: Agent) -> None:
    given = request.POST.get("label", "")
    known = given.isascii() and given.isdigit() and len(given) < 19
    label = drawn.labels.filter(pk=given).first() if known else None
    mood = request.POST.get("mood", "")
    if label is None or mood not in Mood.values:
        raise Http404
    drawing.label(label=label, mood=mood, topics=request.POST.getlist("topic"), by=agent)
