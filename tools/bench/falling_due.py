"""`python -m bench.falling_due`: many promises fall due in one minute; how long that takes."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from argparse import Namespace
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from bench.apart import begin_in

PROMISES = 10_000
MINUTE = 60
CONVERSATIONS_AT_ONCE = 500


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and tell; it fails when they are not handled within the minute."""
    parser = argparse.ArgumentParser(prog="python -m bench.falling_due", description=__doc__)
    parser.add_argument("--promises", type=int, default=PROMISES)
    arguments = parser.parse_args(argv)
    with tempfile.TemporaryDirectory(prefix="tillit-due-") as folder:
        begin_in(Path(folder))
        due_at = _promise(arguments.promises)
        told = _handle(due_at + timedelta(seconds=MINUTE))
    print(told.words)
    return 0 if told.seconds < MINUTE and told.promises == arguments.promises else 1


def _promise(number: int) -> datetime:
    """So many customers who are promised an answer within the same minute, in five teams."""
    from bench.desks import open_house
    from tillit.conversations.models import Conversation
    from tillit.people.models import Contact
    from tillit.standards.models import Clock, Promise

    now = datetime.fromisoformat("2026-06-01T08:00:00+00:00")
    house = open_house(now)
    version = house.terms.versions[Clock.FIRST_RESPONSE]
    for begin in range(0, number, CONVERSATIONS_AT_ONCE):
        many = range(begin, min(begin + CONVERSATIONS_AT_ONCE, number))
        contacts = Contact.objects.bulk_create(Contact(name=f"Customer {one}") for one in many)
        inboxes = [house.desks[one % len(house.desks)].inbox for one in many]
        conversations = Conversation.objects.bulk_create(
            Conversation(
                inbox=inbox,
                team_id=inbox.team_id,
                contact=contact,
                channel="email",
                created_at=now,
                last_message_at=now,
                waits_since=now,
            )
            for inbox, contact in zip(inboxes, contacts, strict=True)
        )
        Promise.objects.bulk_create(
            Promise.begin(one, version, house.terms.calendar_version, now + _within_a_minute(place))
            for place, one in zip(many, conversations, strict=True)
        )
    return Promise.objects.earliest("due_at").due_at


def _within_a_minute(place: int) -> timedelta:
    return timedelta(milliseconds=place * 1000 * MINUTE % (1000 * MINUTE))


class Told(Namespace):
    """What was found."""

    promises: int
    seconds: float
    processor: float
    rolling_up: float
    statements: int

    @property
    def words(self) -> str:
        """One line for the page of figures."""
        return (
            f"{self.promises:,} promises broken in {self.seconds:.1f} s"
            f" ({self.processor:.1f} s of a processor, {self.statements:,} statements);"
            f" rolling up the figures {self.rolling_up:.1f} s"
        )


def _handle(now: datetime) -> Told:
    """What the worker does once a second, and the figures after it."""
    from django.db import connection

    from tillit import clock
    from tillit.insights.rolling import roll_up_stale
    from tillit.standards.clockwork import tick

    statements = 0

    def counting(execute, sql, params, many, context):  # type: ignore[no-untyped-def]
        nonlocal statements
        statements += 1
        return execute(sql, params, many, context)

    with clock.moved_to(now), connection.execute_wrapper(counting):
        began, used = time.perf_counter(), time.process_time()
        promises = tick()
        seconds, processor = time.perf_counter() - began, time.process_time() - used
    began = time.perf_counter()
    while roll_up_stale():
        pass
    return Told(
        promises=promises,
        seconds=seconds,
        processor=processor,
        rolling_up=time.perf_counter() - began,
        statements=statements,
    )


if __name__ == "__main__":
    sys.exit(main())
