"""Playing the agenda through `receive` and `post`, with the clock moved to each instant."""

from __future__ import annotations

from datetime import datetime

from tillit import clock
from tillit.channels.email.composing import compose
from tillit.channels.email.stand_in import sending_through
from tillit.conversations import actions
from tillit.conversations.envelope import Enclosure, Envelope
from tillit.conversations.models import Conversation, Delivery, Message
from tillit.conversations.spine import keep_enclosures, post, receive
from tillit.demo import mailroom, pictures
from tillit.demo.agenda import Play, Step
from tillit.demo.cast import ADDRESS, CUSTOMERS
from tillit.demo.orders import note_order
from tillit.demo.shop import Shop
from tillit.feedback.answering import rated, save_response
from tillit.feedback.models import Invitation
from tillit.journal.models import Lane
from tillit.journal.worker import work_off
from tillit.people.actor import Actor
from tillit.people.models import Agent
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
            "no_reply_needed": self._no_reply_needed,
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
        text = _filled(play, play.script.turns[step.turn].text)
        reply = step.turn > 0
        subject = _filled(play, play.script.subject)
        enclosures = () if reply else _files(play)
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
            note_order(received.conversation.contact, step)
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
        agent = self._colleague(step, note=note)
        return post(
            conversation=self._conversation(step.play),
            by=Actor.agent(agent),
            agent=agent,
            text=_filled(step.play, step.play.script.turns[step.turn].text),
            note=note,
            at=step.at,
        )

    def _colleague(self, step: Step, *, note: bool) -> Agent:
        """A note comes from somebody else than the one who answers, as often as not."""
        other = (step.play.agent + 1 + step.play.number % 3) % len(self._shop.agents)
        return self._shop.agents[other if note and step.play.number % 2 else step.play.agent]

    def _resolved(self, step: Step) -> None:
        actions.resolve(
            conversation=self._conversation(step.play), by=self._actor(step), at=step.at
        )

    def _no_reply_needed(self, step: Step) -> None:
        actions.resolve(
            conversation=self._conversation(step.play),
            by=self._actor(step),
            no_reply_needed=True,
            at=step.at,
        )

    def _actor(self, step: Step) -> Actor:
        return Actor.agent(self._shop.agents[step.play.agent])

    def _rating(self, step: Step) -> None:
        play = step.play
        asked = Invitation.objects.filter(conversation=self._conversation(play)).first()
        if asked and play.script.rating:
            comment = play.script.comment if play.with_comment else ""
            given = rated(play.script.rating, comment)
            save_response(invitation=asked, given=given, at=step.at)


def _filled(play: Play, text: str) -> str:
    for name, value in play.values.items():
        text = text.replace("{" + name + "}", value)
    return text


def _files(play: Play) -> tuple[Enclosure, ...]:
    name = play.script.attachment
    if name.endswith(".pdf"):
        return (Enclosure(name, "application/pdf", pictures.receipt(f"Fjordkaffe {name}")),)
    if name:
        plain = name.rpartition(".")[0] + ".png"
        return (Enclosure(plain, "image/png", pictures.picture(play.number % 7)),)
    return ()


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
