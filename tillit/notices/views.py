"""The bell, everything that an agent was told, and what he or she wants to be told."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tillit import clock
from tillit.notices.forms import HabitForm
from tillit.notices.giving import habit_of, ring
from tillit.notices.kinds import every, icon_of, told
from tillit.notices.models import Choice, Notice
from tillit.people.models import Agent
from tillit.people.request import agent_of
from tillit.people.shell import frame, settings_page
from tillit.people.toasts import tell

PAGE = 40
MOST_COUNTED = 100
WAYS = ("in_app", "in_digest", "in_push")


def unread_count(agent: Agent) -> int:
    """How many unread notices the agent may read, up to a hundred."""
    newest = Notice.objects.visible_to(agent).unread().order_by("-at", "-pk")
    return len(told(agent, newest[:MOST_COUNTED]))


@require_safe
def bell(request: HttpRequest) -> HttpResponse:
    """The bell with its count."""
    context = {"bell": {"count": unread_count(agent_of(request)), "most": MOST_COUNTED}}
    return render(request, "notices/bell.html", context)


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """What the agent was told, newest first."""
    agent = agent_of(request)
    before = request.GET.get("before", "")
    found = Notice.objects.visible_to(agent)
    if before.isdecimal() and len(before) <= 18:
        last = found.filter(pk=int(before)).first()
        if last is not None:
            found = found.filter(at__lte=last.at).exclude(at=last.at, pk__gte=last.pk)
    some = list(found.order_by("-at", "-pk")[: PAGE + 1])
    shown, address = some[:PAGE], reverse("notices:page")
    context = {
        **frame(request, current=address),
        "notices": {
            "rows": _rows(agent, shown),
            "next_url": f"{address}?before={shown[-1].pk}" if len(some) > PAGE else "",
            "reading_url": reverse("notices:reading"),
            "choices_url": reverse("notices:choices"),
        },
    }
    return render(request, "notices/page.html", context)


def _rows(agent: Agent, notices: list[Notice]) -> list[dict[str, Any]]:
    words = told(agent, notices)
    return [
        {
            "told": words[notice.pk],
            "icon": icon_of(notice.kind),
            "at": notice.at,
            "count": notice.count,
            "unread": notice.read_at is None,
            "url": reverse("notices:opening", args=[notice.pk]),
        }
        for notice in notices
        if notice.pk in words
    ]


@require_POST
def opening(request: HttpRequest, number: int) -> HttpResponse:
    """Remember that it was read, and go where it leads."""
    agent = agent_of(request)
    notice = get_object_or_404(Notice.objects.visible_to(agent), pk=number)
    words = told(agent, [notice])
    with transaction.atomic():
        Notice.objects.filter(pk=notice.pk).unread().update(read_at=clock.now())
        ring(agent.pk)
    return redirect(words[notice.pk].url if words else "notices:page")


@require_POST
def reading(request: HttpRequest) -> HttpResponse:
    """Remember that everything was read."""
    agent = agent_of(request)
    with transaction.atomic():
        Notice.objects.visible_to(agent).unread().update(read_at=clock.now())
        ring(agent.pk)
    return redirect("notices:page")


@require_http_methods(["GET", "HEAD", "POST"])
def choices(request: HttpRequest) -> HttpResponse:
    """What the agent is told in which way, and when not."""
    agent = agent_of(request)
    form = HabitForm(request.POST or None, instance=habit_of(agent))
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            form.save()
            _choose(request, agent)
        tell(request, _("Saved."))
        return redirect("notices:choices")
    context = {
        "choices": {
            "form": form,
            "kinds": _offered(agent),
            "mails_assigned": agent.mails_assigned,
            "devices_url": reverse("people:personal") + "#devices-title",
        },
    }
    status = 422 if request.method == "POST" else 200
    return settings_page(request, "notices/choices.html", context, status=status)


def _choose(request: HttpRequest, agent: Agent) -> None:
    for kind in every():
        wanted = {way: f"{kind.key}.{way}" in request.POST for way in WAYS}
        Choice.objects.update_or_create(agent=agent, kind=kind.key, defaults=wanted)
    agent.mails_assigned = "mails_assigned" in request.POST
    agent.save(update_fields=["mails_assigned"])


def _offered(agent: Agent) -> list[dict[str, Any]]:
    chosen = {choice.kind: choice for choice in Choice.objects.filter(agent=agent)}
    return [
        {"key": kind.key, "label": kind.label, "choice": chosen.get(kind.key) or Choice()}
        for kind in every()
    ]
