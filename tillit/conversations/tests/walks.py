"""Random walks: customers and agents do whatever can be done, in any order."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.core.cache import cache
from django.db import transaction
from hypothesis import strategies

from tillit import clock
from tillit.conversations import actions
from tillit.conversations.envelope import Envelope, Robot
from tillit.conversations.models import Conversation, Inbox
from tillit.conversations.spine import post, receive
from tillit.people.actor import Actor
from tillit.people.models import Agent
from tillit.testing.cast import DAAN, GRACE, MONDAY_TEN, NORA, ZSOFIA

CUSTOMERS = [NORA, DAAN, ZSOFIA, GRACE]
WAITS = [timedelta(minutes=10), timedelta(hours=5), timedelta(days=15)]


@dataclass(frozen=True)
class Step:
    """One thing that happens: `verb` to the conversation picked by `which`, by or to `who`."""

    verb: str
    which: int
    who: int


@dataclass
class Walk:
    """A desk on which steps are taken one after the other."""

    inboxes: list[Inbox]
    agents: list[Agent]
    at: datetime = MONDAY_TEN
    touched: list[int] = field(default_factory=list)

    def take(self, step: Step) -> None:
        """Take one step."""
        self.at += timedelta(minutes=1)
        with clock.moved_to(self.at):
            VERBS[step.verb](self, step)

    def write(self, step: Step) -> int:
        """A customer writes about something new."""
        inbox = self.inboxes[step.which % len(self.inboxes)]
        return self.hear(inbox, step, references=())

    def again(self, step: Step) -> int:
        """A customer answers, with a robot every third time."""
        known = self.picked(step)
        references = tuple(
            known.messages.exclude(external_id="").values_list("external_id", flat=True)
        )
        return self.hear(known.inbox, step, references)

    def hear(self, inbox: Inbox, step: Step, references: tuple[str, ...]) -> int:
        customer = CUSTOMERS[step.who % len(CUSTOMERS)]
        envelope = Envelope(
            sender_address=customer.email,
            sender_name=customer.name if step.which % 2 else "",
            subject=f"Matter {step.which}",
            text=customer.words,
            language=customer.language,
            external_id=f"<{self.at.timestamp()}@customer.example>",
            references=references,
            robot=Robot.AUTO_REPLY if references and step.who % 3 == 2 else Robot.NONE,
        )
        conversation = receive(envelope, inbox=inbox, at=self.at).conversation
        self.touched.append(conversation.pk)
        return conversation.pk

    def picked(self, step: Step) -> Conversation:
        """One of the conversations so far; a new one when there is none."""
        if not self.touched:
            self.write(step)
        return Conversation.objects.get(pk=self.touched[step.which % len(self.touched)])

    def agent(self, step: Step) -> Agent:
        return self.agents[step.who % len(self.agents)]

    def say(self, step: Step, *, note: bool) -> int:
        """An agent replies, or leaves a note."""
        conversation, agent = self.picked(step), self.agent(step)
        by = Actor.agent(agent)
        post(conversation=conversation, by=by, agent=agent, text="We look.", note=note)
        return conversation.pk

    def assign(self, step: Step) -> int:
        """Somebody gives it to somebody, or to nobody."""
        conversation, by = self.picked(step), Actor.agent(self.agents[0])
        to = None if step.who == 0 else self.agent(step)
        actions.assign(conversation=conversation, to=to, by=by)
        return conversation.pk

    def do(self, step: Step, verb: Callable[..., None]) -> int:
        """An agent does something that needs no more words."""
        conversation = self.picked(step)
        verb(conversation=conversation, by=Actor.agent(self.agent(step)))
        return conversation.pk

    def wait(self, step: Step) -> int:
        """Nothing happens for a while."""
        self.at += WAITS[step.who % len(WAITS)]
        return 0


VERBS: dict[str, Callable[[Walk, Step], int]] = {
    "write": Walk.write,
    "again": Walk.again,
    "reply": lambda walk, step: walk.say(step, note=False),
    "note": lambda walk, step: walk.say(step, note=True),
    "assign": Walk.assign,
    "resolve": lambda walk, step: walk.do(step, actions.resolve),
    "reopen": lambda walk, step: walk.do(step, actions.reopen),
    "read": lambda walk, step: walk.do(step, actions.mark_read),
    "wait": Walk.wait,
}

STEPS = strategies.lists(
    strategies.builds(
        Step,
        verb=strategies.sampled_from(sorted(VERBS)),
        which=strategies.integers(0, 5),
        who=strategies.integers(0, 5),
    ),
    min_size=1,
    max_size=14,
)


@contextmanager
def undone() -> Iterator[None]:
    """What happens in this block has not happened afterwards."""
    cache.clear()
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
