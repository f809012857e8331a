"""Merging, splitting, linking: what needs a right to both conversations."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tillit.conversations import merging, splitting, ties
from tillit.conversations.addresses import place_in
from tillit.conversations.models import Conversation, Merge, Message
from tillit.conversations.properties import NotThat
from tillit.conversations.request import agent_of
from tillit.conversations.views.acting import answer, changeable, refused, view_of
from tillit.conversations.views.case import number_in, undo, word
from tillit.conversations.views.inbox import Toast, visible
from tillit.people.actor import Actor
from tillit.people.policy import Verb, refuse_unless


@require_POST
def ties_of(request: HttpRequest, number: int) -> HttpResponse:
    """Tie it to `other` as `kind` says, or untie it; `unmerge` takes the number of a merge."""
    if word(request, "kind") == "unmerge":
        return _unmerge(request, number)
    kind, conversation = word(request, "kind"), changeable(request, number)
    if kind not in _KINDS:
        raise Http404
    try:
        other = _other(request)
    except Http404:
        words = Toast(_("There is no conversation of this number."))
        return refused(request, number, words, status=404)
    try:
        toast = _KINDS[kind](request, conversation, other, Actor.agent(agent_of(request)))
    except NotThat:
        return refused(request, number, Toast(_("These two cannot be connected like that.")))
    if kind == "merge":
        return _go_to(request, other.pk, toast)
    return answer(request, number, toast)


def _other(request: HttpRequest) -> Conversation:
    """The conversation at the other end, which must be the agent's as well."""
    agent = agent_of(request)
    other = visible(agent, number_in(request, "other"))
    refuse_unless(agent, Verb.SORT, other.team_id)
    return other


def _back(request: HttpRequest, here: Conversation, kind: str, other: Conversation) -> str:
    return undo(request, "ties", here.pk, kind=kind, other=other.pk)


def _link(request: HttpRequest, here: Conversation, other: Conversation, by: Actor) -> Toast:
    ties.link(conversation=here, other=other, by=by)
    return Toast(_("Linked."), _back(request, here, "unlink", other))


def _unlink(request: HttpRequest, here: Conversation, other: Conversation, by: Actor) -> Toast:
    ties.unlink(conversation=here, other=other, by=by)
    return Toast(_("Link removed."), _back(request, here, "link", other))


def _put_under(request: HttpRequest, here: Conversation, other: Conversation, by: Actor) -> Toast:
    ties.set_parent(conversation=here, parent=other, by=by)
    return Toast(_("It is a part of the other one now."), _back(request, here, "apart", other))


def _take_out(request: HttpRequest, here: Conversation, other: Conversation, by: Actor) -> Toast:
    """Whichever of the two is the part."""
    child, parent = (here, other) if here.parent_id == other.pk else (other, here)
    if child.parent_id == parent.pk:
        ties.set_parent(conversation=child, parent=None, by=by)
    return Toast(_("They stand apart now."), _back(request, child, "parent", parent))


def _merge(request: HttpRequest, here: Conversation, other: Conversation, by: Actor) -> Toast:
    merge = merging.merge(source=here, into=other, by=by)
    words = _("#%(source)d is merged into this conversation.") % {"source": here.pk}
    back = undo(request, "ties", here.pk, kind="unmerge", merge=merge.pk)
    return Toast(words, back)


_KINDS = {
    "link": _link,
    "unlink": _unlink,
    "parent": _put_under,
    "apart": _take_out,
    "merge": _merge,
}


def _go_to(request: HttpRequest, number: int, toast: Toast) -> HttpResponse:
    """That conversation, also as the address of the page."""
    shown = answer(request, number, toast)
    if request.headers.get("HX-Request"):
        shown.headers["HX-Push-Url"] = place_in(view_of(request), number)
        # Undo stands outside of the conversation; and a composer of another one must not stay.
        shown.headers["HX-Retarget"] = "#thread"
        shown.headers["HX-Reswap"] = "innerHTML"
    return shown


def _unmerge(request: HttpRequest, number: int) -> HttpResponse:
    agent = agent_of(request)
    here = visible(agent, number)
    merges = Merge.objects.filter(pk=number_in(request, "merge"), undone_at=None)
    merge = merges.first()
    if merge is None or here.pk not in (merge.source_id, merge.target_id):
        raise Http404
    for one in (merge.source_id, merge.target_id):
        refuse_unless(agent, Verb.SORT, visible(agent, one).team_id)
    merging.unmerge(merge=merge, by=Actor.agent(agent))
    return _go_to(request, here.pk, Toast(_("They are two conversations again.")))


@require_POST
def splitting_of(request: HttpRequest, number: int, message: int) -> HttpResponse:
    """Let a message, with `onwards` also all later ones, be a conversation of its own."""
    conversation = changeable(request, number)
    found = Message.objects.filter(pk=message, conversation=conversation).first()
    if found is None:
        raise Http404
    onwards = bool(word(request, "onwards"))
    try:
        new = splitting.split(message=found, onwards=onwards, by=Actor.agent(agent_of(request)))
    except NotThat:
        return refused(request, number, Toast(_("This message cannot be split off.")))
    back = undo(request, "ties", new.pk, kind="merge", other=number)
    return _go_to(request, new.pk, Toast(_("It is a conversation of its own now."), back))
