"""A response becomes a row of the board: once, however often it is changed or looked at."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from tillit.feedback.models import FollowUp, Rating, Response, State
from tillit.feedback.said.events import CommentUnderstood
from tillit.feedback.said.following import move
from tillit.feedback.said.opening import is_dissatisfied, open_conversation
from tillit.feedback.said.ratings import rating_of_all
from tillit.feedback.said.reading import read
from tillit.feedback.understanding import Mood
from tillit.hours.home import home_zone
from tillit.journal import rows
from tillit.journal.recording import emit
from tillit.measures.privacy import may_publish
from tillit.people.actor import Actor

READER = Actor.system("comments")
_UNTOUCHED = (State.HELD, State.QUIET, State.NEW)
_DONE = (State.ANSWERED, State.CHANGED, State.TOLD)


@transaction.atomic
def note(*, response: int, at: datetime, opening: bool = True) -> FollowUp | None:
    """Look at a response: how bad it is, what it says; None when it says nothing.

    With `opening`, whoever is dissatisfied gets a conversation.
    """
    known = Response.objects.select_related("invitation__survey")
    said = known.select_for_update(of=("self",)).get(pk=response)
    rating = rating_of_all(said)
    if rating == Rating.NONE and not said.comment:
        return None
    follow_up = rows.first(FollowUp, response_id=said.pk) or _begun(said)
    _date(follow_up, said)
    was_dissatisfied = is_dissatisfied(follow_up)
    follow_up.rating = rating
    before = follow_up.topics
    read(follow_up, said.comment)
    if follow_up.state in _UNTOUCHED:
        follow_up.state = _held_or(follow_up)
    follow_up.save()
    if follow_up.state in _DONE and is_dissatisfied(follow_up) and not was_dissatisfied:
        # What we did about it has not helped, or something else has happened since.
        move(follow_up, State.NEW, by=READER, at=at)
    if follow_up.topics != before:
        emit(CommentUnderstood(follow_up.pk, follow_up.team_id), by=READER, at=at)
    _show_together(follow_up)
    if opening:
        open_conversation(follow_up, said, at=at)
    return follow_up


def _begun(said: Response) -> FollowUp:
    invitation = said.invitation
    follow_up = FollowUp(
        response=said,
        survey=invitation.survey,
        team_id=invitation.team_id,
        language=invitation.language,
        anonymous=invitation.survey.anonymous and invitation.contact_id is None,
        state=State.HELD,
    )
    _date(follow_up, said)
    follow_up.save()
    return follow_up


def _date(follow_up: FollowUp, said: Response) -> None:
    """When it was said; of an anonymous answer nobody learns more than the week."""
    zone = ZoneInfo(home_zone())
    day = said.at.astimezone(zone).date()
    follow_up.said_at = said.at
    if follow_up.anonymous:
        day -= timedelta(days=day.weekday())
        follow_up.said_at = datetime.combine(day, time(), zone)
    follow_up.month = day.replace(day=1)


def _held_or(follow_up: FollowUp) -> State:
    """Anonymous ones wait for each other."""
    if follow_up.anonymous and follow_up.state == State.HELD:
        return State.HELD
    return _deserved(follow_up)


def _deserved(follow_up: FollowUp) -> State:
    """Whether somebody should look: dissatisfied, or with words that are not praise alone."""
    content = follow_up.rating == Rating.GOOD or not follow_up.mood
    blames = follow_up.mood in (Mood.BAD, Mood.MIXED)
    looks_bad = follow_up.rating == Rating.BAD or blames
    return State.QUIET if content and not looks_bad else State.NEW


def _show_together(follow_up: FollowUp) -> None:
    """Show what was held back once so many wait that nobody is told by when it was said."""
    if follow_up.state != State.HELD:
        return
    waiting = FollowUp.objects.filter(
        team=follow_up.team_id, state=State.HELD, survey=follow_up.survey_id
    )
    together = list(waiting)
    if may_publish(len(together), None):
        for one in together:
            one.state = _deserved(one)
        FollowUp.objects.bulk_update(together, ["state"])
        follow_up.refresh_from_db(fields=["state"])
