"""Saved views: put together in a plain form, changed, put away and taken up again."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tillit.conversations.models import SavedView, Sorting
from tillit.conversations.request import agent_of
from tillit.conversations.shell import frame
from tillit.conversations.viewing import saved_views
from tillit.conversations.viewing.building import Draft
from tillit.conversations.viewing.conditions import NoConditions, read
from tillit.conversations.viewing.forms import SavedViewForm
from tillit.conversations.viewing.lists import bound_told, key_of
from tillit.conversations.viewing.sieve import Sieve
from tillit.people.toasts import tell


@require_http_methods(["GET", "HEAD", "POST"])
def new_view(request: HttpRequest) -> HttpResponse:
    """One that is not there yet."""
    return _form(request, SavedView(owner=agent_of(request)))


@require_http_methods(["GET", "HEAD", "POST"])
def saved_view(request: HttpRequest, number: int) -> HttpResponse:
    """One of those that the agent may change."""
    return _form(request, _managed(request, number))


@require_POST
def view_putting_away(request: HttpRequest, number: int) -> HttpResponse:
    """Take it out of the sidebar; with `again=1` show it after all."""
    found = _managed(request, number)
    if request.GET.get("again") == "1":
        saved_views.take_up(found)
        return redirect("conversations:view", key_of(found))
    saved_views.put_away(found)
    undo = reverse("conversations:view_putting_away", args=[found.pk]) + "?again=1"
    tell(request, _("The view “%(name)s” was deleted.") % {"name": found.name}, undo_url=undo)
    return redirect("conversations:home")


@require_POST
def view_conditions(request: HttpRequest) -> HttpResponse:
    """The conditions as they stand in the form, after a `change`, with what they find."""
    draft = Draft.posted(request.POST, agent_of(request))
    draft.change(request.GET.get("change", ""))
    context = {"conditions": _conditions(request, draft, told=False)}
    return render(request, "conversations/view_conditions.html", context)


def _managed(request: HttpRequest, number: int) -> SavedView:
    found = SavedView.objects.managed_by(agent_of(request)).filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def _form(request: HttpRequest, view: SavedView) -> HttpResponse:
    agent = agent_of(request)
    posted = request.method == "POST"
    draft = Draft.posted(request.POST, agent_of(request)) if posted else _begun(view)
    changes = request.POST.get("change", "") if posted else ""
    draft.change(changes)
    form = SavedViewForm(agent, request.POST if posted else None, instance=view)
    group = draft.group()
    if posted and not changes and form.is_valid() and draft.is_valid:
        saved_views.save(form.save(commit=False), group, shared=form.cleaned_data["shared"])
        tell(request, _("Saved."))
        return redirect("conversations:view", key_of(view))
    context = {
        **frame(request, current=reverse("conversations:view", args=[key_of(view)])),
        "view": {"form": form, **_addresses(view), "telling": posted and not changes},
        "conditions": _conditions(request, draft, told=posted and not changes),
    }
    status = 422 if posted and not changes else 200
    return render(request, "conversations/saved_view.html", context, status=status)


def _begun(view: SavedView) -> Draft:
    try:
        return Draft.of(read(view.conditions)) if view.pk else Draft.begun()
    except NoConditions:
        return Draft.begun()


def _addresses(view: SavedView) -> dict[str, str]:
    if view.pk is None:
        return {"putting_away_url": "", "back_url": reverse("conversations:home")}
    return {
        "putting_away_url": reverse("conversations:view_putting_away", args=[view.pk]),
        "back_url": reverse("conversations:view", args=[key_of(view)]),
    }


def _conditions(request: HttpRequest, draft: Draft, *, told: bool) -> dict[str, Any]:
    """What `conversations/view_conditions.html` needs; errors are told once it is to be saved."""
    agent = agent_of(request)
    group, sorting = draft.group(), request.POST.get("sorting", "newest")
    sieve = Sieve.of(group, sorting if sorting in Sorting.values else "newest", agent)
    count = sieve.count()
    return {
        "groups": draft.shown(agent),
        "told": told,
        "count": count,
        "bound": bound_told(count, sieve),
        "url": reverse("conversations:view_conditions"),
    }
