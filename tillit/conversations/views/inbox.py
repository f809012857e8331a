"""Lists and conversations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_GET, require_safe

from tillit.conversations import thread
from tillit.conversations.addresses import act_from, place_in
from tillit.conversations.listing import Place, rows_of
from tillit.conversations.models import Conversation
from tillit.conversations.request import agent_of
from tillit.conversations.shell import counted, frame
from tillit.conversations.standing import view_showing
from tillit.conversations.viewing import lists
from tillit.conversations.viewing.lists import AnyList, SavedList, bound_told
from tillit.journal import rows
from tillit.people.models import Agent
from tillit.ui.addresses import url_of

DEFAULT_VIEW = "open"


@dataclass(frozen=True)
class Toast:
    """One sentence about what just happened, with a way back, or the place to go to.

    When it `gives_back`, undoing also brings back what stood in the composer.
    """

    text: str
    undo_url: str = ""
    link: str = ""
    gives_back: bool = False


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Begin with what waits for everybody."""
    return redirect("conversations:view", DEFAULT_VIEW)


@require_safe
def conversation(request: HttpRequest, number: int) -> HttpResponse:
    """The lasting address of a conversation: it opens in the view where it is now."""
    found = visible(agent_of(request), number)
    return redirect(place_in(view_showing(found), found.pk))


@require_GET
def inbox(request: HttpRequest, view: str) -> HttpResponse:
    """A view: the whole page, or for htmx the part that it asked for."""
    found = _named(request, view)
    answer = _fragment(request, found) or _page(request, found)
    patch_vary_headers(answer, ("HX-Request",))
    return answer


def _named(request: HttpRequest, view: str) -> AnyList:
    found = lists.find(view, agent_of(request))
    if found is None:
        raise Http404
    return found


def visible(agent: Agent, number: int) -> Conversation:
    """The conversation of this number, if the agent may see it.

    Raises:
        Http404: it does not exist, or not for this agent; nobody can tell which.
    """
    teams = agent.team_ids
    its = f"id = %s AND team_id IN ({rows.marks(teams)})"
    found = rows.select(Conversation, its, [number, *teams]) if number <= rows.LARGEST_KEY else []
    if not found:
        raise Http404
    for name in ("contact", "assignee", "inbox"):
        rows.attach_one(found, name)
    [conversation] = found
    rows.attach_one([conversation.contact], "organization")
    return conversation


def _number(request: HttpRequest) -> int | None:
    text = request.GET.get("conversation", "")
    if not text:
        return None
    if not text.isdecimal() or len(text) > 18:
        raise Http404
    return int(text)


def _fragment(request: HttpRequest, view: AnyList) -> HttpResponse | None:
    htmx = request.headers.get("HX-Request") and not request.headers.get(
        "HX-History-Restore-Request"
    )
    if not htmx:
        return None
    number = _number(request)
    if number is not None and "live" not in request.GET:
        return _thread(request, view, number)
    agent = agent_of(request)
    if "live" in request.GET:
        framed = frame(request, current=_address(view))
        context = {**framed, "list": _list(request, view, agent, framed, selected=number)}
        return render(request, "conversations/list_live.html", context)
    if "after" in request.GET:
        context = {"list": _list(request, view, agent, {}, selected=None)}
        return render(request, "conversations/rows.html", context)
    return None


def _thread(request: HttpRequest, view: AnyList, number: int) -> HttpResponse:
    found = visible(agent_of(request), number)
    if request.GET.get("version") == str(found.version):
        return HttpResponse(status=204)
    return thread_fragment(request, found, view=view.key)


def thread_fragment(
    request: HttpRequest,
    found: Conversation,
    *,
    view: str,
    draft: thread.Draft | None = None,
    toast: Toast | None = None,
    status: int = 200,
) -> HttpResponse:
    """The thread with its panel, as htmx puts it on the page."""
    whole = "whole" in request.GET
    shown = thread.shown(found, agent_of(request), view=view, draft=draft, whole=whole)
    context = {"conversation": shown, "toast": toast}
    return render(request, "conversations/thread_fragment.html", context, status=status)


def _page(request: HttpRequest, view: AnyList) -> HttpResponse:
    return whole_page(request, view, _number(request))


def whole_page(
    request: HttpRequest,
    view: AnyList | str,
    number: int | None,
    *,
    draft: thread.Draft | None = None,
    toast: Toast | None = None,
    status: int = 200,
) -> HttpResponse:
    """The list and, when one is chosen, the conversation."""
    agent = agent_of(request)
    view = _named(request, view) if isinstance(view, str) else view
    chosen = None
    if number is not None:
        found = visible(agent, number)
        whole = "whole" in request.GET
        chosen = thread.shown(found, agent, view=view.key, draft=draft, whole=whole)
    framed = frame(request, current=_address(view))
    context = {
        **framed,
        "list": _list(request, view, agent, framed, selected=number),
        "conversation": chosen,
        "toast": toast,
    }
    return render(request, "conversations/inbox.html", context, status=status)


def _address(view: AnyList) -> str:
    return url_of("conversations:view", view.key)


def _of_saved(view: SavedList) -> dict[str, Any]:
    """What only a saved view has: its number though it may not be in the sidebar, and its bound."""
    count = view.sieve.count()
    return {
        "count": count,
        "bound": bound_told(count, view.sieve),
        "edit_url": view.edit_url,
    }


def _list(
    request: HttpRequest,
    view: AnyList,
    agent: Agent,
    framed: dict[str, Any],
    *,
    selected: int | None,
) -> dict[str, Any]:
    page = lists.page_of(view, agent, after=Place.read(request.GET.get("after", "")))
    address = _address(view)
    return {
        "title": view.title,
        "count": counted(framed, view.key) if framed else None,
        **(_of_saved(view) if framed and isinstance(view, SavedList) else {}),
        "rows": rows_of(page.entries, selected=selected),
        "live_url": f"{address}?live=1" + (f"&conversation={selected}" if selected else ""),
        "next_url": f"{address}?after={page.next}" if page.next else "",
        "bulk_url": act_from(view.key, "bulk"),
        "empty": {"icon": view.icon, "title": view.empty_title, "text": view.empty_text},
    }
