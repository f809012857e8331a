"""What conversations themselves are measured by."""

from tillit.conversations.measures.backlog import Backlog, Clearance
from tillit.conversations.measures.begun import Begun
from tillit.conversations.measures.durations import DURATIONS
from tillit.conversations.measures.first_contact import FirstContactResolution, RepeatContacts
from tillit.conversations.measures.first_response import FirstResponseOnAverage, FirstResponseTime
from tillit.conversations.measures.next_response import NextResponseTime
from tillit.conversations.measures.replies import RepliesPerResolution
from tillit.conversations.measures.shares import SHARES
from tillit.measures.registry import Measure

MEASURES: tuple[Measure, ...] = (
    FirstResponseTime(),
    FirstResponseOnAverage(),
    NextResponseTime(),
    FirstContactResolution(),
    RepeatContacts(),
    Begun(),
    RepliesPerResolution(),
    *SHARES,
    *DURATIONS,
    Backlog(),
    Clearance(),
)

__all__ = [
    "MEASURES",
    "Backlog",
    "Begun",
    "Clearance",
    "FirstContactResolution",
    "FirstResponseTime",
    "NextResponseTime",
    "RepeatContacts",
    "RepliesPerResolution",
]
