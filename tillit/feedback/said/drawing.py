"""How far people agree with the machine: comments drawn each month, labelled without seeing it."""

from __future__ import annotations

import random
import secrets
from collections.abc import Collection, Iterable
from datetime import date, datetime

from django.db import transaction

from tillit import clock
from tillit.feedback.models import BlindDraw, BlindLabel, FollowUp, State
from tillit.feedback.said.events import CommentLabelled, CommentsDrawn
from tillit.feedback.said.reading import joined
from tillit.feedback.understanding import Mood, Topic
from tillit.journal.recording import emit
from tillit.measures.agreement import Agreement, agreement
from tillit.people.actor import Actor
from tillit.people.models import Agent, Team

MOST = 100


@transaction.atomic
def draw(
    *, team: Team, month: date, by: Agent, seed: int | None = None, at: datetime | None = None
) -> BlindDraw | None:
    """Draw up to a hundred comments of a month, once; None when there is none.

    Whoever knows the seed can draw the same again.
    """
    at = at or clock.now()
    known = BlindDraw.objects.filter(team=team, month=month).first()
    if known:
        return known
    commented = FollowUp.objects.filter(team=team, month=month).exclude(mood="")
    shown = commented.exclude(state=State.HELD)
    numbers = list(shown.order_by("id").values_list("id", flat=True))
    if not numbers:
        return None
    seed = secrets.randbits(32) if seed is None else seed
    drawn = BlindDraw.objects.create(team=team, month=month, seed=seed, drawn_at=at)
    chosen = random.Random(seed).sample(numbers, min(MOST, len(numbers)))  # noqa: S311
    _keep(drawn, chosen)
    fact = CommentsDrawn(drawn.pk, team.pk, len(chosen))
    emit(fact, by=Actor.agent(by), at=at)
    return drawn


def _keep(drawn: BlindDraw, chosen: list[int]) -> None:
    """In the order drawn, with what the machine says of each now."""
    found = FollowUp.objects.select_related("reading").in_bulk(chosen)
    BlindLabel.objects.bulk_create(
        BlindLabel(
            draw=drawn,
            follow_up=found[number],
            machine_mood=found[number].reading.mood,
            machine_topics=joined(found[number].reading.topics),
            version=found[number].reading.version,
        )
        for number in chosen
    )


def next_of(drawn: BlindDraw) -> BlindLabel | None:
    """The next comment that nobody has labelled."""
    waiting = drawn.labels.filter(mood="").order_by("id")
    return waiting.select_related("follow_up__response").first()


@transaction.atomic
def label(
    *,
    label: BlindLabel,
    mood: str,
    topics: Collection[str],
    by: Agent,
    at: datetime | None = None,
) -> None:
    """Say how a drawn comment sounds and what it is about; the first word counts.

    Raises:
        ValueError: there is no such mood.
    """
    at = at or clock.now()
    if mood not in Mood.values:
        raise ValueError(mood)
    found = BlindLabel.objects.select_for_update().select_related("draw").get(pk=label.pk)
    if found.mood:
        return
    found.mood, found.topics, found.by, found.at = mood, joined(topics), by, at
    found.save(update_fields=["mood", "topics", "by", "at"])
    fact = CommentLabelled(found.draw_id, found.draw.team_id, found.pk)
    emit(fact, by=Actor.agent(by), at=at)


def agreements(drawn: BlindDraw) -> list[tuple[str, Agreement]]:
    """All moods together, then each mood and each topic: was it named or not."""
    labelled = list(drawn.labels.exclude(mood=""))
    whole = agreement((one.mood, one.machine_mood) for one in labelled)
    moods = [(mood.value, _on_mood(labelled, mood.value)) for mood in Mood]
    topics = [(topic.value, _on_topic(labelled, topic.value)) for topic in Topic]
    return [("", whole), *moods, *topics]


def _on_mood(labelled: Iterable[BlindLabel], mood: str) -> Agreement:
    return agreement((one.mood == mood, one.machine_mood == mood) for one in labelled)


def _on_topic(labelled: Iterable[BlindLabel], topic: str) -> Agreement:
    key = f",{topic},"
    return agreement((key in one.topics, key in one.machine_topics) for one in labelled)
