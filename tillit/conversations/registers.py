"""What conversations add to pages: navigation, live topics, lines of the timeline."""

from collections.abc import Iterator

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tillit.conversations import panel_sections  # noqa: F401 (registers them)
from tillit.conversations.events import (
    ConversationAssigned,
    ConversationReopened,
    ConversationResolved,
    ConversationStarted,
)
from tillit.conversations.measures import FirstResponseTime
from tillit.conversations.models import Parcel
from tillit.conversations.request import agent_of
from tillit.conversations.standing import VIEWS, counts_for
from tillit.conversations.timeline import Line, Telling, describe
from tillit.journal import live
from tillit.journal.models import Event
from tillit.measures.registry import register as register_measure
from tillit.people.actor import Actor
from tillit.people.models import Agent
from tillit.ui import navigation


@navigation.register("inbox", order=10)
def standing_views(request: HttpRequest) -> Iterator[navigation.Item]:
    """The views that everybody has, each with its number."""
    counts = counts_for(agent_of(request))
    for view in VIEWS.values():
        yield navigation.Item(
            label=view.title,
            icon=view.icon,
            url=reverse("conversations:view", args=[view.key]),
            count=counts[view.key],
            tone=view.tone,
            key=view.letter,
            view=view.key,
            short=view.short,
        )


@navigation.register("workspace", order=80)
def held_mail(request: HttpRequest) -> Iterator[navigation.Item]:
    """Shown only when there is something that nobody could read."""
    count = Parcel.objects.visible_to(agent_of(request)).held().count()
    if count:
        yield navigation.Item(
            label=gettext_lazy("Held mail"),
            icon="mail-warning",
            url=reverse("conversations:held"),
            count=count,
            tone="bad",
        )


@live.guard("team")
def may_hear_team(user: AbstractBaseUser | AnonymousUser, name: str) -> bool:
    """A team is heard by those who may see its conversations."""
    return isinstance(user, Agent) and int(name) in user.team_ids


@live.guard("agent")
def may_hear_agent(user: AbstractBaseUser | AnonymousUser, name: str) -> bool:
    """What concerns one agent is heard by that agent."""
    return isinstance(user, Agent) and int(name) == user.pk


def _who(event: Event, telling: Telling) -> str:
    actor = Actor.from_key(event.actor)
    if actor.kind == "agent":
        return telling.name_of(int(actor.name))
    return _("The customer") if actor.kind == "contact" else "Tillit"


@describe(ConversationStarted)
def tell_started(fact: ConversationStarted, event: Event, telling: Telling) -> Line | None:
    """What a new conversation has to do with earlier ones."""
    conversation = telling.conversation
    if conversation.follows_id:
        return Line(
            icon="link", text=_("Follows #%(number)d") % {"number": conversation.follows_id}
        )
    if conversation.mentions_id:
        number = {"number": conversation.mentions_id}
        return Line(
            icon="hash", text=_("Mentions #%(number)d, but was written by somebody else") % number
        )
    return None


@describe(ConversationAssigned)
def tell_assigned(fact: ConversationAssigned, event: Event, telling: Telling) -> Line:
    """Who gave it to whom."""
    who = _who(event, telling)
    if fact.after is None:
        return Line(icon="user-x", text=capfirst(_("%(who)s let go of it") % {"who": who}))
    to = telling.name_of(fact.after)
    if event.actor == f"agent:{fact.after}":
        return Line(icon="user-check", text=capfirst(_("%(who)s took it") % {"who": who}))
    return Line(
        icon="user-check", text=capfirst(_("%(who)s gave it to %(to)s") % {"who": who, "to": to})
    )


@describe(ConversationResolved)
def tell_resolved(fact: ConversationResolved, event: Event, telling: Telling) -> Line:
    """Who closed it, and how."""
    who = {"who": _who(event, telling)}
    if fact.without_reply:
        return Line(
            icon="check-check", text=capfirst(_("%(who)s resolved it without a reply") % who)
        )
    return Line(icon="check", text=capfirst(_("%(who)s resolved it") % who))


@describe(ConversationReopened)
def tell_reopened(fact: ConversationReopened, event: Event, telling: Telling) -> Line:
    """Who opened it again."""
    return Line(
        icon="rotate-ccw", text=capfirst(_("%(who)s reopened it") % {"who": _who(event, telling)})
    )


register_measure(FirstResponseTime())
