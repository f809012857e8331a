"""Asking a random share of the customers at regular times: drawn once, and asked a few at a time.

Who is asked follows from the seed of the draw, and how far it has come is written in the same
transaction as what was sent: a killed worker neither asks twice nor leaves anybody out.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from tillit import clock
from tillit.conversations.models import Conversation, Shelf
from tillit.feedback.actions import invite
from tillit.feedback.models import Draw, Occasion, Survey
from tillit.hours.home import home_zone
from tillit.measures.dates import add_months

AT_ONCE = 10
"""Customers in one transaction."""
CUSTOMERS_OF = timedelta(days=365)
"""Who was helped in this time is a customer who can be asked."""


def draw_now() -> int:
    """Begin what is due and ask the next few; how many customers were looked at."""
    now = clock.now()
    for survey in _due(now):
        _begin(survey, now)
    return sum(_go_on(number, now) for number in _unfinished())


def _due(now: datetime) -> list[Survey]:
    running = Survey.objects.filter(occasion=Occasion.PERIODIC, put_away_at=None)
    return list(running.filter(next_at__lte=now, every_months__isnull=False))


@transaction.atomic
def _begin(survey: Survey, now: datetime) -> None:
    """Draw, and say when the next time is; a time that was missed is not made up for."""
    survey = Survey.objects.select_for_update().get(pk=survey.pk)
    if survey.next_at is None or survey.next_at > now or not survey.every_months:
        return
    Draw.objects.create(survey=survey, seed=secrets.token_hex(16), share=survey.share, began_at=now)
    survey.next_at = _after(survey.next_at, survey.every_months, now)
    survey.save(update_fields=["next_at"])


def _after(last: datetime, months: int, now: datetime) -> datetime:
    local = last.astimezone(ZoneInfo(home_zone()))
    rounds = 1
    while (then := _on(local, months * rounds)) <= now:
        rounds += 1
    return then


def _on(local: datetime, months: int) -> datetime:
    day = add_months(local.date(), months)
    return local.replace(year=day.year, month=day.month, day=day.day)


def _unfinished() -> list[int]:
    return list(Draw.objects.filter(done_at=None).order_by("id").values_list("pk", flat=True))


@transaction.atomic
def _go_on(number: int, now: datetime) -> int:
    draw = Draw.objects.select_for_update().select_related("survey").get(pk=number)
    if draw.done_at is not None:
        return 0
    contacts = _next_contacts(draw)
    for contact in contacts:
        invite(conversation=_newest(contact), agent=None, survey=draw.survey, draw=draw, at=now)
    if contacts:
        draw.reached = contacts[-1]
    else:
        draw.done_at = now
    draw.save(update_fields=["reached", "done_at"])
    return len(contacts)


def _next_contacts(draw: Draw) -> list[int]:
    """Those who were helped lately, in the order of their numbers."""
    if draw.survey.put_away_at is not None:
        return []
    helped = Conversation.objects.filter(
        shelf=Shelf.RESOLVED, last_message_at__gt=draw.began_at - CUSTOMERS_OF
    )
    after = helped.filter(contact_id__gt=draw.reached, created_at__lte=draw.began_at)
    known = after.order_by("contact_id").values_list("contact_id", flat=True)
    return list(known.distinct()[:AT_ONCE])


def _newest(contact: int) -> Conversation:
    """The one that carries the question: their last one that is over, and that we answered."""
    over = Conversation.objects.filter(contact_id=contact, shelf=Shelf.RESOLVED)
    newest = over.order_by("-last_message_at", "-id")
    return newest.filter(first_answered_at__isnull=False).first() or newest[0]
