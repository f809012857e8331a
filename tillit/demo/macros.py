"""What the team of the shop does at once, several times a day."""

from __future__ import annotations

from typing import Any

from tillit.conversations.models import (
    CaseType,
    Macro,
    MacroAssignment,
    MacroSnooze,
    MacroStatus,
    Priority,
    SavedReply,
)
from tillit.people.models import Team

_MACROS: list[tuple[str, str, dict[str, Any]]] = [
    (
        "Our mistake: say so and put it right",
        "mistake",
        {
            "case_type": CaseType.COMPLAINT,
            "priority": Priority.HIGH,
            "assigns": MacroAssignment.ME,
            "follows": True,
        },
    ),
    (
        "Ask the supplier, and look again on Monday",
        "",
        {
            "note": "The supplier has been asked.",
            "assigns": MacroAssignment.ME,
            "snooze": MacroSnooze.MONDAY,
        },
    ),
    ("A kind word that needs no answer", "", {"status": MacroStatus.NO_REPLY}),
]
"""Name, the standard reply that goes into the composer, and what is changed."""


def set_up_macros(team: Team) -> None:
    """Give the team its macros, which leave with it."""
    replies = {one.standard: one for one in SavedReply.objects.exclude(standard="")}
    for name, reply, changes in _MACROS:
        Macro.objects.create(name=name, team=team, saved_reply=replies.get(reply), **changes)
