"""Pauses that somebody should look at, since a clock that stands still makes no promise late.

Pausing is no fault. What is listed began right after the customer had written, or went on though
the customer wrote; most will turn out to be in order.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import DateTimeField, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from tillit import clock
from tillit.conversations.models import Message, MessageKind
from tillit.people.actor import Actor
from tillit.people.models import Agent
from tillit.standards.models import PromisePause
from tillit.ui import durations

TOO_SOON = timedelta(minutes=5)
MOST = 200


@dataclass(frozen=True)
class Pause:
    """One pause: of which conversation, why, by whom; `asked_at` is the message before it.

    `answered`: we had replied to that before. `wrote_meanwhile`: the customer wrote during it.
    """

    pause: PromisePause
    who: str
    asked_at: datetime | None
    answered: bool
    wrote_meanwhile: bool


def to_look_at(teams: Collection[int], start: datetime, end: datetime) -> list[Pause]:
    """Those of some teams that began in a period, the newest first; one of each conversation."""
    found = {
        (one.promise.conversation_id, one.began_at): one for one in _found(teams, start, end)[:MOST]
    }
    agents = {one: Actor.from_key(one.began_by).agent_id for one in found.values()}
    names = dict(Agent.objects.filter(pk__in=set(agents.values())).values_list("pk", "name"))
    return [
        Pause(
            pause=one,
            who=names.get(agent or 0, "Tillit"),
            asked_at=one.asked_at,  # type: ignore[attr-defined]
            answered=one.answered,  # type: ignore[attr-defined]
            wrote_meanwhile=one.wrote_meanwhile,  # type: ignore[attr-defined]
        )
        for one, agent in agents.items()
    ]


def _found(teams: Collection[int], start: datetime, end: datetime) -> QuerySet[PromisePause]:
    began = OuterRef("began_at")
    said = Message.objects.filter(conversation=OuterRef("promise__conversation"), automatic=False)
    asked = said.filter(kind=MessageKind.INCOMING)
    before = asked.filter(at__lte=began, at__gt=began - TOO_SOON).order_by("-at")
    since = said.filter(kind=MessageKind.OUTGOING, at__gte=OuterRef("asked_at"), at__lte=began)
    ended = Coalesce(OuterRef("ended_at"), Value(clock.now()), output_field=DateTimeField())
    during = asked.filter(at__gt=began, at__lt=ended)
    pauses = PromisePause.objects.filter(
        promise__conversation__team__in=teams, began_at__gte=start, began_at__lt=end
    )
    return (
        pauses.annotate(
            asked_at=Subquery(before.values("at")[:1], output_field=DateTimeField()),
            wrote_meanwhile=Exists(during),
        )
        .annotate(answered=Exists(since))
        .filter(Q(asked_at__isnull=False) | Q(wrote_meanwhile=True))
        .select_related("promise__conversation__contact")
        .order_by("-began_at", "-id")
    )


def why_listed(one: Pause) -> str:
    """Why a lead should look at it, in words."""
    if one.asked_at is None:
        return _("The customer wrote while it was paused")
    taken = {"time": durations.words(one.pause.began_at - one.asked_at)}
    if one.answered:
        return _("%(time)s after the customer wrote, with a reply") % taken
    return _("%(time)s after the customer wrote, without a reply") % taken
