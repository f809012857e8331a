"""Inboxes: their names, whose they are, and when they are open."""

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tillit.conversations.forms import InboxForm
from tillit.conversations.models import Inbox
from tillit.conversations.request import agent_of
from tillit.conversations.shell import settings_page
from tillit.people.models import Agent
from tillit.people.policy import Verb, needs
from tillit.people.toasts import tell


def _visible_to(agent: Agent) -> QuerySet[Inbox]:
    return Inbox.objects.filter(team__in=agent.team_ids).select_related("team", "calendar")


@require_safe
@needs(Verb.LOOK_AFTER)
def company(request: HttpRequest) -> HttpResponse:
    """The inboxes that one looks after."""
    agent = agent_of(request)
    context = {
        "inboxes": _visible_to(agent).order_by("name"),
        "may_open": agent.sees_everything,
    }
    return settings_page(request, "conversations/company.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Verb.LOOK_AFTER)
def inbox_settings(request: HttpRequest, number: int) -> HttpResponse:
    """One inbox."""
    found = _visible_to(agent_of(request)).filter(pk=number).first()
    if found is None:
        raise Http404
    return _form(request, found)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Verb.ADMINISTER)
def new_inbox(request: HttpRequest) -> HttpResponse:
    """An inbox that is not there yet; it is connected with a mailbox afterwards."""
    return _form(request, Inbox(channel="email", language=agent_of(request).language))


def _form(request: HttpRequest, found: Inbox) -> HttpResponse:
    name, typed = found.name, request.POST if request.method == "POST" else None
    form = InboxForm(agent_of(request), typed, instance=found)
    if form.is_bound and form.is_valid():
        form.save()
        tell(request, _("Saved."))
        return redirect("conversations:company")
    context = {
        "inbox": {"name": name, "form": form},
    }
    status = 422 if form.is_bound else 200
    return settings_page(request, "conversations/inbox_settings.html", context, status=status)
