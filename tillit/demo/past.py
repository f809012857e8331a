"""The older history of the demo world, written down as the steps of the agenda tell it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from tillit import clock
from tillit.automation.models import Rule
from tillit.conversations.finding.reading import KIND
from tillit.conversations.spine import keep_enclosures
from tillit.demo.chronicle.asking import answer, ask
from tillit.demo.chronicle.ledger import Ledger
from tillit.demo.chronicle.promising import Promising
from tillit.demo.chronicle.setting import Customer, Desk, Terms
from tillit.demo.chronicle.story import Story
from tillit.demo.chronicle.templates import Mail, acknowledging, receipt_rule
from tillit.demo.files import files_of
from tillit.demo.orders import order_of
from tillit.demo.plays import Step
from tillit.demo.shop import Shop, remember
from tillit.demo.sorting import type_of
from tillit.demo.surveying import given_of, recommendation
from tillit.demo.weeks import SEED
from tillit.feedback.mails import words_of
from tillit.feedback.models import Invitation, SurveyVersion
from tillit.hours.business_time import is_open
from tillit.journal.models import Event
from tillit.people.actions import recognise
from tillit.people.models import Agent, Order
from tillit.search.marking import mark_all_stale
from tillit.standards.models import Clock, PromiseState, StandardVersion


@dataclass
class _Told:
    """A conversation as far as it has come."""

    story: Story
    promising: Promising
    invitation: Invitation | None = None


@dataclass
class Past:
    """Like `Stage`, but every step only writes its rows; they are in the database after `close`."""

    shop: Shop
    ledger: Ledger = field(default_factory=lambda: Ledger(report=lambda written: None))

    def __post_init__(self) -> None:
        """Nothing has happened yet."""
        self._random = Random(SEED)  # noqa: S311 (tokens of links that were never sent)
        self._desk = Desk(self.shop.inbox, self.shop.inbox.mailbox.address, ())
        self._rules: dict[bool, Rule] = {one: receipt_rule(closed=one) for one in (False, True)}
        self._versions = list(StandardVersion.objects.filter(inbox=self.shop.inbox))
        self._customers: dict[str, Customer] = {}
        self._orders: set[str] = set()
        self._told: dict[int, _Told] = {}
        self._verbs = {
            "customer": self._customer,
            "agent": self._agent,
            "note": self._note,
            "resolved": self._resolved,
            "no_reply_needed": self._resolved,
            "rating": self._rating,
            "recommend_asked": self._recommend_asked,
            "recommend": self._recommend,
        }

    def play(self, step: Step) -> None:
        """Write down one thing and what follows from it at once."""
        if step.turn or step.what != "customer":
            self._until(step.at, self._told[step.play.number])
        self._verbs[step.what](step)

    def close(self) -> None:
        """Have everything written."""
        for told in self._told.values():
            told.promising.close()
            self.ledger.finish(told.story.conversation)
        self.ledger.close()
        mark_all_stale(KIND, [one.story.conversation.pk for one in self._told.values()])
        remember(*Order.objects.filter(number__in=self._orders))

    def _until(self, at: datetime, told: _Told) -> None:
        """Time passes; a promise that falls due meanwhile is broken."""
        promise = told.promising.waiting
        if promise and promise.state == PromiseState.RUNNING and promise.due_at < at:
            told.promising.break_it()

    def _customer(self, step: Step) -> None:
        if step.turn:
            self._goes_on(step)
        else:
            self._begins(step)

    def _begins(self, step: Step) -> None:
        play = step.play
        story = Story(self.ledger, self._random, self._desk, self._who(step))
        promising = Promising(story, self._terms(step.at))
        self._told[play.number] = _Told(story, promising)
        received = story.begin(step.at, play.subject, play.said(0))
        for file in keep_enclosures(files_of(play)):
            story.enclose(received, file)
        promise = promising.make(Clock.FIRST_RESPONSE, step.at, received)
        story.conversation.inbox = self.shop.inbox
        closed = not is_open(self.shop.inbox.calendar.version_at(step.at).hours, step.at)
        mail = acknowledging(story.conversation, promise, step.at, closed=closed)
        story.sent(story.confirm_receipt(self._rules[closed], received, mail), step.at)
        order = order_of(play, story.customer.id, step.at)
        if order.number not in self._orders:
            self._orders.add(order.number)
            self.ledger.add(order)

    def _who(self, step: Step) -> Customer:
        play = step.play
        if play.email not in self._customers:
            with clock.moved_to(step.at):
                language = play.script.language
                found = recognise(value=play.email, name=play.name, language=language)
            self._customers[play.email] = Customer(found.contact.pk, language, play.email)
        return self._customers[play.email]

    def _terms(self, at: datetime) -> Terms:
        """What was promised at an instant."""
        holding = (
            one
            for one in self._versions
            if one.valid_from <= at and (one.valid_to is None or at < one.valid_to)
        )
        calendar_version = self.shop.inbox.calendar.version_at(at)
        return Terms(calendar_version, {Clock(one.clock): one for one in holding if one.clock})

    def _goes_on(self, step: Step) -> None:
        told = self._told[step.play.number]
        received = told.story.go_on(step.at, step.play.said(step.turn))
        if told.promising.waiting is None:
            told.promising.make(Clock.NEXT_RESPONSE, step.at, received)

    def _agent(self, step: Step) -> None:
        told = self._told[step.play.number]
        said = told.story.reply(step.at, self._colleague(step), step.play.said(step.turn))
        sent = told.story.sent(said, step.at)
        told.promising.remember_first_answer(said)
        if told.promising.waiting:
            told.promising.meet(said, sent)

    def _note(self, step: Step) -> None:
        told = self._told[step.play.number]
        told.story.note(step.at, self.shop.writer_of(step), step.play.said(step.turn))

    def _colleague(self, step: Step) -> Agent:
        return self.shop.agents[step.play.agent]

    def _resolved(self, step: Step) -> None:
        told, agent = self._told[step.play.number], self._colleague(step)
        topic = step.play.script.topic
        told.story.tag(step.at, agent, self.shop.tags[topic])
        told.story.classify(step.at, agent, type_of(topic))
        silent = step.what == "no_reply_needed"
        unanswered = told.promising.waiting is not None
        resolved = told.story.resolve(
            step.at, agent, without_reply=unanswered, no_reply_needed=silent
        )
        if unanswered:
            told.promising.cancel(step.at, resolved)
        if not silent:
            told.invitation = self._ask(told.story, self.shop.surveys.contact, step, resolved)

    def _ask(
        self, story: Story, version: SurveyVersion, step: Step, cause: Event | None
    ) -> Invitation:
        return ask(
            story,
            version,
            lambda invitation: Mail(*words_of(invitation, story.conversation)),
            agent=self._colleague(step),
            at=step.at,
            cause=cause,
            leaves_after=timedelta(),
        )

    def _rating(self, step: Step) -> None:
        told = self._told[step.play.number]
        if told.invitation and step.play.opinion:
            answer(told.story, told.invitation, given_of(step.play.opinion), step.at)

    def _recommend_asked(self, step: Step) -> None:
        told = self._told[step.play.number]
        told.invitation = self._ask(told.story, self.shop.surveys.relationship, step, None)

    def _recommend(self, step: Step) -> None:
        told = self._told[step.play.number]
        if told.invitation:
            answer(told.story, told.invitation, recommendation(step), step.at)
