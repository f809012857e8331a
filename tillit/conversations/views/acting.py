"""What an agent does to a conversation, each a resource of its own."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tillit.conversations import actions
from tillit.conversations.models import Conversation
from tillit.conversations.request import agent_of
from tillit.conversations.standing import VIEWS
from tillit.conversations.views.inbox import DEFAULT_VIEW, Toast, thread_fragment, visible
from tillit.people.actor import Actor
from tillit.people.models import Agent

Verb = Callable[[Conversation, Actor], None]


def view_of(request: HttpRequest) -> str:
    """The view that the agent is looking at."""
    view = request.GET.get("view", "")
    return view if view in VIEWS else DEFAULT_VIEW


def answer(request: HttpRequest, number: int, toast: Toast | None = None) -> HttpResponse:
    """The conversation as it is now: a fragment for htmx, else back to the page."""
    view = view_of(request)
    if request.headers.get("HX-Request"):
        found = visible(agent_of(request), number)
        return thread_fragment(request, found, view=view, toast=toast)
    return redirect(f"{reverse('conversations:view', args=[view])}?conversation={number}")


def _act(request: HttpRequest, number: int, verb: Verb, toast: Toast | None = None) -> HttpResponse:
    agent = agent_of(request)
    verb(visible(agent, number), Actor.agent(agent))
    return answer(request, number, toast)


@require_POST
def assignment(request: HttpRequest, number: int) -> HttpResponse:
    """Give the conversation to `agent`, or to nobody when empty."""
    chosen = request.POST.get("agent", "")

    def verb(conversation: Conversation, by: Actor) -> None:
        actions.assign(conversation=conversation, to=_colleague(conversation, chosen), by=by)

    return _act(request, number, verb)


def _colleague(conversation: Conversation, chosen: str) -> Agent | None:
    if not chosen:
        return None
    agents = Agent.objects.filter(is_active=True)
    number = int(chosen) if chosen.isdecimal() and len(chosen) <= 18 else 0
    agent = agents.filter(pk=number).first()
    if agent is None or conversation.team_id not in agent.team_ids:
        raise Http404
    return agent


@require_POST
def resolution(request: HttpRequest, number: int) -> HttpResponse:
    """Resolve; with `no_reply_needed` the customer is not asked for a rating."""
    no_reply_needed = bool(request.POST.get("no_reply_needed"))

    def verb(conversation: Conversation, by: Actor) -> None:
        actions.resolve(conversation=conversation, by=by, no_reply_needed=no_reply_needed)

    undo = reverse("conversations:reopening", args=[number]) + f"?view={view_of(request)}"
    return _act(request, number, verb, Toast(_("Resolved."), undo))


@require_POST
def reopening(request: HttpRequest, number: int) -> HttpResponse:
    """Open again."""
    return _act(
        request,
        number,
        lambda conversation, by: actions.reopen(conversation=conversation, by=by),
    )


@require_POST
def reading(request: HttpRequest, number: int) -> HttpResponse:
    """Remember that it has been read; nothing is shown."""
    agent = agent_of(request)
    actions.mark_read(conversation=visible(agent, number), by=Actor.agent(agent))
    return HttpResponse(status=204)
