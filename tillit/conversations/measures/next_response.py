"""Next response time: how long each further question waited for its answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from django.utils.translation import gettext_lazy as _

from tillit.conversations.models import Conversation, Message, MessageKind, Shelf
from tillit.conversations.outcomes import ARRIVED
from tillit.hours.book import HoursBook
from tillit.hours.opening_hours import Hours
from tillit.hours.timeline import Answer, Entry, EntryKind, answers, passed
from tillit.journal import rows
from tillit.measures.dimensions import Fact, FromFacts, narrowed
from tillit.measures.registry import Aim, Case, ClockKind, Figure, Group, Scope, Summary, Unit
from tillit.measures.telling import STEPS_IN_WORDS, median
from tillit.measures.times import Times

AT_ONCE = 500
REPLIES_FOR_EACH = 10
"""About so many replies there are, the first ones among them, for each further one."""
INSTANT = timedelta(microseconds=1)
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
_ASKED = "kind = 'incoming' AND NOT automatic"
_REPLIED = "kind = 'outgoing' AND NOT automatic AND at >= %s AND at < %s"


@dataclass(frozen=True)
class Answered:
    """One answer after the first, and how long it took on both clocks."""

    conversation: Conversation
    at: datetime
    seconds: dict[ClockKind, int]


class NextResponseTime(FromFacts):
    """From the oldest message that is not answered to the answer, after the first (domain)."""

    key = "next-response"
    basis = "next-response"
    order = 12
    group = Group.ANSWERING
    aim = Aim.AT_MOST
    title = _("Next response time")
    unit = Unit.SECONDS
    definition = _(
        "How long customers waited for each further answer, once they had the first. It runs from "
        "the oldest message that nobody has answered to the click on Send of the reply, so who "
        "writes twice waits once. Automatic mails and internal notes never count as an answer, "
        "nor does what could not be delivered. An answer counts in the period in which it was "
        "given."
    )
    formula = _(
        "median of (reply − oldest unanswered message); P90 beside it, both by linear interpolation"
    )
    counted = _("further answers")
    value_label = _("Answered after")
    exactness = STEPS_IN_WORDS
    has_clocks = True
    has_cases = True

    def facts(self, scope: Scope) -> Iterable[Fact]:
        """Every further answer of the day."""
        return [Fact(one.conversation.pk, one) for one in further_answers(scope)]

    def count(self, told: Iterable[Answered]) -> Summary:
        """Every duration, on both clocks."""
        found = list(told)
        return {
            kind.value: Times.of(one.seconds[kind] for one in found).written() for kind in ClockKind
        }

    def figure(self, summaries: Iterable[Summary], clock: ClockKind) -> Figure:
        """Median and 90th percentile."""
        times = Times.together(summary[clock.value] for summary in summaries)
        return median(times, _("90% were answered within"))

    def cases(self, scope: Scope, offset: int, limit: int) -> Sequence[Case]:
        """The further answers, the newest first; time is read backwards until there are enough."""
        found: list[Answered] = []
        end, replies = scope.end, REPLIES_FOR_EACH * (offset + limit)
        while end > scope.start and len(found) < offset + limit:
            start = max(scope.start, _before(end, replies))
            part = replace(scope, start=start, end=end)
            found += sorted(further_answers(part), key=_newest_first)
            end = start
        some = [one.conversation for one in found[offset : offset + limit]]
        rows.attach_one(some, "contact")
        return [_case(one, scope.clock) for one in found[offset : offset + limit]]


def further_answers(scope: Scope) -> Iterator[Answered]:
    """Each answer of this time but the first of its conversation."""
    book, numbers = HoursBook(), _replied_in(scope)
    for begin in range(0, len(numbers), AT_ONCE):
        some = numbers[begin : begin + AT_ONCE]
        among = f"id IN ({rows.marks(some)})"
        conversations = rows.select(Conversation, among, some)
        rows.attach_one(conversations, "inbox")
        entries = entries_of(some, scope.end)
        for one in conversations:
            yield from _further(one, entries[one.pk], scope, book)


def _before(end: datetime, replies: int) -> datetime:
    """Since when there were so many replies up to an instant, whoever wrote them."""
    those = f"{_REPLIED} ORDER BY at DESC LIMIT 1 OFFSET {replies}"
    given = [rows.stored(LONG_AGO), rows.stored(end)]
    found = rows.values(Message, ("at",), those, given)
    return min(found[0][0], end - INSTANT) if found else LONG_AGO


def _replied_in(scope: Scope) -> list[int]:
    """The conversations of these teams in which a person replied again in this time."""
    teams = list(scope.teams)
    replied = (
        f"SELECT conversation_id FROM conversations_message AS reply WHERE {_REPLIED}"  # noqa: S608
        " AND at > (SELECT first_answered_at FROM conversations_conversation"
        " WHERE id = reply.conversation_id)"
    )
    those = f"id IN ({replied}) AND team_id IN ({rows.marks(teams)}) AND shelf <> %s ORDER BY id"
    given = [rows.stored(scope.start), rows.stored(scope.end), *teams, Shelf.SPAM.value]
    found = [number for (number,) in rows.values(Conversation, ("id",), those, given)]
    return _within(scope, found) if scope.slices else found


def _within(scope: Scope, conversations: Sequence[int]) -> list[int]:
    found: list[int] = []
    for begin in range(0, len(conversations), AT_ONCE):
        some = Conversation.objects.filter(pk__in=conversations[begin : begin + AT_ONCE])
        found += narrowed(some, scope, own={}).order_by("pk").values_list("pk", flat=True)
    return found


def entries_of(conversations: Sequence[int], until: datetime) -> dict[int, list[Entry]]:
    """What customers asked, and what was answered and arrived, in each of these conversations."""
    found: dict[int, list[Entry]] = {number: [] for number in conversations}
    those = (
        f"conversation_id IN ({rows.marks(conversations)}) AND at < %s"
        f" AND (({_ASKED}) OR ({ARRIVED})) ORDER BY at, id"
    )
    columns = ("conversation_id", "kind", "at")
    for number, kind, at in rows.values(
        Message, columns, those, [*conversations, rows.stored(until)]
    ):
        asked = kind == MessageKind.INCOMING
        found[number].append((EntryKind.CUSTOMER if asked else EntryKind.AGENT_PUBLIC, at))
    return found


def _further(
    conversation: Conversation, entries: Sequence[Entry], scope: Scope, book: HoursBook
) -> Iterator[Answered]:
    for one in answers(entries)[1:]:
        if scope.start <= one.answered < scope.end:
            hours = book.hours(conversation.inbox.calendar_id, one.asked)
            yield Answered(conversation, one.answered, _both_clocks(one, hours))


def _both_clocks(one: Answer, hours: Hours) -> dict[ClockKind, int]:
    return {
        ClockKind.BUSINESS: round(passed(hours, *one).total_seconds()),
        ClockKind.CALENDAR: round(passed(None, *one).total_seconds()),
    }


def _newest_first(one: Answered) -> tuple[float, int]:
    return -one.at.timestamp(), -one.conversation.pk


def _case(one: Answered, clock: ClockKind) -> Case:
    return Case(
        conversation=one.conversation.pk,
        subject=one.conversation.subject,
        customer=one.conversation.contact.name,
        at=one.at,
        outcome=_("Answered"),
        tone="",
        value=one.seconds[clock],
        unit=Unit.SECONDS,
    )
