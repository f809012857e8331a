"""Passing on what one cannot solve: what was tried, who can help, and the customer is told."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from tillit import clock
from tillit.automation.events import ConversationPassedOn
from tillit.automation.models import Workplace
from tillit.automation.routing import LEAST_BUSY, Wish, candidates
from tillit.conversations import actions, changes, properties
from tillit.conversations.channels import channel_of
from tillit.conversations.composing.mentioning import mention
from tillit.conversations.composing.salutations import language_for, salutation
from tillit.conversations.models import Conversation, Message
from tillit.conversations.spine import post, post_automatically
from tillit.journal.recording import emit
from tillit.people.actor import Actor
from tillit.people.languages import LANGUAGES
from tillit.people.models import Agent, Team

PASSED_ON = "passed_on"


@dataclass(frozen=True)
class Helper:
    """A colleague who could help, and what speaks for him or her."""

    agent: Agent
    reasons: list[str]
    load: int


def helpers(conversation: Conversation, *, but: Agent) -> list[Helper]:
    """The colleagues of the team who can take it now, the one with the most time first."""
    spoken = language_for(conversation)
    fit = candidates(conversation, Wish(here=False, way=LEAST_BUSY), but=(but.pk,))
    places = {
        one.agent_id: one
        for one in Workplace.objects.filter(agent__in=[found.agent for found in fit])
    }
    found = [
        Helper(one.agent, list(_reasons(one.agent, places.get(one.agent.pk), spoken)), one.load)
        for one in fit
    ]
    return sorted(found, key=lambda one: (not one.reasons, one.load))


def _reasons(agent: Agent, place: Workplace | None, spoken: str) -> Iterator[str]:
    """The customer's language, if known, and all skills."""
    languages = place.languages if place else [agent.language]
    if spoken in languages:
        yield dict(LANGUAGES)[spoken]
    yield from place.skills if place else ()


def words_for_customer(conversation: Conversation) -> str:
    """What the customer is told unless the agent writes something else; in his or her language."""
    with translation.override(language_for(conversation)):
        words = _(
            "I would like you to get a good answer, so I have asked a colleague who knows more "
            "about this. You need not do anything, and you need not explain it all again: my "
            "colleague has everything that you wrote."
        )
        greeting = _("Kind regards")
        return f"{salutation(conversation)}\n\n{words}\n\n{greeting}\n{conversation.inbox.company}"


@transaction.atomic
def pass_on(
    *,
    conversation: Conversation,
    agent: Agent,
    to: Agent | None,
    team: Team | None,
    tried: str,
    words: str,
    follow: bool,
    submission: uuid.UUID,
) -> Message:
    """Give it to a colleague or a team with what was tried; the same `submission` does it once.

    What the customer is told goes out as an automatic message: it is no answer, so the promise
    keeps running. Without `words` nothing is told.
    """
    conversation, by = changes.lock(conversation.pk), Actor.agent(agent)
    known = Message.objects.filter(submission=submission).first()
    if known is not None:
        return known
    note = post(
        conversation=conversation, by=by, agent=agent, text=tried, note=True, submission=submission
    )
    mention(conversation, note, by)
    told = _tell(conversation, words, by)
    if follow:
        properties.follow(conversation=conversation, agent=agent, by=by)
    if team is not None and team.pk != conversation.team_id:
        properties.move(conversation=conversation, to=team, by=by)
    actions.assign(conversation=conversation, to=to, by=by)
    conversation = changes.lock(conversation.pk)
    fact = ConversationPassedOn(
        conversation.pk,
        conversation.team_id,
        to.pk if to else None,
        note.pk,
        told.pk if told else None,
    )
    emit(fact, by=by, carrying=conversation)
    return note


def _tell(conversation: Conversation, words: str, by: Actor) -> Message | None:
    if not words.strip() or not can_be_told(conversation):
        return None
    return post_automatically(
        conversation=conversation, by=by, text=words, purpose=PASSED_ON, at=clock.now()
    )


def can_be_told(conversation: Conversation) -> bool:
    """Whether something can be said to the customer that is no answer."""
    return channel_of(conversation.channel).capabilities.acknowledges
