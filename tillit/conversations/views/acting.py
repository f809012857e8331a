"""What an agent does to a conversation, each a resource of its own."""

import re
from collections.abc import Callable
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tillit import clock
from tillit.conversations import actions, later, snoozing
from tillit.conversations.actions import NotYet
from tillit.conversations.addresses import act_from, place_in
from tillit.conversations.models import Conversation, Shelf
from tillit.conversations.request import agent_of
from tillit.conversations.viewing import lists
from tillit.conversations.views.inbox import (
    DEFAULT_VIEW,
    Toast,
    thread_fragment,
    visible,
    whole_page,
)
from tillit.people.actor import Actor
from tillit.people.models import Agent, Availability
from tillit.people.policy import Verb, may, refuse_unless
from tillit.people.toasts import tell

Act = Callable[[Conversation, Actor], None]
_VIEW_IN_ADDRESS = re.compile(r"/inbox/([a-z0-9-]+)/")


def view_of(request: HttpRequest) -> str:
    """The view that the agent is looking at."""
    view = request.GET.get("view", "")
    if not view:
        page = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
        named = _VIEW_IN_ADDRESS.search(page)
        view = named[1] if named else ""
    return view if lists.find(view, agent_of(request)) else DEFAULT_VIEW


def answer(request: HttpRequest, number: int, toast: Toast | None = None) -> HttpResponse:
    """The conversation as it is now: a fragment for htmx, else back to the page."""
    view = view_of(request)
    if request.headers.get("HX-Request"):
        found = visible(agent_of(request), number)
        return thread_fragment(request, found, view=view, toast=toast)
    return redirect(place_in(view, number))


def changeable(request: HttpRequest, number: int) -> Conversation:
    """The conversation of this number, if the agent may change it.

    Raises:
        Http404: he or she may not, or it went into another one.
    """
    agent = agent_of(request)
    conversation = visible(agent, number)
    refuse_unless(agent, Verb.SORT, conversation.team_id)
    if conversation.shelf == Shelf.MERGED:
        raise Http404
    return conversation


def act_on(
    request: HttpRequest,
    number: int,
    verb: Act,
    toast: Toast | None = None,
    *,
    everybody: bool = False,
) -> HttpResponse:
    """Do it, and show the conversation as it is then; `everybody` who sees it may."""
    agent = agent_of(request)
    conversation = visible(agent, number) if everybody else changeable(request, number)
    verb(conversation, Actor.agent(agent))
    return answer(request, number, toast)


def refused(request: HttpRequest, number: int, toast: Toast, *, status: int = 422) -> HttpResponse:
    """The conversation as it was, and why nothing has changed."""
    view, found = view_of(request), visible(agent_of(request), number)
    if request.headers.get("HX-Request"):
        return thread_fragment(request, found, view=view, toast=toast, status=status)
    return whole_page(request, view, number, toast=toast, status=status)


@require_POST
def assignment(request: HttpRequest, number: int) -> HttpResponse:
    """Give the conversation to `agent`, or to nobody when empty."""
    chosen = request.POST.get("agent", "")

    def verb(conversation: Conversation, by: Actor) -> None:
        actions.assign(conversation=conversation, to=_colleague(conversation, chosen), by=by)

    warning = _warning(agent_of(request), chosen)
    if warning is not None and not request.headers.get("HX-Request"):
        tell(request, warning.text)
    return act_on(request, number, verb, warning)


def _warning(by: Agent, chosen: str) -> Toast | None:
    """What to know of somebody who cannot look at it soon."""
    number = int(chosen) if chosen.isdecimal() and len(chosen) <= 18 else 0
    agent = Agent.objects.filter(pk=number).exclude(pk=by.pk).first()
    if agent is None or agent.availability == Availability.AVAILABLE:
        return None
    names = {"name": agent.first_name, "reason": agent.availability_reason}
    if agent.availability == Availability.AWAY:
        words = _("Given to %(name)s, who is away just now.") % names
    else:
        words = _("Given to %(name)s, who is busy just now.") % names
    return Toast(f"{words} {agent.availability_reason}".strip())


def _colleague(conversation: Conversation, chosen: str) -> Agent | None:
    if not chosen:
        return None
    agents = Agent.objects.filter(is_active=True)
    number = int(chosen) if chosen.isdecimal() and len(chosen) <= 18 else 0
    agent = agents.filter(pk=number).first()
    if agent is None or conversation.team_id not in agent.team_ids:
        raise Http404
    refuse_unless(agent, Verb.ANSWER)
    return agent


@require_POST
def resolution(request: HttpRequest, number: int) -> HttpResponse:
    """Resolve; with `no_reply_needed` the customer is not asked for a rating.

    With `check_back`, a number of days, it comes back to us then.
    """
    no_reply_needed = bool(request.POST.get("no_reply_needed"))
    back_at = _back_at(request, number)

    def verb(conversation: Conversation, by: Actor) -> None:
        actions.resolve(conversation=conversation, by=by, no_reply_needed=no_reply_needed)
        if back_at is not None:
            snoozing.plan_check_back(conversation=conversation, at=back_at, by=by)

    undo = act_from(view_of(request), "reopening", number)
    try:
        return act_on(request, number, verb, Toast(_("Resolved."), undo))
    except NotYet as problem:
        words = _("Before this can be resolved, say: %(fields)s") % {"fields": problem}
        link = f"#field-{problem.fields[0].pk}"
        return refused(request, number, Toast(words, link=link))


def _back_at(request: HttpRequest, number: int) -> datetime | None:
    """When to come back to what is resolved now."""
    days = request.POST.get("check_back", "")
    choices = later.check_back_choices(changeable(request, number), clock.now())
    return next((choice.at for choice in choices if choice.value == days), None)


@require_POST
def reopening(request: HttpRequest, number: int) -> HttpResponse:
    """Open again."""
    return act_on(
        request,
        number,
        lambda conversation, by: actions.reopen(conversation=conversation, by=by),
    )


@require_POST
def reading(request: HttpRequest, number: int) -> HttpResponse:
    """Remember that it has been read; nothing is shown.

    Who cannot take care of it has not read it for the others.
    """
    agent = agent_of(request)
    conversation = visible(agent, number)
    if may(agent, Verb.SORT, conversation.team_id):
        actions.mark_read(conversation=conversation, by=Actor.agent(agent))
    return HttpResponse(status=204)
