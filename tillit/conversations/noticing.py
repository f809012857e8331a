"""What colleagues are told about conversations: only what they may see."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tillit.conversations import changes, doers
from tillit.conversations.events import (
    ColleagueMentioned,
    ConversationAssigned,
    ConversationFact,
    MessageReceived,
)
from tillit.conversations.models import Conversation
from tillit.journal import rows
from tillit.journal.models import Event
from tillit.journal.registry import on
from tillit.notices.giving import give
from tillit.notices.kinds import Kind, Told, register
from tillit.notices.models import Notice
from tillit.people.actor import Actor
from tillit.people.models import Agent

ASSIGNED, REPLIED, FOLLOWED, MENTIONED = "assigned", "replied", "followed", "mentioned"


def subject_of(conversation: int) -> str:
    """What notices about a conversation are about."""
    return f"conversation:{conversation}"


def _give(agents: Iterable[Agent], kind: str, fact: ConversationFact, event: Event) -> None:
    for agent in agents:
        if fact.team in agent.team_ids:
            give(agent=agent, kind=kind, subject=subject_of(fact.conversation), event=event)


@on(ConversationAssigned)
def tell_new_assignee(fact: ConversationAssigned, event: Event) -> None:
    """Somebody was given a conversation."""
    if fact.after is not None:
        _give(_agents(fact.after), ASSIGNED, fact, event)


@on(ColleagueMentioned)
def tell_mentioned(fact: ColleagueMentioned, event: Event) -> None:
    """A note calls somebody by name."""
    _give(_agents(fact.agent), MENTIONED, fact, event)


@on(MessageReceived)
def tell_of_reply(fact: MessageReceived, event: Event) -> None:
    """A customer wrote where somebody answers, or keeps an eye on it."""
    conversation = changes.held_in(event, fact.conversation)
    if conversation.assignee_id is not None:
        _give(_agents(conversation.assignee_id), REPLIED, fact, event)
    if not fact.first:
        followers = rows.select(Conversation.followers.through, _FOLLOWING, [conversation.pk])
        others = {one.agent_id for one in followers} - {conversation.assignee_id}
        _give(_agents(*sorted(others)), FOLLOWED, fact, event)


_FOLLOWING = "conversation_id = %s"


def _agents(*numbers: int) -> list[Agent]:
    return rows.select(Agent, f"id IN ({rows.marks(numbers)})", numbers) if numbers else []


Words = Callable[[str, str], str]


def _teller(words: Words) -> Callable[[Agent, Sequence[Notice]], dict[int, Told]]:
    """Puts notices into words, with the name of who did it and that of the customer."""

    def tell(agent: Agent, notices: Sequence[Notice]) -> dict[int, Told]:
        numbers = {int(notice.subject.partition(":")[2]) for notice in notices}
        visible = Conversation.objects.visible_to(agent).filter(pk__in=numbers)
        found = {one.pk: one for one in visible.select_related("contact")}
        names = _names(notices)
        return {
            notice.pk: _told(words, names.get(notice.actor, "Tillit"), found[number])
            for notice in notices
            if (number := int(notice.subject.partition(":")[2])) in found
        }

    return tell


def _told(words: Words, who: str, conversation: Conversation) -> Told:
    return Told(
        text=capfirst(words(who, conversation.contact.name)),
        url=reverse("conversations:conversation", args=[conversation.pk]),
        hint=f"#{conversation.pk} {conversation.subject}",
    )


def _names(notices: Sequence[Notice]) -> dict[str, str]:
    actors = {Actor.from_key(notice.actor) for notice in notices}
    numbers = [int(actor.name) for actor in actors if actor.kind == "agent"]
    agents = Agent.objects.filter(pk__in=numbers)
    named = {f"agent:{number}": name for number, name in agents.values_list("pk", "name")}
    return {actor.key: doers.name_of(actor) or "Tillit" for actor in actors} | named


def _assigned(who: str, customer: str) -> str:
    return _("%(who)s gave you a conversation with %(customer)s") % {
        "who": who,
        "customer": customer,
    }


def _replied(who: str, customer: str) -> str:
    return _("%(customer)s wrote to you") % {"customer": customer}


def _followed(who: str, customer: str) -> str:
    return _("%(customer)s wrote in a conversation that you follow") % {"customer": customer}


def _mentioned(who: str, customer: str) -> str:
    return _("%(who)s mentioned you about %(customer)s") % {"who": who, "customer": customer}


register(
    Kind(
        MENTIONED,
        gettext_lazy("A colleague mentions me"),
        "at-sign",
        _teller(_mentioned),
        brief=gettext_lazy("You were mentioned: #{number}"),
    )
)
register(
    Kind(
        ASSIGNED,
        gettext_lazy("I am given a conversation"),
        "user-check",
        _teller(_assigned),
        brief=gettext_lazy("New assignment: #{number}"),
    )
)
register(
    Kind(
        REPLIED,
        gettext_lazy("A customer writes in one of mine"),
        "message-square",
        _teller(_replied),
        brief=gettext_lazy("New message: #{number}"),
    )
)
register(
    Kind(
        FOLLOWED,
        gettext_lazy("A customer writes in one that I follow"),
        "eye",
        _teller(_followed),
        brief=gettext_lazy("New message in one that you follow: #{number}"),
    )
)
