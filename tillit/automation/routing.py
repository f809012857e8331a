"""Giving a conversation to whoever can take it: skill, language, presence, capacity, fairness."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from tillit import clock
from tillit.automation.models import Workplace
from tillit.conversations.models import Conversation
from tillit.journal import rows
from tillit.people.models import Agent, Availability, Presence
from tillit.people.policy import Verb, may

LEAST_BUSY, IN_TURN = "least_busy", "in_turn"
HERE = timedelta(minutes=15)
"""Who had a page open within this time is at work."""
_LOADS = (
    "SELECT assignee_id, channel, COUNT(*) FROM conversations_conversation"
    " WHERE assignee_id IN ({marks}) AND shelf = 'open' AND status IN ('new', 'open')"
    " GROUP BY assignee_id, channel"
)


@dataclass(frozen=True)
class Wish:
    """Who is wanted: a language or a skill (or neither), whether at work, and by which fairness."""

    language: str = ""
    skill: str = ""
    here: bool = True
    way: str = LEAST_BUSY


@dataclass(frozen=True)
class Candidate:
    """A colleague who could take it, with what he or she has just now."""

    agent: Agent
    load: int
    given_at: datetime | None


def candidates(
    conversation: Conversation, wish: Wish, *, but: Iterable[int] = ()
) -> list[Candidate]:
    """Everybody who can take it now, the one whose turn it is first."""
    able = [one for one in _of_team(conversation.team_id, wish) if one.pk not in set(but)]
    places = {one.agent_id: one for one in Workplace.objects.filter(agent__in=able)}
    loads = _loads([one.pk for one in able])
    fitting = [
        Candidate(one, sum(loads[one.pk].values()), place.given_at)
        for one in able
        if _fits(place := places.get(one.pk) or Workplace(agent=one), wish)
        and _has_room(place, loads[one.pk], conversation.channel)
    ]
    return sorted(fitting, key=lambda one: _turn(one, wish.way))


def _turn(one: Candidate, way: str) -> tuple[float, float, int]:
    """Whose turn it is; ties go to whoever was given nothing for longest."""
    given = one.given_at.timestamp() if one.given_at else 0.0
    first = float(one.load) if way == LEAST_BUSY else given
    return first, given, one.agent.pk


def _of_team(team: int, wish: Wish) -> list[Agent]:
    found = Agent.objects.filter(
        teams=team, is_active=True, availability=Availability.AVAILABLE
    ).order_by("pk")
    if wish.here:
        lately = Presence.objects.filter(seen_at__gt=clock.now() - HERE)
        found = found.filter(pk__in=lately.values("agent"))
    return [one for one in found if may(one, Verb.ANSWER)]


def _fits(place: Workplace, wish: Wish) -> bool:
    speaks = not wish.language or wish.language in (place.languages or [place.agent.language])
    skills = {skill.casefold() for skill in place.skills}
    return speaks and (not wish.skill or wish.skill.casefold() in skills)


def _has_room(place: Workplace, loads: Counter[str], channel: str) -> bool:
    most = place.most_by_channel.get(channel)
    if most is not None and loads[channel] >= most:
        return False
    return place.most is None or sum(loads.values()) < place.most


def _loads(agents: Sequence[int]) -> dict[int, Counter[str]]:
    loads: dict[int, Counter[str]] = {agent: Counter() for agent in agents}
    if agents:
        for agent, channel, number in rows.ask(
            _LOADS.format(marks=rows.marks(agents)), list(agents)
        ):
            loads[agent][channel] = number
    return loads


def remember_turn(agent: Agent, at: datetime) -> None:
    """It was this colleague's turn."""
    Workplace.objects.update_or_create(agent=agent, defaults={"given_at": at})
