"""How a row of the board is shown, and what has happened to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tillit.feedback.delivered import title_of
from tillit.feedback.models import FollowUp, Rating, State
from tillit.feedback.questionnaire import Kind
from tillit.feedback.said.events import CommentCorrected, FollowUpMoved, WordCameBack
from tillit.feedback.said.marking import marked
from tillit.feedback.said.ratings import rating_of
from tillit.feedback.understanding import Mood, Topic
from tillit.hours.home import home_zone
from tillit.journal.models import Event
from tillit.people.actor import Actor
from tillit.people.models import Agent
from tillit.ui.components import face

MOST = 30
_TONES = {Rating.BAD: "bad", Rating.MIDDLING: "warn", Rating.GOOD: "ok"}
_NAMED = {
    Kind.NPS: gettext_lazy("Recommendation: %(score)d of %(most)d"),
    Kind.CES: gettext_lazy("Ease: %(score)d of %(most)d"),
}
_MOODS = {Mood.GOOD.value: "ok", Mood.BAD.value: "bad", Mood.MIXED.value: "warn"}


def shown(follow_up: FollowUp) -> dict[str, Any]:
    """What `feedback/said/remark.html` needs."""
    contact = follow_up.response.invitation.contact
    return {
        "id": follow_up.pk,
        "url": reverse("feedback:said_row", args=[follow_up.pk]),
        "who": contact.name if contact and not follow_up.anonymous else "",
        "anonymous": follow_up.anonymous,
        "at": follow_up.said_at,
        "week": follow_up.said_at.astimezone(ZoneInfo(home_zone())).date(),
        "survey": title_of(follow_up.survey),
        "scores": scores_of(follow_up),
        "comment": marked(follow_up),
        "mood": Mood(follow_up.mood).label if follow_up.mood else "",
        "mood_tone": _MOODS.get(follow_up.mood, ""),
        "topics": [Topic(key).label for key in follow_up.topic_keys],
        "assignee": follow_up.assignee,
        "language": follow_up.language,
        "state": State(follow_up.state).label,
    }


def scores_of(follow_up: FollowUp) -> list[dict[str, str]]:
    """The main score with its colour, and the one that decides where another question does.

    Lists read the answers together, as `response__answers`.
    """
    said = follow_up.response
    found = [] if said.score is None else [_score(Kind(said.kind), said.score)]
    if said.score is not None and follow_up.rating == rating_of(said.kind, said.score):
        return found
    rated = ((one, rating_of(one.kind, one.score)) for one in said.answers.all() if not one.part)
    deciding = [one for one, rating in rated if rating == follow_up.rating != Rating.NONE]
    return found + [_score(Kind(one.kind), one.score or 0, is_named=True) for one in deciding[:1]]


def _score(kind: Kind, score: int, *, is_named: bool = False) -> dict[str, str]:
    tone = _TONES.get(rating_of(kind, score), "")
    if kind is Kind.CSAT:
        return {"words": str(face(score).label), "icon": face(score).icon, "tone": tone}
    words = _NAMED[kind] if is_named else _("%(score)d of %(most)d")
    most = 10 if kind is Kind.NPS else 7
    return {"words": words % {"score": score, "most": most}, "icon": "", "tone": tone}


@dataclass(frozen=True)
class Happened:
    """One thing that was done, by whom, and when."""

    words: str
    who: str
    at: datetime


def history(follow_up: FollowUp) -> list[Happened]:
    """What was done about it, newest first."""
    kinds = [FollowUpMoved.kind(), *_SAYING]
    told = Event.objects.filter(subject=f"follow_up:{follow_up.pk}", kind__in=kinds)
    events = list(told.order_by("-id")[:MOST])
    numbers = {Actor.from_key(event.actor).agent_id for event in events}
    numbers |= {event.data.get("assignee") for event in events}
    known = [number for number in numbers if number]
    names = dict(Agent.objects.filter(pk__in=known).values_list("pk", "name"))
    return [_happened(event, names) for event in events]


_SAYING = {
    CommentCorrected.kind(): gettext_lazy("The labels were corrected"),
    WordCameBack.kind(): gettext_lazy("Our message came back, so the customer has not heard of it"),
}


def _happened(event: Event, names: dict[int, str]) -> Happened:
    who = names.get(Actor.from_key(event.actor).agent_id or 0, "")
    words: str | Promise = _SAYING.get(event.kind, "")
    if event.kind == FollowUpMoved.kind():
        words = State(event.data["after"]).label
        assignee = names.get(event.data["assignee"] or 0, "")
        if event.data["after"] == State.ASSIGNED and assignee:
            words = _("%(name)s looks after it") % {"name": assignee}
    return Happened(str(words), who, event.at)
