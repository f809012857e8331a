"""The settings of opening hours: looked at, changed, and changed back."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tillit import clock
from tillit.conversations.models import Inbox
from tillit.conversations.request import agent_of
from tillit.conversations.shell import settings_page
from tillit.hours.changing import go_back, newest_of, open_by, put_away
from tillit.hours.models import Calendar
from tillit.hours.opening_hours import Hours
from tillit.people.actor import Actor
from tillit.people.models import Agent, Team
from tillit.people.policy import Verb, may, needs
from tillit.people.toasts import tell
from tillit.standards.foretelling import Foretold, foretell
from tillit.standards.hours_forms import HoursForm, new_data
from tillit.standards.hours_words import week_words
from tillit.standards.models import Promise


def _managed_by(agent: Agent) -> QuerySet[Calendar]:
    """Those whose inboxes and teams are all one's own; an administrator's are all."""
    if may(agent, Verb.ADMINISTER):
        return Calendar.objects.all()
    used = {*_users(Inbox), *_users(Team)}
    others = {
        *_users(Inbox, ~Q(team__in=agent.team_ids)),
        *_users(Team, ~Q(pk__in=agent.team_ids)),
    }
    return Calendar.objects.filter(pk__in=used - others)


def _users(model: type[Inbox | Team], which: Q | None = None) -> list[int]:
    """The calendar of each of them that has one."""
    having = model._default_manager.filter(which or Q()).exclude(calendar=None)
    return list(having.values_list("calendar", flat=True))


@require_safe
@needs(Verb.LOOK_AFTER)
def calendars(request: HttpRequest) -> HttpResponse:
    """All opening hours that one looks after."""
    agent = agent_of(request)
    inboxes, teams = Counter(_users(Inbox)), Counter(_users(Team))
    listed = [
        {
            "id": one.pk,
            "name": one.name,
            "inboxes": inboxes[one.pk],
            "teams": teams[one.pk],
            "week": _week_of(one),
            "put_away": one.put_away,
        }
        for one in _managed_by(agent).order_by("name")
    ]
    context = {
        "calendars": [one for one in listed if not one["put_away"]],
        "put_away": [one for one in listed if one["put_away"]],
        "may_open": may(agent, Verb.ADMINISTER),
    }
    return settings_page(request, "standards/calendars.html", context)


def _week_of(calendar: Calendar) -> str:
    newest = newest_of(calendar)
    return week_words(newest.hours) if newest else ""


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Verb.LOOK_AFTER)
def calendar(request: HttpRequest, number: int) -> HttpResponse:
    """One of them."""
    return _form(request, _managed(request, number))


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Verb.ADMINISTER)
def new_calendar(request: HttpRequest) -> HttpResponse:
    """Opening hours that are not there yet."""
    return _form(request, Calendar())


def _managed(request: HttpRequest, number: int) -> Calendar:
    found = _managed_by(agent_of(request)).filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def _form(request: HttpRequest, found: Calendar) -> HttpResponse:
    name, newest = found.name, newest_of(found)
    data = newest.data if newest else new_data(clock.now())
    typed = request.POST if request.method == "POST" else None
    asks = typed is not None and "propose" in typed
    form = HoursForm(found, data, typed)
    if form.is_bound and not asks and form.is_valid() and "look" not in request.POST:
        version = open_by(
            calendar=found,
            name=form.cleaned_data["name"],
            data=form.stored(),
            by=Actor.agent(agent_of(request)),
        )
        undo = reverse("standards:calendar_undoing", args=[found.pk]) if newest and version else ""
        words = _("Saved. What was promised before keeps its time.") if undo else _("Saved.")
        tell(request, words, undo_url=f"{undo}?version={version.pk}" if undo and version else "")
        return redirect("standards:calendars")
    if asks:
        form = _proposing(found, data, form)
    status = 422 if form.is_bound and not form.is_valid() else 200
    context = {"calendar": _shown(found, name, form, data)}
    return settings_page(request, "standards/calendar.html", context, status=status)


def _proposing(found: Calendar, data: dict[str, Any], form: HoursForm) -> HoursForm:
    """What was typed so far, with the holidays of the country that was chosen."""
    if not form.is_valid():
        return form
    kept = {**data, **form.stored(), "holidays": []}
    fresh = HoursForm(found, kept, asked=True)
    fresh.fields["name"].initial = form.cleaned_data["name"]
    return fresh


def _shown(found: Calendar, name: str, form: HoursForm, data: dict[str, Any]) -> dict[str, Any]:
    running = Promise.objects.unsettled().filter(calendar_version__calendar=found.pk)
    users = [
        *Inbox.objects.filter(calendar=found.pk).values_list("name", flat=True),
        *Team.objects.filter(calendar=found.pk or 0).values_list("name", flat=True),
    ]
    return {
        "name": name,
        "form": form,
        "foretold": _foretold(form, data),
        "preview_url": reverse("standards:calendar_preview"),
        "users": ", ".join(users),
        "put_away": found.put_away,
        "away_url": reverse("standards:calendar_putting_away", args=[found.pk])
        if found.pk and not users
        else "",
        "running": running.count() if found.pk else 0,
    }


def _foretold(form: HoursForm, data: dict[str, Any]) -> Foretold:
    if form.is_bound:
        if not form.is_valid():
            return Foretold(problem=_("These hours cannot be counted in yet."))
        data = form.stored()
    return foretell(Hours.from_json(data), clock.now(), data.get("holiday_names", {}))


@require_POST
@needs(Verb.ADMINISTER)
def calendar_putting_away(request: HttpRequest, number: int) -> HttpResponse:
    """Offer it no longer, unless somebody uses it; with `again=1` offer it after all."""
    found, again = _managed(request, number), request.GET.get("again") == "1"
    if not again and found.pk in {*_users(Inbox), *_users(Team)}:
        tell(request, _("These hours are in use. Choose others there first."))
        return redirect("standards:calendar", found.pk)
    put_away(calendar=found, away=not again, by=Actor.agent(agent_of(request)))
    if again:
        tell(request, _("They can be chosen again."))
    else:
        undo = reverse("standards:calendar_putting_away", args=[found.pk]) + "?again=1"
        tell(request, _("Put away. What was counted in them stays as it was."), undo_url=undo)
    return redirect("standards:calendars")


@require_POST
@needs(Verb.LOOK_AFTER)
def calendar_preview(request: HttpRequest) -> HttpResponse:
    """What the hours would mean that stand in a form."""
    now = clock.now()
    form = HoursForm(Calendar(), new_data(now), request.POST)
    # Whose hours they are is of no matter here.
    del form.fields["name"]
    return render(request, "standards/foretold.html", {"foretold": _foretold(form, new_data(now))})


@require_POST
@needs(Verb.LOOK_AFTER)
def calendar_undoing(request: HttpRequest, number: int) -> HttpResponse:
    """Have the hours of before again."""
    found = _managed(request, number)
    asked = request.GET.get("version", request.POST.get("version", ""))
    which = Q(pk=int(asked)) if asked.isdecimal() and len(asked) <= 18 else Q(pk=0)
    version = found.versions.filter(which).first()
    if version is None:
        raise Http404
    back = go_back(version=version, by=Actor.agent(agent_of(request)))
    tell(request, _("Undone.") if back else _("It was changed again meanwhile."))
    return redirect("standards:calendars")
