"""Teams: their names, who is in them, and what their light agents may do."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tillit.people import staffing
from tillit.people.actor import Actor
from tillit.people.forms import TeamForm
from tillit.people.models import Team
from tillit.people.policy import Verb, needs
from tillit.people.request import agent_of
from tillit.people.shell import settings_page
from tillit.people.toasts import tell
from tillit.ui import panels


@require_safe
@needs(Verb.LOOK_AFTER)
def teams(request: HttpRequest) -> HttpResponse:
    """The teams that one looks after."""
    agent = agent_of(request)
    found = Team.objects.visible_to(agent).prefetch_related("members").order_by("name")
    context = {
        "teams": [
            {
                "name": team.name,
                "members": [one for one in team.members.all() if one.is_active],
                "url": reverse("people:team", args=[team.pk]),
            }
            for team in found
        ],
        "may_open": agent.sees_everything,
    }
    return settings_page(request, "people/teams.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Verb.LOOK_AFTER)
def team(request: HttpRequest, number: int) -> HttpResponse:
    """One team."""
    found = Team.objects.visible_to(agent_of(request)).filter(pk=number).first()
    if found is None:
        raise Http404
    return _form(request, found)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Verb.ADMINISTER)
def new_team(request: HttpRequest) -> HttpResponse:
    """A team that is not there yet."""
    return _form(request, Team())


def _form(request: HttpRequest, found: Team) -> HttpResponse:
    by, name = agent_of(request), found.name
    form = TeamForm(by, request.POST if request.method == "POST" else None, instance=found)
    if form.is_bound and form.is_valid():
        members = form.cleaned_data["members"]
        staffing.save_team(team=form.save(commit=False), members=members, by=Actor.agent(by))
        tell(request, _("Saved."))
        return redirect("people:teams")
    sections = panels.sections("team", found, by) if found.pk else []
    context = {
        "team": {"name": name, "form": form, "sections": sections},
    }
    return settings_page(request, "people/team.html", context, status=422 if form.is_bound else 200)
