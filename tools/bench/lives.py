"""How conversations go: who answers how fast, what comes after, and when it is over."""

from __future__ import annotations

import math
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from bench.desks import House
from bench.words import length_of_a_mail, vocabulary
from tillit.automation.models import Rule
from tillit.conversations.spine import KeptFile
from tillit.demo.chronicle.asking import IN_A_MOMENT, answer, ask
from tillit.demo.chronicle.ledger import Ledger
from tillit.demo.chronicle.promising import Promising
from tillit.demo.chronicle.setting import Customer, Desk
from tillit.demo.chronicle.story import Story
from tillit.demo.chronicle.templates import Mail
from tillit.feedback.answering import rated
from tillit.feedback.models import Invitation, SurveyVersion
from tillit.hours.business_time import due
from tillit.journal.models import Event
from tillit.people.models import Agent
from tillit.standards.models import Clock

LINGERS, FADES_IN_DAYS = 0.9, 42.0
"""How many stay open for now, and how fast that fades with age: a tenth of 13 months in all."""
NEVER_ANSWERED, ASKED_AGAIN = 0.05, 0.07
"""How many of those that linger wait for us."""
UNANSWERED = 0.04
"""How many of the others are closed without a reply."""
GOES_ON, HAS_NOTE, HAS_FILE, TAKEN = 0.12, 0.08, 0.04, 0.3
INVITED, RATES = 0.28, 0.55
SCORES = {1: 4, 2: 5, 3: 11, 4: 34, 5: 46}

Steps = Generator[datetime, None, datetime]
"""The instants of what comes next, and in the end when it was over."""


@dataclass(frozen=True)
class Scene:
    """What all lives have in common."""

    ledger: Ledger
    house: House
    random: Random
    now: datetime
    receipt: Rule
    acknowledgements: dict[str, Mail]
    survey: SurveyVersion
    surveys: dict[str, Mail]
    files: tuple[KeptFile, ...]


class Life:
    """One conversation: `unfold` takes a step whenever it is asked for the instant of the next."""

    def __init__(self, scene: Scene, at: datetime, desk: Desk, customer: Customer) -> None:
        """Draw by lot how it will go."""
        self._scene = scene
        self._begins = at
        self._random = scene.random
        self._story = Story(scene.ledger, scene.random, desk, customer)
        self._promising = Promising(self._story, scene.house.terms)
        self._agent: Agent = self._random.choice(desk.agents)
        age = (scene.now - at) / timedelta(days=1)
        self._lingers = self._happens(LINGERS * math.exp(-age / FADES_IN_DAYS))

    def close(self) -> None:
        """Write down how it stands."""
        self._promising.close()
        self._scene.ledger.finish(self._story.conversation)

    def unfold(self) -> Iterator[datetime]:
        """From the first mail to the rating, as far as it goes."""
        self._ask()
        if self._happens(NEVER_ANSWERED if self._lingers else UNANSWERED):
            yield from self._ignore()
            return
        resting_since = yield from self._answer(self._begins)
        if self._happens(ASKED_AGAIN if self._lingers else GOES_ON):
            resting_since = yield from self._go_on(resting_since)
        if not self._lingers:
            yield from self._finish(resting_since)

    def _happens(self, probability: float) -> bool:
        return self._random.random() < probability

    def _later(self, at: datetime, hours: float, spread: float) -> datetime:
        """After about so many hours of opening time."""
        taken = self._random.lognormvariate(math.log(hours * 3600), spread)
        return due(self._scene.house.hours, at, timedelta(seconds=round(taken)))

    def _words(self) -> str:
        language = vocabulary(self._story.customer.language)
        return language.text(self._random, length_of_a_mail(self._random))

    def _ask(self) -> None:
        story, at, language = self._story, self._begins, self._story.customer.language
        subject = vocabulary(language).subject(self._random)
        received = story.begin(at, subject, self._words())
        if self._happens(HAS_FILE):
            story.enclose(received, self._random.choice(self._scene.files))
        self._promising.make(Clock.FIRST_RESPONSE, at, received)
        mail = self._scene.acknowledgements[language].filled(
            number=story.conversation.pk, promise=self._promising.waiting
        )
        story.sent(story.confirm_receipt(self._scene.receipt, received, mail), at + IN_A_MOMENT)

    def _until(self, at: datetime) -> Iterator[datetime]:
        """Time passes; when a promise falls due meanwhile, it is broken."""
        promise = self._promising.waiting
        if promise and promise.due_at < at:
            yield promise.due_at
            self._promising.break_it()
        yield at

    def _answer(self, since: datetime) -> Steps:
        at = self._later(since, hours=1.6, spread=0.9)
        yield from self._until(at)
        story = self._story
        story.read(at - timedelta(minutes=3), self._agent)
        if self._happens(HAS_NOTE):
            story.note(at - timedelta(minutes=2), self._agent, self._words())
        said = story.reply(at, self._agent, self._words())
        sent = story.sent(said, at + IN_A_MOMENT)
        self._promising.remember_first_answer(said)
        self._promising.meet(said, sent)
        return at

    def _go_on(self, since: datetime) -> Steps:
        """The customer writes once more; while it lingers, nobody has answered that yet."""
        at = since + timedelta(hours=self._random.lognormvariate(1.5, 1.0))
        yield at
        received = self._story.go_on(at, self._words())
        self._promising.make(Clock.NEXT_RESPONSE, at, received)
        if self._lingers:
            yield from self._until(self._scene.now)
            return at
        return (yield from self._answer(at))

    def _ignore(self) -> Iterator[datetime]:
        """Nobody answers; in the end somebody closes it, unless it lingers."""
        if self._happens(TAKEN):
            at = self._later(self._begins, hours=0.5, spread=0.3)
            yield at
            self._story.take(at, self._agent)
        at = self._later(self._begins, hours=5.0, spread=0.8)
        yield from self._until(self._scene.now if self._lingers else at)
        if not self._lingers:
            self._close_without_reply(at)

    def _close_without_reply(self, at: datetime) -> None:
        resolved = self._story.resolve(at, self._agent, without_reply=True, no_reply_needed=True)
        self._promising.cancel(at, resolved)

    def _finish(self, since: datetime) -> Iterator[datetime]:
        at = self._later(since, hours=9.0, spread=0.7)
        yield at
        invited = self._happens(INVITED)
        resolved = self._story.resolve(
            at, self._agent, without_reply=False, no_reply_needed=not invited
        )
        if invited:
            yield from self._rate(self._invite(at, resolved))

    def _invite(self, at: datetime, resolved: Event) -> Invitation:
        template = self._scene.surveys[self._story.customer.language]

        def mail(invitation: Invitation) -> Mail:
            return template.filled(number=self._story.conversation.pk, token=invitation.token)

        return ask(self._story, self._scene.survey, mail, agent=self._agent, at=at, cause=resolved)

    def _rate(self, invitation: Invitation) -> Iterator[datetime]:
        if not self._happens(RATES):
            return
        at = invitation.sent_at + timedelta(hours=self._random.lognormvariate(1.2, 1.3))
        yield at
        score = self._random.choices(list(SCORES), list(SCORES.values()))[0]
        answer(self._story, invitation, rated(score), at)
