"""Playing the agenda through `receive` and `post`, with the clock moved to each instant."""

from __future__ import annotations

from datetime import datetime

from tillit import clock
from tillit.channels.email.composing import compose
from tillit.channels.email.stand_in import sending_through
from tillit.conversations import actions
from tillit.conversations.envelope import Envelope
from tillit.conversations.models import Conversation, Delivery, Message
from tillit.conversations.properties import add_tag, choose
from tillit.conversations.spine import keep_enclosures, post, receive
from tillit.demo import mailroom
from tillit.demo.cast import ADDRESS, CUSTOMERS
from tillit.demo.files import files_of
from tillit.demo.orders import order_of
from tillit.demo.plays import Play, Step
from tillit.demo.shop import Shop, remember
from tillit.demo.sorting import type_of
from tillit.demo.surveying import given_of
from tillit.feedback.actions import invite
from tillit.feedback.answering import save_response
from tillit.feedback.models import Invitation
from tillit.journal.models import Lane
from tillit.journal.worker import work_off
from tillit.people.actor import Actor
from tillit.people.models import Agent, Order
from tillit.standards.clockwork import tick

MAILBOXES = frozenset(customer.email for customer in CUSTOMERS)
NEVER_OPENED = 3


class Stage:
    """The world while it is being played."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop
        self._conversations: dict[int, Conversation] = {}
        self._last_said: dict[int, str] = {}
        self._now = clock.now()
        self._verbs = {
            "customer": self._customer,
            "agent": self._agent,
            "note": self._note,
            "resolved": self._resolved,
            "no_reply_needed": self._resolved,
            "rating": self._rating,
        }

    def play(self, step: Step) -> None:
        """Let one thing happen, and everything that follows from it at once."""
        with clock.moved_to(step.at), sending_through(self._deliver):
            tick()
            self._verbs[step.what](step)
            while work_off(*Lane, batch=50):
                pass

    def _deliver(self, delivery: Delivery) -> None:
        """Our mails reach the four mailboxes; nobody else in this world has one."""
        if delivery.recipient in MAILBOXES:
            old = (self._now - clock.now()).days >= NEVER_OPENED
            raw = compose(delivery).as_bytes()
            mailroom.put(raw, owner=delivery.recipient, at=clock.now(), sent=False, read=old)

    def _conversation(self, play: Play) -> Conversation:
        return self._conversations[play.number]

    def _customer(self, step: Step) -> None:
        play = step.play
        text = play.said(step.turn)
        reply = step.turn > 0
        subject = play.subject
        enclosures = () if reply else files_of(play)
        identity = f"<play.{play.number}.{step.turn}@{play.email.rpartition('@')[2]}>"
        envelope = Envelope(
            sender_address=play.email,
            sender_name=play.name,
            subject=f"Re: {subject}" if reply else subject,
            text=text,
            language=play.script.language,
            external_id=identity,
            references=(self._last_said[play.number],) if reply else (),
            enclosures=enclosures,
        )
        received = receive(
            envelope,
            inbox=self._shop.inbox,
            at=step.at,
            kept=keep_enclosures(enclosures),
        )
        if not reply:
            self._order(received.conversation.contact_id, step)
        self._conversations[play.number] = received.conversation
        self._last_said[play.number] = identity
        if play.email in MAILBOXES:
            _keep_sent(play, envelope, step.at)

    def _agent(self, step: Step) -> None:
        message = self._say(step, note=False)
        self._last_said[step.play.number] = message.external_id

    def _note(self, step: Step) -> None:
        self._say(step, note=True)

    def _say(self, step: Step, *, note: bool) -> Message:
        agent = self._shop.writer_of(step) if note else self._colleague(step)
        return post(
            conversation=self._conversation(step.play),
            by=Actor.agent(agent),
            agent=agent,
            text=step.play.said(step.turn),
            note=note,
            at=step.at,
        )

    def _order(self, contact: int, step: Step) -> None:
        order = order_of(step.play, contact, step.at)
        if not Order.objects.filter(number=order.number).exists():
            order.save()
            remember(order)

    def _colleague(self, step: Step) -> Agent:
        return self._shop.agents[step.play.agent]

    def _resolved(self, step: Step) -> None:
        conversation, agent = self._conversation(step.play), self._colleague(step)
        by, silent = Actor.agent(agent), step.what == "no_reply_needed"
        topic = step.play.script.topic
        add_tag(conversation=conversation, name=self._shop.tags[topic].name, by=by)
        choose(conversation=conversation, name="case_type", value=type_of(topic), by=by)
        actions.resolve(conversation=conversation, by=by, no_reply_needed=silent, at=step.at)
        if not silent:
            # The rule that asks is new, and what was over before sets nothing going.
            invite(conversation=conversation, agent=agent, at=step.at)

    def _rating(self, step: Step) -> None:
        play = step.play
        asked = Invitation.objects.filter(conversation=self._conversation(play)).first()
        if asked and play.opinion:
            save_response(invitation=asked, given=given_of(play.opinion), at=step.at)


def _keep_sent(play: Play, envelope: Envelope, at: datetime) -> None:
    mail = mailroom.written(
        name=play.name,
        address=play.email,
        to=ADDRESS,
        subject=envelope.subject,
        text=envelope.text,
        at=at,
        files=tuple(envelope.enclosures),
    )
    mailroom.put(mail.as_bytes(), owner=play.email, at=at, sent=True)
