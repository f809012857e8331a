"""What comments are about: shares, moods, months, and a few examples of each topic."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.db.models import Count

from tillit.feedback.models import FollowUp
from tillit.feedback.understanding import Mood, Topic
from tillit.hours.home import home_zone
from tillit.measures.labels import Comment, Sentiment, topics_of
from tillit.measures.labels import Topic as Counted
from tillit.measures.privacy import suppress
from tillit.measures.statistics import Rate, rate
from tillit.people.models import Agent

MONTHS = 6
EXAMPLES = 3
LOOKED_THROUGH = 500
"""Newest comments among which examples are looked for."""
SENTIMENTS = {
    Mood.GOOD.value: Sentiment.POSITIVE,
    Mood.BAD.value: Sentiment.NEGATIVE,
    Mood.MIXED.value: Sentiment.NEUTRAL,
    Mood.NEUTRAL.value: Sentiment.NEUTRAL,
}


@dataclass(frozen=True)
class Month:
    """The share of a month's comments; None where too few would tell who said it."""

    first: date
    share: Rate | None


@dataclass(frozen=True)
class Told:
    """One topic over all months, by month, with examples."""

    topic: Topic
    share: Rate
    net_sentiment: float
    months: list[Month]
    examples: list[FollowUp] = field(default_factory=list)


@dataclass(frozen=True)
class Overview:
    """All comments, the topics that may be shown, and how many are hidden."""

    n: int
    topics: list[Told]
    hidden: int
    untagged: Rate | None


Kinds = list[tuple[Comment, int]]


def months_until(today: date, number: int = MONTHS) -> list[date]:
    """The first days of so many months, up to this one."""
    ordinal = today.year * 12 + today.month - 1
    return [date(one // 12, one % 12 + 1, 1) for one in range(ordinal - number + 1, ordinal + 1)]


def overview(agent: Agent, today: date, survey: int | None = None) -> Overview:
    """What the comments of the last months are about; three questions, whatever there is."""
    months = months_until(today)
    by_month = _counted(agent, months, survey)
    whole = topics_of(kind for kinds in by_month.values() for kind in kinds)
    single = {month: topics_of(kinds) for month, kinds in by_month.items()}
    counts = {topic.name: topic.share.part for topic in whole.topics}
    shown = suppress(counts | {"": whole.untagged.part}, with_total=True).shown
    examples = _examples(agent, months[0], survey, shown)
    told = [
        Told(
            Topic(topic.name),
            topic.share,
            topic.net_sentiment,
            [Month(one, _share(single[one].topics, topic.name, single[one].n)) for one in months],
            examples.get(topic.name, []),
        )
        for topic in whole.topics
        if topic.name in shown
    ]
    untagged = whole.untagged if "" in shown else None
    return Overview(whole.n, told, len(counts) - len(told), untagged)


def _counted(agent: Agent, months: list[date], survey: int | None) -> Mapping[date, Kinds]:
    """How many comments there are of each kind in each month, from one index."""
    seen = FollowUp.objects.visible_to(agent).filter(month__in=months).exclude(mood="")
    if survey is not None:
        seen = seen.filter(survey_id=survey)
    grouped = seen.order_by().values_list("month", "topics", "mood").annotate(n=Count("id"))
    found: dict[date, Kinds] = {month: [] for month in months}
    for month, topics, mood, n in grouped:
        keys = [key for key in topics.split(",") if key]
        found[month].append((Comment(keys, SENTIMENTS[mood]), n))
    return found


def _share(topics: Iterable[Counted], name: str, n: int) -> Rate | None:
    """Hidden where so few of them, or of the others, would be told apart."""
    found = next((topic.share for topic in topics if topic.name == name), rate(0, n))
    both = suppress({"with": found.part, "without": n - found.part}, with_total=False)
    return found if n and not both.hidden else None


def _examples(
    agent: Agent, since: date, survey: int | None, shown: Iterable[str]
) -> dict[str, list[FollowUp]]:
    """The newest few of each topic, among the newest comments."""
    begins = datetime.combine(since, time(), ZoneInfo(home_zone()))
    seen = FollowUp.objects.visible_to(agent).filter(said_at__gte=begins).exclude(mood="")
    if survey is not None:
        seen = seen.filter(survey_id=survey)
    newest = seen.select_related("response", "reading").order_by("-said_at", "-id")
    wanted, found = set(shown), defaultdict[str, list[FollowUp]](list)
    for one in newest[:LOOKED_THROUGH]:
        for key in wanted.intersection(one.topic_keys):
            if len(found[key]) < EXAMPLES:
                found[key].append(one)
    return found
