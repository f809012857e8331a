"""Shares of the conversations that were resolved."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from tillit.conversations.measures.solved import OfSolved, Solved, total
from tillit.measures.registry import Aim, ClockKind, Extra, Figure, Summary, Unit, Words
from tillit.measures.statistics import ratio
from tillit.measures.telling import share

Beside = tuple[str, Words, Unit]
"""A count that is told beside a share, for each resolved conversation: its name, label and unit."""


@dataclass(frozen=True)
class ShareOfSolved(OfSolved):
    """How many of the resolved conversations are of one kind."""

    key: str
    order: int
    title: Words
    definition: Words
    formula: Words
    part: str
    is_part: Callable[[Solved], bool]
    words: Words
    aim: Aim = Aim.AT_MOST
    beside: tuple[Beside, ...] = ()

    def figure(self, summaries: Iterable[Summary], clock: ClockKind) -> Figure:
        """The share with its interval, and what is told beside it."""
        names = [name for name, _label, _unit in self.beside]
        n, part, *others = total(summaries, "n", self.part, *names)
        extras = tuple(
            Extra(label, ratio(number, n), unit)
            for (_name, label, unit), number in zip(self.beside, others, strict=True)
        )
        return share(part, n, extras=extras)

    def says(self, one: Solved) -> Words:
        """What it is in this respect."""
        return self.words if self.is_part(one) else _("Resolved")


ONE_TOUCH = ShareOfSolved(
    key="one-touch",
    order=32,
    title=_("Solved with one reply"),
    definition=_(
        "The share of resolved conversations that took exactly one reply by a person. What was "
        "resolved without any reply is not among them. Automatic mails and internal notes are no "
        "replies. A conversation counts on the day on which it was last resolved."
    ),
    formula=_("resolved with exactly one reply ÷ resolved, with its Wilson interval (95%)"),
    part="one_touch",
    is_part=lambda one: one.outcome.replies == 1,
    words=_("One reply"),
    aim=Aim.AT_LEAST,
)
REOPENED = ShareOfSolved(
    key="reopened",
    order=34,
    title=_("Reopened"),
    definition=_(
        "The share of resolved conversations that had been resolved before and were open again, "
        "since the customer or somebody else wrote, or since a colleague reopened them. What comes "
        "back as planned does not count. Beside it stands the share without those that were only "
        "reopened by a thank-you, closed again without a reply."
    ),
    formula=_("reopened at least once ÷ resolved, with its Wilson interval (95%)"),
    part="reopened",
    is_part=lambda one: one.outcome.reopens > 0,
    words=_("Reopened"),
    beside=(
        ("reopened_net", _("Without thank-yous"), Unit.SHARE),
        ("reopens", _("Reopens for each resolved"), Unit.NUMBER),
    ),
)
TRANSFERRED = ShareOfSolved(
    key="transferred",
    order=36,
    title=_("Handed to another team"),
    definition=_(
        "The share of resolved conversations that went to another team after a colleague had taken "
        "them up: answered, written a note, or assigned them. Sorting before that is no transfer. "
        "It counts for the team that resolved the conversation."
    ),
    formula=_("handed over at least once ÷ resolved, with its Wilson interval (95%)"),
    part="transferred",
    is_part=lambda one: one.outcome.transfers > 0,
    words=_("Handed over"),
    beside=(("transfers", _("Transfers for each resolved"), Unit.NUMBER),),
)
ESCALATED = ShareOfSolved(
    key="escalated",
    order=38,
    title=_("Became a complaint"),
    definition=_(
        "The share of resolved conversations that a colleague made a complaint. A chatbot that "
        "hands over to a person escalates nothing."
    ),
    formula=_("became a complaint ÷ resolved, with its Wilson interval (95%)"),
    part="escalated",
    is_part=lambda one: one.outcome.became_complaint,
    words=_("Complaint"),
)
WITHOUT_REPLY = ShareOfSolved(
    key="without-reply",
    order=39,
    title=_("Resolved without a reply"),
    definition=_(
        "The share of resolved conversations in which the customer had the last word: nobody "
        "answered it. Some are thank-yous; a share that grows may tell of something else."
    ),
    formula=_("last message left unanswered ÷ resolved, with its Wilson interval (95%)"),
    part="without_reply",
    is_part=lambda one: one.conversation.without_reply,
    words=_("Without a reply"),
)
SHARES = (ONE_TOUCH, REOPENED, TRANSFERRED, ESCALATED, WITHOUT_REPLY)
