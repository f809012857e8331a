"""The action that routes: to somebody now, or as soon as somebody can take it."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tillit import clock
from tillit.automation import choices
from tillit.automation.controls import Control, Settings, label_of
from tillit.automation.doing import Action, Scene, register
from tillit.automation.events import ConversationRouted, RoutingWaits
from tillit.automation.models import Rule, Waiting
from tillit.automation.routing import (
    IN_TURN,
    LEAST_BUSY,
    Candidate,
    Wish,
    candidates,
    remember_turn,
)
from tillit.conversations import actions, changes
from tillit.conversations.composing.salutations import language_for
from tillit.conversations.models import Conversation
from tillit.journal.recording import emit
from tillit.people.actor import Actor
from tillit.people.languages import LANGUAGES
from tillit.people.models import Agent, Team

AT_ONCE = 50
ANYBODY, CUSTOMERS = "any", "customer"
HERE, AVAILABLE = "here", "available"
_WAYS = (
    (LEAST_BUSY, gettext_lazy("Whoever has the fewest")),
    (IN_TURN, gettext_lazy("One after the other")),
)
_LANGUAGES = (
    (CUSTOMERS, gettext_lazy("Who knows the customer's language")),
    (ANYBODY, gettext_lazy("Whatever languages they know")),
)
_PRESENCES = (
    (HERE, gettext_lazy("Who is at work now")),
    (AVAILABLE, gettext_lazy("Who is not busy or away")),
)
_WHO = (
    ("unassigned", gettext_lazy("Only if nobody has it")),
    ("anybody", gettext_lazy("Also away from whoever has it")),
)


def wish_of(said: Settings, conversation: Conversation) -> Wish:
    """Whom a step asks for, in this conversation."""
    language = language_for(conversation) if said.get("language") == CUSTOMERS else ""
    return Wish(
        language=language,
        skill=said.get("skill", "").strip(),
        here=said.get("presence", HERE) == HERE,
        way=said.get("way", LEAST_BUSY),
    )


def give(
    conversation: Conversation, wish: Wish, *, by: Actor, but: tuple[int, ...] = ()
) -> Agent | None:
    """Give it to whoever's turn it is, in the open transaction; None when nobody can take it."""
    # Two workers must not count the same colleague's work at the same time.
    Team.objects.select_for_update().filter(pk=conversation.team_id).first()
    found = candidates(conversation, wish, but=but)
    if not found:
        return None
    chosen, now = found[0], clock.now()
    actions.assign(conversation=conversation, to=chosen.agent, by=by)
    remember_turn(chosen.agent, now)
    emit(_routed(conversation, chosen, wish), by=by)
    return chosen.agent


def _routed(conversation: Conversation, chosen: Candidate, wish: Wish) -> ConversationRouted:
    return ConversationRouted(
        conversation.pk,
        conversation.team_id,
        chosen.agent.pk,
        wish.language,
        wish.skill,
        wish.way,
        chosen.load,
    )


def reasons(language: str, skill: str, way: str, load: int) -> str:
    """Why somebody was given it: `Hungarian, delivery, least busy (2)`."""
    fair = _("least busy (%(n)d)") % {"n": load} if way == LEAST_BUSY else _("next in turn")
    parts = [str(dict(LANGUAGES).get(language, language)), skill, fair]
    return ", ".join(part for part in parts if part)


def _route(scene: Scene) -> dict[str, Any] | None:
    conversation, said = scene.case.conversation, scene.said
    had = conversation.assignee_id
    if not conversation.is_open or (had is not None and said.get("whose") == "unassigned"):
        return None
    wish = wish_of(said, conversation)
    agent = give(conversation, wish, by=scene.by, but=(had,) if had else ())
    if agent is not None:
        return {"agent": agent.pk}
    if had is None:
        _wait(conversation, scene.rule, wish, said)
    return {"waits": True}


def _wait(conversation: Conversation, rule: Rule, wish: Wish, said: Settings) -> None:
    _row, new = Waiting.objects.update_or_create(
        conversation=conversation,
        defaults={"rule": rule, "wish": dict(said), "since": clock.now()},
    )
    if new:
        fact = RoutingWaits(conversation.pk, conversation.team_id, wish.language, wish.skill)
        emit(fact, by=rule.actor)


def give_those_that_wait() -> int:
    """Look again for those for whom nobody was there, the longest wait first; how many got one."""
    waiting = Waiting.objects.order_by("since").values_list("pk", flat=True)[:AT_ONCE]
    return sum(_given_now(number) for number in list(waiting))


@transaction.atomic
def _given_now(number: int) -> bool:
    waiting = Waiting.objects.select_related("rule").filter(pk=number).first()
    if waiting is None:
        return False
    conversation = changes.lock(waiting.conversation_id)
    if conversation.assignee_id is not None or not conversation.is_open:
        waiting.delete()
        return False
    wish = wish_of(waiting.wish, conversation)
    if give(conversation, wish, by=waiting.rule.actor) is None:
        return False
    waiting.delete()
    return True


def _words(said: Settings) -> str:
    parts = [
        label_of(_WAYS, said.get("way", "")),
        said.get("skill", ""),
        label_of(_LANGUAGES, said["language"]) if said.get("language") == CUSTOMERS else "",
        label_of(_PRESENCES, said["presence"]) if said.get("presence") == HERE else "",
    ]
    told = ", ".join(part[:1].lower() + part[1:] for part in parts if part)
    return _("give it to somebody of the team: %(how)s") % {"how": told}


def _told(said: Settings, what: dict[str, Any]) -> str:
    if what.get("waits"):
        return _("Nobody could take it; it is given to the first who can.")
    found = Agent.objects.filter(pk=what.get("agent", 0)).first()
    return found.name if found else ""


register(
    Action(
        key="route",
        label=gettext_lazy("Give it to somebody of the team"),
        icon="split",
        act=_route,
        words=_words,
        controls=(
            Control("way", gettext_lazy("To whom"), choices=choices.of(_WAYS)),
            Control("language", gettext_lazy("Language"), choices=choices.of(_LANGUAGES)),
            Control("skill", gettext_lazy("Skill"), kind="text", optional=True),
            Control("presence", gettext_lazy("Presence"), choices=choices.of(_PRESENCES)),
            Control("whose", gettext_lazy("When"), choices=choices.of(_WHO)),
        ),
        told=_told,
        order=12,
    )
)
