"""Putting a conversation off, waiting for somebody else, and setting it aside as spam."""

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tillit import clock
from tillit.conversations import later, on_hold, snoozing, spam
from tillit.conversations.later import NotLater
from tillit.conversations.models import Conversation
from tillit.conversations.on_hold import Party
from tillit.conversations.views.acting import act_on, changeable, refused
from tillit.conversations.views.case import undo, word
from tillit.conversations.views.inbox import Toast
from tillit.people.actor import Actor

REPLY = "reply"


@require_POST
def snooze(request: HttpRequest, number: int) -> HttpResponse:
    """Put off until an instant or until the customer writes; with `wake` bring back."""
    conversation = changeable(request, number)
    if word(request, "wake"):
        return act_on(request, number, lambda found, by: snoozing.wake(conversation=found, by=by))
    try:
        until = _until(request, conversation)
    except NotLater as problem:
        return refused(request, number, Toast(str(problem)))

    def verb(found: Conversation, by: Actor) -> None:
        snoozing.snooze(conversation=found, until=until, until_reply=until is None, by=by)

    toast = Toast(_("Snoozed."), undo(request, "snooze", number, wake=1))
    return act_on(request, number, verb, toast)


def _until(request: HttpRequest, conversation: Conversation) -> datetime | None:
    chosen = word(request, "until")
    if chosen == REPLY:
        return None
    own = word(request, "snooze_at")
    until = later.chosen(chosen, own, conversation, clock.now())
    if until is None:
        raise NotLater(_("Choose a date and a time."))
    return until


@require_POST
def check_back(request: HttpRequest, number: int) -> HttpResponse:
    """Do not come back to it."""
    return act_on(
        request, number, lambda found, by: snoozing.drop_check_back(conversation=found, by=by)
    )


@require_POST
def holding(request: HttpRequest, number: int) -> HttpResponse:
    """Wait for `party`; with `take_up` for nobody any more."""
    if word(request, "take_up"):
        return act_on(request, number, lambda found, by: on_hold.take_up(conversation=found, by=by))
    party = word(request, "party")
    if party not in Party.values:
        raise Http404

    def verb(found: Conversation, by: Actor) -> None:
        on_hold.hold(conversation=found, party=Party(party), by=by)

    toast = Toast(_("On hold."), undo(request, "holding", number, take_up=1))
    return act_on(request, number, verb, toast)


@require_POST
def spam_of(request: HttpRequest, number: int) -> HttpResponse:
    """`mark=1` or `mark=0` says whether it is spam; `block=1` or `block=0` about its sender.

    `mark=block` says both at once: a button sends only one name.
    """
    said = {name: word(request, name) for name in ("mark", "block") if word(request, name)}
    if said.get("mark") == "block":
        said = {"mark": "1", "block": "1"}

    def verb(found: Conversation, by: Actor) -> None:
        for name, yes, no in (
            ("mark", spam.mark, spam.unmark),
            ("block", spam.block, spam.unblock),
        ):
            if name in said:
                (yes if said[name] == "1" else no)(conversation=found, by=by)

    way_back = {name: "0" if value == "1" else "1" for name, value in said.items()}
    words = _("Marked as spam.") if said.get("mark") == "1" else _("Changed.")
    return act_on(request, number, verb, Toast(words, undo(request, "spam", number, **way_back)))
