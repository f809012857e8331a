"""`tillit worker --only senders` hands replies to a mail server."""

from __future__ import annotations

import uuid
from argparse import Namespace
from collections import Counter
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any
from unittest import mock

from torture.flows.filing import done_before
from torture.flows.flow import Flow, Verdict, Wrong, work_through
from torture.ground import HOST
from torture.mails import MAILS, name_of, sender_of
from torture.sink import sink, taken_from


@dataclass(frozen=True)
class Death:
    """What the mail server had accepted when we died, and what we did not know of."""

    accepted: Counter[str]
    unsent: Counter[str]


class Delivery(Flow):
    """What the mail server keeps is the truth; a mail may come twice if we died at one point."""

    name = "delivery"

    def set_up(self, stack: ExitStack) -> None:
        """Start the mail server."""
        stack.enter_context(sink(self.ground.sink_port))

    def prepare(self) -> int:
        """Ada answers every customer, with a file."""
        from tillit.channels.email.models import Mailbox
        from tillit.journal.models import Reaction

        url = f"smtp://{HOST}:{self.ground.sink_port}"
        Mailbox.objects.update(outgoing_url=url)
        conversations = [_begin(number) for number in range(MAILS)]
        Reaction.objects.all().delete()
        for conversation in conversations:
            _answer(conversation)
        return 0

    def victim(self) -> int:
        """The worker."""
        from tillit.config.commands import worker

        return worker.main(Namespace(only="senders", once=True))

    def bring_back(self) -> None:
        """The mail server forgets as well."""
        super().bring_back()
        taken_from(self.ground.sink_port)

    def look(self) -> Death:
        """What is on either side."""
        return Death(self._accepted(), self.books.unsent())

    def finish(self) -> int:
        """Send what is left."""
        work_through(only="senders")
        return 0

    def judge(self, seen: Any) -> Verdict:
        """Each mail once; twice only if we did not know of the first time."""
        verdict = Verdict(broken=list(self.books.broken()))
        wanted = self.books.count("SELECT external_id FROM conversations_message WHERE agent_id")
        found = seen.accepted + self._accepted()
        twice = (found - wanted) & seen.accepted & seen.unsent
        verdict.permitted = sum(twice.values())
        verdict.compare(wanted, found - twice)
        verdict.broken += [f"{name} is not noted as sent" for name in self.books.unsent()]
        return verdict

    def _accepted(self) -> Counter[str]:
        accepted = taken_from(self.ground.sink_port)
        return Counter(name for name, _recipient in accepted.elements())

    @property
    def wrong(self) -> Mapping[str, Wrong]:
        """Mistakes of a sender."""
        return {"says done before it sends": done_before, "names a mail anew": _named_anew}


def _begin(number: int) -> Any:
    """A conversation in which nothing is on its way."""
    from tillit.conversations.models import Inbox
    from tillit.testing.cast import Customer, writes

    customer = Customer(f"Customer {number}", sender_of(number), "en", "Hello, the lid is cracked.")
    conversation = writes(customer, Inbox.objects.get(), message_id=name_of(number))
    conversation.messages.filter(automatic=True).delete()
    return conversation


def _answer(conversation: Any) -> None:
    from tillit.conversations.envelope import Enclosure
    from tillit.conversations.spine import keep_enclosures, post
    from tillit.people.actor import Actor
    from tillit.people.models import Agent

    ada = Agent.objects.get(name="Ada")
    file = Enclosure("lid.txt", "text/plain", b"A new lid. " * 400)
    post(
        conversation=conversation,
        by=Actor.agent(ada),
        agent=ada,
        text="A new lid is on its way.",
        kept=keep_enclosures([file]),
    )


def _named_anew() -> None:
    """Every further attempt is another mail."""
    from tillit.channels.email import channel
    from tillit.conversations import deliveries

    compose, send = channel.compose, deliveries.send

    def under_another_name(delivery: Any) -> Any:
        mail = compose(delivery)
        mail.replace_header("Message-ID", f"<{uuid.uuid4().hex}@desk.example>")
        return mail

    def again(delivery: Any, *, attempt: int) -> Any:
        name = under_another_name if attempt > 1 else compose
        with mock.patch.object(channel, "compose", name):
            return send(delivery, attempt=attempt)

    mock.patch.object(deliveries, "send", again).start()
