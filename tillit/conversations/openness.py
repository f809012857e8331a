"""When we are there for a conversation: the one place that decides whose opening hours count."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from tillit.conversations.models import Conversation, Inbox
from tillit.hours.coming import OpenState, state_at
from tillit.hours.home import zone_of
from tillit.hours.models import CalendarVersion, version_in_force
from tillit.journal import rows
from tillit.people.models import Team


def calendar_of(asked: Conversation | Inbox) -> int:
    """That of the team if it has one of its own, else that of the inbox."""
    inbox = asked if isinstance(asked, Inbox) else asked.inbox
    return _own_of(asked.team_id) or inbox.calendar_id


def _own_of(team: int) -> int | None:
    own = rows.values(Team, ("calendar_id",), "id = %s", [team])
    return own[0][0] if own else None


class Calendars:
    """The same for many conversations: each team is asked once."""

    def __init__(self) -> None:
        """Nothing is read yet."""
        self._own: dict[int, int | None] = {}

    def of(self, conversation: Conversation) -> int:
        """Whose opening hours count."""
        team = conversation.team_id
        if team not in self._own:
            self._own[team] = _own_of(team)
        return self._own[team] or conversation.inbox.calendar_id


def version_for(asked: Conversation | Inbox, at: datetime) -> CalendarVersion:
    """The opening hours that count at an instant, as they were then."""
    return version_in_force(calendar_of(asked), at)


def zone_for(conversation: Conversation) -> str:
    """By whose clock we work on it."""
    return zone_of(calendar_of(conversation))


def state_of(asked: Conversation | Inbox | Team | str, now: datetime) -> OpenState:
    """Are we open now, and when next? For a conversation, an inbox, a team or a channel by name.

    A team without hours of its own and a channel are open while one of their inboxes is.
    """
    if isinstance(asked, Conversation | Inbox):
        return _state(calendar_of(asked), now)
    if isinstance(asked, Team) and asked.calendar_id:
        return _state(asked.calendar_id, now)
    which = {"team": asked} if isinstance(asked, Team) else {"channel": asked}
    calendars = {calendar_of(inbox) for inbox in Inbox.objects.filter(**which)}
    return _together(_state(calendar, now) for calendar in sorted(calendars))


def _state(calendar: int, now: datetime) -> OpenState:
    return state_at(version_in_force(calendar, now).hours, now)


def _together(states: Iterable[OpenState]) -> OpenState:
    """Open until the last of them closes; closed until the first of them opens."""
    known = list(states)
    open_now = [one.changes_at for one in known if one.is_open]
    if open_now:
        ends = [at for at in open_now if at]
        return OpenState(is_open=True, changes_at=max(ends) if len(ends) == len(open_now) else None)
    opens = [one.changes_at for one in known if one.changes_at]
    return OpenState(is_open=False, changes_at=min(opens, default=None))
