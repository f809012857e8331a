"""One thing done to many conversations: the choices, the doing, how far it is, and the way back."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tillit.conversations.bulk import jobs, telling
from tillit.conversations.bulk.acts import MERGE
from tillit.conversations.bulk.choices import TAGGING, NotChosen, offered, value_of
from tillit.conversations.models import BulkJob, BulkState, Conversation
from tillit.conversations.request import agent_of
from tillit.conversations.shell import frame
from tillit.conversations.viewing import lists
from tillit.conversations.viewing.conditions import is_number
from tillit.conversations.views.acting import view_of
from tillit.conversations.views.inbox import Toast
from tillit.people.models import Agent
from tillit.people.toasts import tell


@require_http_methods(["GET", "HEAD", "POST"])
def bulk(request: HttpRequest) -> HttpResponse:
    """What can be done, as a part of the list or as a page; with `act` it is done."""
    agent, view = agent_of(request), view_of(request)
    if request.method != "POST":
        context = {"bulk": {"view": view, **offered(agent)}}
        return render(request, "conversations/bulk_bar.html", context)
    numbers = _chosen(request, agent, view)
    act, _colon, chosen = request.POST.get("act", "").partition(":")
    if not act and request.headers.get("HX-Request"):
        return HttpResponse(status=204)
    if not act:
        return _choices(request, agent, view, numbers)
    try:
        value = value_of(act, request.POST.get("tag_word", "") if act in TAGGING else chosen)
    except NotChosen:
        return _refused(request, view, _("Choose what to do first."))
    if not numbers:
        return _refused(request, view, _("Select conversations first."))
    if act == MERGE:
        if len(numbers) > jobs.AT_ONCE:
            return _refused(request, view, _("Merge at most 50 conversations at once."))
        value = {"into": min(numbers)}
    return _answer(request, jobs.begin(agent=agent, act=act, value=value, numbers=numbers), view)


def _chosen(request: HttpRequest, agent: Agent, view: str) -> list[int]:
    """The numbers that were ticked, or all of the view; only of what the agent sees."""
    if request.POST.get("all"):
        return _all_of(agent, view)
    ticked = {int(one) for one in request.POST.getlist("conversation") if is_number(one)}
    there = Conversation.objects.visible_to(agent).filter(pk__in=list(ticked)[: jobs.MOST])
    return list(there.order_by("pk").values_list("pk", flat=True))


def _all_of(agent: Agent, view: str) -> list[int]:
    found, place, looked = lists.find(view, agent), None, 0
    numbers: list[int] = []
    while found is not None and looked < jobs.MOST:
        page = lists.page_of(found, agent, after=place)
        numbers += [entry.id for entry in page.entries]
        looked, place = looked + max(1, len(page.entries)), page.next
        if place is None:
            break
    return numbers[: jobs.MOST]


def _choices(request: HttpRequest, agent: Agent, view: str, numbers: list[int]) -> HttpResponse:
    """The page for browsers without script."""
    found = Conversation.objects.filter(pk__in=numbers[: jobs.AT_ONCE]).order_by("pk")
    context = {
        **frame(request, current=reverse("conversations:view", args=[view])),
        "bulk": {
            "view": view,
            "numbers": numbers,
            "conversations": found.only("pk", "subject"),
            "back_url": reverse("conversations:view", args=[view]),
            **offered(agent),
        },
    }
    return render(request, "conversations/bulk_choices.html", context)


def _refused(request: HttpRequest, view: str, words: str) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return _parts(request, toast=Toast(words), status=422)
    tell(request, words)
    return redirect("conversations:view", view)


def _parts(
    request: HttpRequest,
    *,
    toast: Toast | None = None,
    job: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {"toast": toast, "job": job}
    return render(request, "conversations/bulk_done.html", context, status=status)


def _answer(request: HttpRequest, job: BulkJob, view: str) -> HttpResponse:
    """What came of it, or how far it is."""
    job.refresh_from_db()
    running = job.state == BulkState.RUNNING
    if request.headers.get("HX-Request"):
        if running:
            return _parts(request, job=_shown(job))
        return _parts(request, toast=Toast(telling.told(job), _undo_url(job)))
    if running:
        return redirect("conversations:bulk_job", job.pk)
    tell(request, telling.told(job), undo_url=_undo_url(job))
    return redirect("conversations:view", view)


def _undo_url(job: BulkJob) -> str:
    return _url("bulk_undoing", job) if telling.can_be_undone(job) else ""


def _url(name: str, job: BulkJob) -> str:
    return reverse(f"conversations:{name}", args=[job.pk])


def _shown(job: BulkJob) -> dict[str, Any]:
    done, whole = telling.progress(job)
    return {
        "running": job.state == BulkState.RUNNING,
        "undoing": job.undoing,
        "done": done,
        "whole": whole,
        "words": "" if job.state == BulkState.RUNNING else telling.told(job),
        "url": _url("bulk_job", job),
        "stop_url": _url("bulk_stop", job),
        "undo_url": _undo_url(job),
    }


def _own(request: HttpRequest, number: int) -> BulkJob:
    job = BulkJob.objects.filter(pk=number, agent=agent_of(request).pk).first()
    if job is None:
        raise Http404
    return job


@require_safe
def bulk_job(request: HttpRequest, number: int) -> HttpResponse:
    """How far it is; a part of the page for htmx, which asks again and again."""
    job = _own(request, number)
    if request.headers.get("HX-Request"):
        if job.state == BulkState.RUNNING:
            return render(request, "conversations/bulk_job.html", {"job": _shown(job)})
        return _parts(request, toast=Toast(telling.told(job), _undo_url(job)))
    context = {
        **frame(request, current=""),
        "job": _shown(job),
        "back_url": reverse("conversations:home"),
    }
    return render(request, "conversations/bulk_job_page.html", context)


@require_POST
def bulk_stop(request: HttpRequest, number: int) -> HttpResponse:
    """Do no more of it."""
    job = _own(request, number)
    jobs.stop(job)
    return _answer(request, job, view_of(request))


@require_POST
def bulk_undoing(request: HttpRequest, number: int) -> HttpResponse:
    """Take it back."""
    job = _own(request, number)
    return _answer(request, jobs.take_back(job), view_of(request))
