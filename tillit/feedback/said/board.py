"""The board: what customers said, by state, newest first, a page at a time.

Whatever is asked for, a page looks through the newest few thousand rows of each team at most, by
the index; the next page goes on from there. So a list of a million stays as quick as a short one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.core import signing

from tillit.feedback.models import FollowUp, Rating, State, Survey
from tillit.feedback.understanding import Mood, Topic
from tillit.journal import rows
from tillit.people.languages import CODES
from tillit.people.models import Agent

PAGE = 30
LOOKED_THROUGH = 3000
"""Rows that one page looks at before it says: further back there may be more."""
MOST_COUNTED = 100
STATES = (
    State.NEW,
    State.ASSIGNED,
    State.ANSWERED,
    State.CHANGED,
    State.TOLD,
    State.QUIET,
)
RELATED = (
    "survey",
    "assignee",
    "improvement",
    "conversation",
    "reading",
    "response__invitation__contact",
    "response__invitation__conversation",
)

ANSWERS = "response__answers"


@dataclass(frozen=True)
class Asked:
    """What the address asks for: a state and what else must be so."""

    state: str = State.NEW.value
    topic: str = ""
    mood: str = ""
    rating: str = ""
    survey: str = ""
    language: str = ""

    @classmethod
    def read(cls, said: Mapping[str, str]) -> Asked:
        """From an address; what does not exist is not asked for."""
        survey = said.get("survey", "")
        return cls(
            state=_one_of(said.get("state", ""), [state.value for state in STATES])
            or State.NEW.value,
            topic=_one_of(said.get("topic", ""), Topic.values),
            mood=_one_of(said.get("mood", ""), Mood.values),
            rating=_one_of(said.get("rating", ""), Rating.values),
            survey=survey if survey.isascii() and survey.isdigit() and len(survey) < 10 else "",
            language=_one_of(said.get("language", ""), list(CODES)),
        )

    def address(self, **more: str) -> str:
        """As the query of an address; `more` goes with it or stands instead."""
        said = {name: value for name, value in {**vars(self), **more}.items() if value}
        return f"?{urlencode(said)}"

    def elsewhere(self, state: str) -> Asked:
        """The same of another state."""
        return replace(self, state=state)


@dataclass(frozen=True)
class Page:
    """Some rows, and from where it goes on; `looked_through`: more may stand further back."""

    rows: list[FollowUp]
    after: str
    looked_through: bool


Cursor = tuple[datetime, int]


def page_of(agent: Agent, asked: Asked, after: str = "") -> Page:
    """A page of what the agent may see; three questions, however much there is."""
    cursor = _opened(after)
    among, given = _candidates(agent, asked.state, cursor)
    where, wanted = _wanted(asked)
    those = f"id IN (SELECT id FROM ({among}) AS newest){where} {_ORDER} LIMIT {PAGE + 1}"  # noqa: S608
    found = rows.values(FollowUp, ("id", "said_at"), those, [*given, *wanted])
    shown = found[:PAGE]
    if len(found) > PAGE:
        return Page(_read(shown), _sealed(shown[-1]), looked_through=False)
    last = _last_of(among, given) if where else []
    return Page(_read(shown), _sealed(last[0]) if last else "", looked_through=bool(last))


_ORDER = "ORDER BY said_at DESC, id DESC"


def _last_of(among: str, given: list[object]) -> list[tuple[Any, ...]]:
    """The last row that a page has looked at, if there were so many."""
    those = f"id IN (SELECT id FROM ({among} OFFSET {LOOKED_THROUGH - 1}) AS last)"  # noqa: S608
    return rows.values(FollowUp, ("id", "said_at"), those, given)


def _candidates(agent: Agent, state: str, cursor: Cursor | None) -> tuple[str, list[object]]:
    """The newest rows of each team, of all of them the newest few thousand."""
    before = " AND (said_at, id) < (%s, %s)" if cursor else ""
    place = [rows.stored(cursor[0]), cursor[1]] if cursor else []
    each = (
        f"SELECT * FROM (SELECT id, said_at FROM feedback_followup"  # noqa: S608
        f" WHERE team_id = %s AND state = %s{before} {_ORDER} LIMIT {LOOKED_THROUGH}) AS of_team"
    )
    teams: Sequence[int] = agent.team_ids or [0]
    union = " UNION ALL ".join(each for _team in teams)
    given = [value for team in teams for value in (team, state, *place)]
    return f"SELECT id FROM ({union}) AS of_all {_ORDER} LIMIT {LOOKED_THROUGH}", given  # noqa: S608


def _wanted(asked: Asked) -> tuple[str, list[object]]:
    """What else must be so, behind AND."""
    asks = {
        "topics LIKE %s": f"%,{asked.topic},%" if asked.topic else "",
        "mood = %s": asked.mood,
        "rating = %s": asked.rating,
        "survey_id = %s": int(asked.survey) if asked.survey else "",
        "language = %s": asked.language,
    }
    held = {words: value for words, value in asks.items() if value}
    return "".join(f" AND {words}" for words in held), list(held.values())


def _read(found: Sequence[tuple[Any, ...]]) -> list[FollowUp]:
    keys = [key for key, _at in found]
    read = FollowUp.objects.select_related(*RELATED).prefetch_related(ANSWERS).in_bulk(keys)
    return [read[key] for key in keys]


def counts(agent: Agent) -> dict[str, int]:
    """How many stand in each state, counted up to a hundred."""
    teams = agent.team_ids or [0]
    one = (
        "SELECT %s, COUNT(*) FROM (SELECT 1 FROM feedback_followup"  # noqa: S608
        f" WHERE team_id IN ({rows.marks(teams)}) AND state = %s LIMIT {MOST_COUNTED}) AS some_of"
    )
    union = " UNION ALL ".join(one for _state in STATES)
    given = [value for state in STATES for value in (state.value, *teams, state.value)]
    return {state: int(number) for state, number in rows.ask(union, given)}


def surveys() -> list[Survey]:
    """Those that can be filtered by."""
    return list(Survey.objects.filter(put_away_at=None).order_by("id"))


def _one_of(value: str, known: Sequence[str]) -> str:
    return value if value in known else ""


def _sealed(row: tuple[Any, ...]) -> str:
    return signing.dumps([row[1].isoformat(), row[0]])


def _opened(sealed: str) -> Cursor | None:
    try:
        at, number = signing.loads(sealed)
        return datetime.fromisoformat(at), int(number)
    except (signing.BadSignature, ValueError, TypeError):
        return None
