"""One conversation, written down row by row as `receive`, `post` and the reactions write it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Any

from tillit.automation.models import Firing, Rule
from tillit.conversations.case_events import CaseTypeChanged, TagAdded
from tillit.conversations.deliveries import SENDER
from tillit.conversations.events import (
    ConversationAssigned,
    ConversationRead,
    ConversationResolved,
    ConversationStarted,
    MessageQueued,
    MessageReceived,
    MessageSent,
    NoteWritten,
)
from tillit.conversations.models import (
    Attachment,
    CaseType,
    Conversation,
    Delivery,
    DeliveryState,
    Message,
    MessageKind,
    Shelf,
    Status,
    Tag,
)
from tillit.conversations.spine import KeptFile
from tillit.conversations.words import html_of, preview_of
from tillit.demo.chronicle.inserting import new
from tillit.demo.chronicle.ledger import Ledger
from tillit.demo.chronicle.setting import Customer, Desk
from tillit.demo.chronicle.templates import Mail
from tillit.journal.facts import Fact
from tillit.journal.models import Event
from tillit.people.models import Agent


@dataclass(frozen=True)
class Said:
    """A message that waits to be sent."""

    message: Message
    delivery: Delivery
    event: Event


class Story:
    """A conversation as it unfolds; every verb writes its rows and tells the journal."""

    def __init__(self, ledger: Ledger, random: Random, desk: Desk, customer: Customer) -> None:
        """Begin before the first word."""
        self.ledger = ledger
        self.random = random
        self.desk = desk
        self.customer = customer
        self.conversation = Conversation()

    @property
    def ids(self) -> tuple[int, int]:
        """Conversation and team, with which all its facts begin."""
        return self.conversation.pk, self.conversation.team_id

    def tell(self, fact: Fact, by: str, at: datetime, cause: Event | None = None) -> Event:
        """Record a fact."""
        event = new(
            Event,
            kind=fact.kind(),
            subject=fact.subject,
            actor=by,
            at=at,
            cause_id=cause.pk if cause else None,
            depth=cause.depth + 1 if cause else 0,
            data=dict(vars(fact)),
        )
        return self.ledger.add(event)

    def change(self, **fields: Any) -> None:
        """Set fields of the conversation; its list row is new."""
        fields["version"] = self.conversation.version + 1
        if "status" in fields:
            fields["shelf"] = Shelf.of(fields["status"])
        vars(self.conversation).update(fields)

    def begin(self, at: datetime, subject: str, text: str) -> Event:
        """The customer writes for the first time."""
        conversation = new(
            Conversation,
            inbox_id=self.desk.inbox.pk,
            team_id=self.desk.inbox.team_id,
            contact_id=self.customer.id,
            channel=self.desk.inbox.channel,
            address=self.customer.address,
            subject=subject,
            language=self.customer.language,
            preview=preview_of(text),
            created_at=at,
            last_message_at=at,
            first_asked_at=at,
            waits_since=at,
        )
        self.conversation = self.ledger.number(conversation)
        message = self._heard(at, text, subject)
        self.tell(ConversationStarted(*self.ids, self.customer.id), self.customer.key, at)
        return self._received(message, first=True, before=Status.NEW)

    def go_on(self, at: datetime, text: str) -> Event:
        """The customer writes again."""
        before = self.conversation.status
        message = self._heard(at, text, f"Re: {self.conversation.subject}"[:250])
        self.change(
            status=Status.OPEN if before == Status.WAITING else before,
            unread=True,
            preview=preview_of(text),
            last_message_at=at,
        )
        self._waits(self.conversation.waits_since or at)
        return self._received(message, first=False, before=before)

    def _waits(self, since: datetime | None) -> None:
        """The customer waits for a person since then, or no longer."""
        if self.conversation.waits_since != since:
            self.change(waits_since=since)

    def _heard(self, at: datetime, text: str, subject: str) -> Message:
        return self._message(
            MessageKind.INCOMING,
            at,
            text,
            contact_id=self.customer.id,
            subject=subject,
            address=self.customer.address,
            external_id=f"<{self._secret()}@{self.customer.language}.example>",
        )

    def _received(self, message: Message, *, first: bool, before: str) -> Event:
        after = self.conversation.status
        fact = MessageReceived(
            *self.ids, message.pk, first=first, acknowledge=True, before=before, after=after
        )
        return self.tell(fact, self.customer.key, message.at)

    def _message(self, kind: str, at: datetime, text: str, **fields: Any) -> Message:
        fields["html"] = fields.get("html") or html_of(text)
        message = new(
            Message, conversation_id=self.conversation.pk, kind=kind, at=at, text=text, **fields
        )
        return self.ledger.add(message)

    def _secret(self) -> str:
        return f"{self.random.getrandbits(128):032x}"

    def enclose(self, event: Event, file: KeptFile) -> None:
        """The message of an event came with a file."""
        message: int = event.data["message"]
        self.ledger.add(Attachment(message_id=message, **vars(file)))

    def note(self, at: datetime, agent: Agent, text: str) -> None:
        """A colleague leaves a note."""
        message = self._message(MessageKind.NOTE, at, text, agent_id=agent.pk)
        self.change()
        self.tell(NoteWritten(*self.ids, message.pk), f"agent:{agent.pk}", at)

    def take(self, at: datetime, agent: Agent) -> None:
        """A colleague takes it, before answering."""
        self.change(assignee_id=agent.pk)
        fact = ConversationAssigned(*self.ids, None, agent.pk)
        self.tell(fact, f"agent:{agent.pk}", at)

    def read(self, at: datetime, agent: Agent) -> None:
        """A colleague opens it."""
        if self.conversation.unread:
            self.change(unread=False)
            self.tell(ConversationRead(*self.ids), f"agent:{agent.pk}", at)

    def reply(self, at: datetime, agent: Agent, text: str) -> Said:
        """A colleague answers."""
        before = self.conversation.status
        owes = before in (Status.NEW, Status.OPEN, Status.ON_HOLD)
        self.change(
            status=Status.WAITING if owes else before,
            unread=False,
            preview=preview_of(text),
            last_message_at=at,
            assignee_id=self.conversation.assignee_id or (agent.pk if owes else None),
        )
        said = self._said(at, text, f"agent:{agent.pk}", before=before, agent_id=agent.pk)
        self._waits(None)
        return said

    def say_automatically(
        self, at: datetime, mail: Mail, purpose: str, *, by: str, cause: Event | None
    ) -> Said:
        """Tillit itself says something."""
        before = self.conversation.status
        automatic = {
            "automatic": True,
            "purpose": purpose,
            "subject": mail.subject,
            "html": mail.html,
        }
        return self._said(at, mail.text, by, before=before, cause=cause, **automatic)

    def confirm_receipt(self, rule: Rule, received: Event, mail: Mail) -> Said:
        """The rule that confirms receipt does so, and it is written down."""
        step, at = rule.steps[0], received.at
        said = self.say_automatically(at, mail, rule.purpose, by=rule.actor.key, cause=received)
        what = {"message": said.message.pk}
        self.ledger.add(
            new(
                Firing,
                rule_id=rule.pk,
                rule_version=rule.version,
                conversation_id=self.conversation.pk,
                cause=f"event:{received.pk}",
                message=received.data["message"],
                at=at,
                did=[{"do": step["do"], "said": step, "so_already": False, "what": what}],
            )
        )
        return said

    def _said(
        self,
        at: datetime,
        text: str,
        by: str,
        *,
        before: str,
        cause: Event | None = None,
        **fields: Any,
    ) -> Said:
        domain = self.desk.address.partition("@")[2]
        fields["external_id"] = f"<{self.conversation.pk}.{self._secret()}@{domain}>"
        fields["address"] = self.customer.address
        message = self._message(MessageKind.OUTGOING, at, text, **fields)
        delivery = self.ledger.number(
            new(Delivery, message_id=message.pk, recipient=message.address, created_at=at)
        )
        fact = MessageQueued(
            *self.ids,
            message.pk,
            delivery.pk,
            automatic=message.automatic,
            before=before,
            after=self.conversation.status,
        )
        return Said(message, delivery, self.tell(fact, by, at, cause))

    def sent(self, said: Said, at: datetime) -> Event:
        """What was said has left."""
        message, delivery = said.message, said.delivery
        delivery.state, delivery.sent_at = DeliveryState.SENT, at
        self.ledger.add(delivery)
        if not message.automatic:
            self.change()
            self.ledger.changed("first-response", self.conversation.team_id, message.at)
        fact = MessageSent(
            *self.ids,
            message.pk,
            delivery.pk,
            automatic=message.automatic,
            said_at=message.at.isoformat(),
        )
        return self.tell(fact, SENDER.key, at, said.event)

    def tag(self, at: datetime, agent: Agent, tag: Tag) -> None:
        """A colleague puts a tag on it."""
        tagging = Conversation.tags.through
        self.ledger.add(new(tagging, conversation_id=self.conversation.pk, tag_id=tag.pk))
        self.change()
        self.tell(TagAdded(*self.ids, tag.pk), f"agent:{agent.pk}", at)

    def classify(self, at: datetime, agent: Agent, value: CaseType) -> None:
        """A colleague says what the customer wants, if it is one of the types."""
        before = self.conversation.case_type
        if value != before:
            self.change(case_type=value.value)
            fact = CaseTypeChanged(*self.ids, before, value.value)
            self.tell(fact, f"agent:{agent.pk}", at)

    def resolve(
        self, at: datetime, agent: Agent, *, without_reply: bool, no_reply_needed: bool
    ) -> Event:
        """A colleague closes it."""
        before = self.conversation.status
        self.change(
            status=Status.RESOLVED, resolved_at=at, without_reply=without_reply, unread=False
        )
        self._waits(None)
        fact = ConversationResolved(
            *self.ids, before, without_reply=without_reply, no_reply_needed=no_reply_needed
        )
        return self.tell(fact, f"agent:{agent.pk}", at)
