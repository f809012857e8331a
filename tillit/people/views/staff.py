"""Colleagues: who is here, what each may do, and who leaves."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tillit.people import staffing
from tillit.people.actor import Actor
from tillit.people.forms import AgentForm
from tillit.people.models import Agent, Invitation, Team
from tillit.people.policy import Verb, needs
from tillit.people.request import agent_of
from tillit.people.shell import settings_page
from tillit.people.toasts import tell
from tillit.ui import panels


@require_safe
@needs(Verb.LOOK_AFTER)
def staff(request: HttpRequest) -> HttpResponse:
    """Everybody in the teams that one looks after, and who is invited."""
    agent = agent_of(request)
    managed = set(Agent.objects.managed_by(agent).values_list("pk", flat=True))
    found = Agent.objects.visible_to(agent).prefetch_related("teams").order_by("name")
    rows = [_row(one, is_managed=one.pk in managed) for one in found]
    open_ones = Invitation.objects.visible_to(agent).open().order_by("-created_at")
    context = {
        "staff": {
            "agents": [row for row in rows if row["active"]],
            "left": [row for row in rows if not row["active"]],
            "invitations": open_ones.prefetch_related("teams"),
        },
    }
    return settings_page(request, "people/staff.html", context)


def _row(agent: Agent, *, is_managed: bool) -> dict[str, Any]:
    return {
        "id": agent.pk,
        "name": agent.name,
        "email": agent.email,
        "role": agent.get_role_display(),
        "teams": ", ".join(sorted(team.name for team in agent.teams.all())),
        "active": agent.is_active,
        "url": reverse("people:agent", args=[agent.pk]) if is_managed else "",
    }


def _managed(request: HttpRequest, number: int) -> Agent:
    found = Agent.objects.managed_by(agent_of(request)).filter(pk=number).first()
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Verb.LOOK_AFTER)
def agent(request: HttpRequest, number: int) -> HttpResponse:
    """What one colleague may do, and in which teams."""
    found, by = _managed(request, number), agent_of(request)
    form = AgentForm(by, found, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            _store(found, form, by)
        except staffing.LastAdministrator:
            form.add_error("role", _("Make somebody else an administrator first."))
        else:
            tell(request, _("Saved."))
            return redirect("people:staff")
    status = 422 if form.is_bound else 200
    return settings_page(
        request, "people/agent.html", _context(request, found, form), status=status
    )


def _store(agent: Agent, form: AgentForm, by: Agent) -> None:
    chosen = set(form.cleaned_data["teams"])
    unseen = set(agent.teams.all()) - set(Team.objects.visible_to(by))
    staffing.change_role(agent=agent, role=form.cleaned_data["role"], by=Actor.agent(by))
    staffing.change_teams(agent=agent, teams=chosen | unseen, by=Actor.agent(by))


def _context(request: HttpRequest, found: Agent, form: AgentForm) -> dict[str, Any]:
    by = agent_of(request)
    return {
        "colleague": {
            "id": found.pk,
            "name": found.name,
            "email": found.email,
            "active": found.is_active,
            "is_me": found.pk == by.pk,
            "last_login": found.last_login,
            "form": form,
            "sections": panels.sections("agent", found, by),
            "has_second_step": by.sees_everything
            and Authenticator.objects.filter(user_id=found.pk).exists(),
        },
    }


@require_POST
@needs(Verb.LOOK_AFTER)
def departure(request: HttpRequest, number: int) -> HttpResponse:
    """Let a colleague go; nobody does that to himself or herself."""
    found = _managed(request, number)
    if found.pk == agent_of(request).pk:
        raise Http404
    words = _("{name} can no longer sign in.").format(name=found.name)
    undo = reverse("people:agent_return", args=[number])
    return _do(request, found, staffing.deactivate, words, undo_url=undo)


@require_POST
@needs(Verb.LOOK_AFTER)
def comeback(request: HttpRequest, number: int) -> HttpResponse:
    """Let a colleague who had left sign in again."""
    found = _managed(request, number)
    words = _("{name} can sign in again.").format(name=found.name)
    return _do(request, found, staffing.bring_back, words)


@require_POST
@needs(Verb.LOOK_AFTER)
def sign_out(request: HttpRequest, number: int) -> HttpResponse:
    """End every session of a colleague."""
    found = _managed(request, number)
    words = _("{name} is signed out everywhere.").format(name=found.name)
    return _do(request, found, staffing.sign_out_everywhere, words)


@require_POST
@needs(Verb.ADMINISTER)
def second_steps(request: HttpRequest, number: int) -> HttpResponse:
    """Take passkeys and codes away from a colleague who has lost them; the password is left."""
    found = _managed(request, number)
    words = _("{name} signs in with the password alone now.").format(name=found.name)
    return _do(request, found, staffing.forget_second_steps, words)


def _do(
    request: HttpRequest, agent: Agent, verb: Callable[..., None], words: str, *, undo_url: str = ""
) -> HttpResponse:
    try:
        verb(agent=agent, by=Actor.agent(agent_of(request)))
    except staffing.LastAdministrator:
        tell(request, _("Make somebody else an administrator first."))
    else:
        tell(request, words, undo_url=undo_url)
    return redirect("people:staff")
