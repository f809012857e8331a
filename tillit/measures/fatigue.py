"""When somebody may be asked again, so that nobody is asked too often."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from enum import StrEnum

QUARANTINE_DAYS = 30
RELATIONSHIP_QUARANTINE_DAYS = 90
"""For a survey of the whole relationship (NPS)."""


class NotAsked(StrEnum):
    """Why somebody is not asked."""

    OPTED_OUT = "opted out"
    ASKED_LATELY = "asked lately"


def may_be_asked_from(last_asked: datetime, days: int = QUARANTINE_DAYS) -> datetime:
    """The instant from which somebody may be asked again: exactly days·24 hours later.

    Raises:
        ValueError: an instant without a time zone, or a negative number of days.
    """
    if last_asked.tzinfo is None:
        raise ValueError("An instant needs a time zone.")
    if days < 0:
        raise ValueError("A quarantine is not shorter than no day.")
    # In UTC, since a day of a local zone may have 23 hours.
    return last_asked.astimezone(UTC) + timedelta(days=days)


def why_not_asked(
    at: datetime,
    last_asked: datetime | None,
    *,
    days: int = QUARANTINE_DAYS,
    opted_out: bool = False,
    follows_a_complaint: bool = False,
) -> NotAsked | None:
    """Why somebody is not asked at this instant; None when they may be.

    `last_asked` is the last invitation to any survey. Who does not want to be asked never is;
    following up a complaint may break the quarantine.

    Raises:
        ValueError: an instant without a time zone, or a negative number of days.
    """
    if at.tzinfo is None:
        raise ValueError("An instant needs a time zone.")
    if opted_out:
        return NotAsked.OPTED_OUT
    if last_asked is None or follows_a_complaint or may_be_asked_from(last_asked, days) <= at:
        return None
    return NotAsked.ASKED_LATELY
