"""Random walks: customers and agents do whatever can be done, in any order."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.core.cache import caches
from django.db import transaction
from hypothesis import strategies

from tillit import clock
from tillit.conversations import actions, merging, properties, snoozing, spam
from tillit.conversations.envelope import Envelope, Robot
from tillit.conversations.models import Conversation, Inbox, Merge
from tillit.conversations.properties import NotThat
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

    def snooze(self, step: Step) -> int:
        """Somebody puts it off until later, or until the customer writes."""
        conversation, by = self.picked(step), Actor.agent(self.agent(step))
        until = self.at + WAITS[step.who % len(WAITS)] if step.who % 2 else None
        snoozing.snooze(conversation=conversation, until=until, until_reply=until is None, by=by)
        return conversation.pk

    def merge(self, step: Step) -> int:
        """Somebody merges it into the next one, if that can be."""
        source, by = self.picked(step), Actor.agent(self.agent(step))
        into = self.picked(Step(step.verb, step.which + 1, step.who))
        with suppress(NotThat):
            merging.merge(source=source, into=into, by=by)
        return source.pk

    def unmerge(self, step: Step) -> int:
        """Somebody undoes the last merge."""
        merge = Merge.objects.filter(undone_at=None).order_by("-id").first()
        if merge:
            merging.unmerge(merge=merge, by=Actor.agent(self.agent(step)))
        return 0

    def move(self, step: Step) -> int:
        """Somebody hands it over to the team of an inbox."""
        conversation, by = self.picked(step), Actor.agent(self.agent(step))
        team = self.inboxes[step.who % len(self.inboxes)].team
        properties.move(conversation=conversation, to=team, by=by)
        return conversation.pk

    def follow(self, step: Step) -> int:
        """Somebody follows it."""
        conversation, agent = self.picked(step), self.agent(step)
        properties.follow(conversation=conversation, agent=agent, by=Actor.agent(agent))
        return conversation.pk

    def tick(self, step: Step) -> int:
        """The clock looks."""
        snoozing.wake_due(now=self.at)
        return 0

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
    "snooze": Walk.snooze,
    "wake": lambda walk, step: walk.do(step, snoozing.wake),
    "spam": lambda walk, step: walk.do(step, spam.mark),
    "no spam": lambda walk, step: walk.do(step, spam.unmark),
    "merge": Walk.merge,
    "unmerge": Walk.unmerge,
    "move": Walk.move,
    "follow": Walk.follow,
    "tick": Walk.tick,
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
    caches["process"].clear()
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
