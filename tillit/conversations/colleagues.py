"""Colleagues who read and answer by mail: what they are sent, and what is believed of them."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from django.conf import settings
from django.urls import reverse

from tillit.conversations import reply_tokens
from tillit.conversations.channels import channel_of
from tillit.conversations.envelope import Envelope, Robot
from tillit.conversations.events import (
    AutomaticMessageWithheld,
    MessageQueued,
)
from tillit.conversations.merging import root_of
from tillit.conversations.models import (
    Conversation,
    Delivery,
    DeliveryRole,
    Inbox,
    Message,
    Parcel,
)
from tillit.conversations.restraint import restraint
from tillit.conversations.spine import KeptFile, post
from tillit.journal import rows
from tillit.journal.recording import emit
from tillit.people.actor import Actor
from tillit.people.models import Agent
from tillit.people.policy import Verb, may

TELLER = Actor.system("colleagues")
PURPOSE = "colleague"
_SUBMISSIONS = uuid.UUID("6f0f8a3e-5f0e-4b7e-9a52-3c1f4f1d2a77")


class Doubt(Enum):
    """Why what comes from a colleague's address is not taken for what a colleague says."""

    NOT_PROVEN = "not_proven"
    NO_TOKEN = "no_token"  # noqa: S105 (no password)
    MAY_NOT = "may_not"
    NOTHING_SAID = "nothing_said"
    UNCLEAR = "unclear"
    """What is new and what is quoted could not be told apart, so it is not sent to the customer."""


@dataclass(frozen=True)
class Claim:
    """A mail from a colleague's address; `proof` is empty when nothing proves it."""

    agent: int
    proof: str


def claim_of(parcel: Parcel, envelope: Envelope) -> Claim | None:
    """Who it claims to be from; outside of any transaction, since proving may ask the world."""
    if parcel.quiet or envelope.robot not in (Robot.NONE, Robot.LIST):
        return None
    agent = rows.first(Agent, email=envelope.sender_address.lower())
    if agent is None:
        return None
    proof = ""
    if envelope.robot is Robot.NONE and envelope.colleague_tokens:
        proof = channel_of(parcel.channel).proof_of(parcel.raw, agent.email, parcel.inbox)
    return Claim(agent.pk, proof)


def answer(
    claim: Claim, envelope: Envelope, inbox: Inbox, kept: Sequence[KeptFile], *, at: datetime
) -> Message | Doubt:
    """Say to the customer what a colleague has written by mail, or why that is not done.

    The same mail sent again, by whomever, is the same message.
    """
    agent = Agent.objects.get(pk=claim.agent)
    conversation = _meant(agent, envelope, inbox)
    if conversation is None:
        return Doubt.NO_TOKEN
    text = envelope.text.removesuffix(envelope.signature).strip()
    doubt = _doubt(claim, agent, conversation) or _unsaid(text, envelope, conversation, kept)
    if doubt is not None:
        return doubt
    return post(
        conversation=conversation,
        by=Actor.agent(agent),
        agent=agent,
        text=text,
        kept=kept,
        submission=uuid.uuid5(_SUBMISSIONS, f"{agent.pk}:{conversation.pk}:{claim.proof}"),
        at=at,
    )


def _meant(agent: Agent, envelope: Envelope, inbox: Inbox) -> Conversation | None:
    """The conversation whose token this colleague was given."""
    numbers = (
        reply_tokens.answered_by_colleague(token, agent.pk, agent.email)
        for token in envelope.colleague_tokens
    )
    number = next((number for number in numbers if number is not None), None)
    found = Conversation.objects.filter(pk=number, inbox=inbox).first() if number else None
    return root_of(found) if found else None


def _doubt(claim: Claim, agent: Agent, conversation: Conversation) -> Doubt | None:
    if not claim.proof:
        return Doubt.NOT_PROVEN
    return None if may_answer(agent, conversation) else Doubt.MAY_NOT


def _unsaid(
    text: str, envelope: Envelope, conversation: Conversation, kept: Sequence[KeptFile]
) -> Doubt | None:
    """Whether there are no new words, or some of ours among them."""
    quotes = any(line.startswith(">") for line in text.splitlines())
    if address_of(conversation) in envelope.text or (quotes and not envelope.quoted):
        return Doubt.UNCLEAR
    return None if text or kept else Doubt.NOTHING_SAID


def address_of(conversation: Conversation) -> str:
    """Where a colleague reads the whole conversation."""
    path = reverse("conversations:conversation", args=[conversation.pk])
    return f"{settings.TILLIT_BASE_URL.rstrip('/')}{path}"


def may_answer(agent: Agent, conversation: Conversation) -> bool:
    """Whether this colleague still works here, in the team of the conversation, and may write."""
    works_here = agent.is_active and conversation.team_id in agent.team_ids
    return works_here and may(agent, Verb.ANSWER)


def tell_assignee(conversation: Conversation, message: int, *, at: datetime) -> None:
    """Mail a customer's message to the colleague who has the conversation, if he wants that."""
    channel = channel_of(conversation.channel)
    agent = conversation.assignee
    if agent is None or not agent.mails_assigned or not channel.capabilities.copies:
        return
    if not may_answer(agent, conversation):
        return
    said = Message.objects.select_related("contact").get(pk=message)
    if said.contact and said.contact.identities.filter(value=agent.email).exists():
        return
    reason = restraint(conversation, agent.email, at=at)
    if reason is not None:
        fact = AutomaticMessageWithheld(
            conversation.pk, conversation.team_id, PURPOSE, reason.value
        )
        emit(fact, by=TELLER, at=at, carrying=conversation)
        return
    delivery = Delivery(
        message=said,
        role=DeliveryRole.COLLEAGUE,
        recipient=agent.email,
        external_id=channel.new_external_id(conversation),
        created_at=at,
    )
    rows.insert(delivery)
    emit(_queued(conversation, delivery), by=TELLER, at=at, carrying=conversation)


def _queued(conversation: Conversation, delivery: Delivery) -> MessageQueued:
    return MessageQueued(
        conversation.pk,
        conversation.team_id,
        delivery.message_id,
        delivery.pk,
        automatic=True,
        before=conversation.status,
        after=conversation.status,
        copy=True,
    )
