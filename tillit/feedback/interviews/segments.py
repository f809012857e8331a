"""Which customers of a team belong to which segment, and who of them is not asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _

from tillit.conversations.models import CaseType, Conversation, Message, MessageKind
from tillit.feedback.models import (
    Asking,
    FollowUp,
    Interview,
    Outcome,
    Rating,
    Refusal,
    Round,
    Segment,
)
from tillit.people.models import BlockedSender, Contact, Identity, Order

LATELY = timedelta(days=365)
"""Who has not been heard of for so long has left, or has nothing to tell of us."""
SHORT_WHILE = timedelta(days=30)
"""Nobody is asked for a talk so soon after a survey."""
BETWEEN_TALKS = timedelta(days=365)
"""Nor so soon after having been asked for a talk."""


class Reason(TextChoices):
    """Why somebody is not asked; what weighs most comes first."""

    REFUSED = "refused", _("Does not want to be asked")
    BLOCKED = "blocked", _("Blocked: nothing from there is filed")
    ROBOT = "robot", _("Only machines write from there")
    UNREACHABLE = "unreachable", _("No address that works")
    CHOSEN = "chosen", _("Chosen in this round already")
    TALKED = "talked", _("Asked for a talk within the last year")
    SURVEYED = "surveyed", _("Asked something by a survey a short while ago")


def customers_of(round: Round, segment: Segment, at: datetime) -> QuerySet[Contact]:
    """The customers of the round's team who belong to a segment at an instant."""
    known = Contact.objects.filter(_wrote(round), merged_into=None)
    return known.filter(_BELONGS[segment](round, at))


def _wrote(round: Round, **more: object) -> Q:
    those = Conversation.objects.filter(team=round.team_id, **more)
    return Q(pk__in=those.values("contact"))


def _lately(round: Round, at: datetime) -> Q:
    since = at - LATELY
    ordered = Order.objects.filter(placed_on__gt=since.date())
    return _wrote(round, last_message_at__gt=since) | Q(pk__in=ordered.values("contact"))


def _left(round: Round, at: datetime) -> Q:
    return ~_lately(round, at)


def _complained(round: Round, at: datetime) -> Q:
    return _wrote(round, case_type=CaseType.COMPLAINT, created_at__gt=at - LATELY)


def _pleased(round: Round, at: datetime) -> Q:
    """What was said anonymously leads to nobody."""
    good = FollowUp.objects.filter(
        response__invitation__contact__isnull=False,
        team=round.team_id,
        rating=Rating.GOOD,
        said_at__gt=at - LATELY,
        anonymous=False,
    )
    return Q(pk__in=good.values("response__invitation__contact"))


def _in_care(round: Round, at: datetime) -> Q:
    return Q(vip=True) & (Q(vip_until=None) | Q(vip_until__gte=at.date()))


def _others(round: Round, at: datetime) -> Q:
    named = _complained(round, at) | _pleased(round, at) | _in_care(round, at)
    return _lately(round, at) & ~named


_BELONGS: Mapping[Segment, Callable[[Round, datetime], Q]] = {
    Segment.LEFT: _left,
    Segment.COMPLAINED: _complained,
    Segment.PLEASED: _pleased,
    Segment.CARE: _in_care,
    Segment.OTHERS: _others,
}


def left_out(among: QuerySet[Contact], round: Round, at: datetime) -> dict[int, Reason]:
    """Who of these is not asked, each with the reason that weighs most."""
    found: dict[int, Reason] = {}
    for reason, condition in _conditions(round, at).items():
        for number in among.filter(condition).values_list("pk", flat=True):
            found.setdefault(number, reason)
    return found


def _conditions(round: Round, at: datetime) -> dict[Reason, Q]:
    """In the order in which they weigh."""
    talks = Interview.objects.filter(contact__isnull=False)
    earlier = talks.exclude(round=round.pk).filter(stage_at__gt=at - BETWEEN_TALKS)
    asked = Asking.objects.filter(
        contact__isnull=False, outcome=Outcome.ASKED, at__gt=at - SHORT_WHILE
    )
    return {
        Reason.REFUSED: _among(Refusal.objects.all()),
        Reason.BLOCKED: _among(Identity.objects.filter(value__in=_blocked())),
        Reason.ROBOT: ~Q(pk__in=_said_by_a_person().values("conversation__contact")),
        Reason.UNREACHABLE: ~_among(Identity.objects.filter(bounced_at=None)),
        Reason.CHOSEN: _among(talks.filter(round=round.pk)),
        Reason.TALKED: _among(earlier),
        Reason.SURVEYED: _among(asked),
    }


def _among(rows: QuerySet[Any]) -> Q:
    """The customers of these rows, read once and not anew for each customer."""
    return Q(pk__in=rows.values("contact"))


def _blocked() -> QuerySet[BlockedSender, str]:
    return BlockedSender.objects.values_list("value", flat=True)


def _said_by_a_person() -> QuerySet[Message]:
    """A message of the customer's that no machine has written."""
    return Message.objects.filter(kind=MessageKind.INCOMING, automatic=False)
