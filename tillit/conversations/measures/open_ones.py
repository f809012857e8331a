"""What is open in a scope, as a condition that the indexes of what is open are made for."""

from __future__ import annotations

from django.core.exceptions import EmptyResultSet

from tillit.conversations.models import Conversation
from tillit.journal import rows
from tillit.measures.dimensions import narrowed
from tillit.measures.registry import Scope

STILL_OPEN_SQL = "shelf IN ('open', 'snoozed')"
"""Written out as the indexes say it: with values beside it SQLite does not use them."""


def which_are_open(scope: Scope) -> tuple[str, list[object]]:
    """The open conversations of a scope as a condition with its values."""
    those = f"team_id IN ({rows.marks(scope.teams)}) AND {STILL_OPEN_SQL}"
    if not scope.slices:
        return those, [*scope.teams]
    within = narrowed(Conversation.objects.order_by(), scope, own={}).values("pk").query
    try:
        sliced, given = within.sql_with_params()
    except EmptyResultSet:  # There is no such value, so nothing has to be asked.
        return "1 = 0", []
    return f"{those} AND id IN ({sliced})", [*scope.teams, *given]
