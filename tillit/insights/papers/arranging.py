"""Verbs about pages that come by mail."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from tillit import clock
from tillit.documents.days import today_at_home
from tillit.insights.events import (
    PageMailArranged,
    PageMailLeft,
    PageMailStopped,
    PageMailWanted,
)
from tillit.insights.models.mailing import PageMail, PageMailReader, Rhythm
from tillit.insights.papers.rhythm import ended_before, next_one
from tillit.journal.recording import emit
from tillit.people.actor import Actor
from tillit.people.models import Agent
from tillit.people.policy import Verb, may

CALENDAR = Actor.system("page-mails")


def readers_for(agent: Agent) -> QuerySet[Agent]:
    """Whom somebody may send pages: oneself, and whoever leads also the colleagues of the teams."""
    active = Agent.objects.filter(is_active=True)
    if not may(agent, Verb.LOOK_AFTER):
        return active.filter(pk=agent.pk)
    own, of_teams = active.filter(pk=agent.pk), active.filter(teams__in=agent.team_ids)
    return (own | of_teams).distinct().order_by("name", "pk")


def mails_of(agent: Agent) -> QuerySet[PageMail]:
    """Those that somebody gets or has arranged, and that still come."""
    known = PageMail.objects.filter(stopped_at=None)
    return (known.filter(made_by=agent) | known.filter(readers__agent=agent)).distinct()


@transaction.atomic
def arrange(
    *, page: str, query: str, rhythm: Rhythm, readers: Collection[Agent], by: Agent
) -> PageMail:
    """From now on the page comes after each week, month or quarter."""
    made = PageMail.objects.create(
        page=page, query=query, rhythm=rhythm, made_by=by, due_at=next_one(rhythm, clock.now())
    )
    PageMailReader.objects.bulk_create(PageMailReader(mail=made, agent=one) for one in readers)
    numbers = [one.pk for one in readers]
    emit(PageMailArranged(made.pk, page, rhythm.value, numbers), by=Actor.agent(by))
    return made


@transaction.atomic
def stop(*, mail: PageMail, by: Agent) -> None:
    """It comes no more, to nobody; harmless to repeat."""
    if PageMail.objects.filter(pk=mail.pk, stopped_at=None).update(stopped_at=clock.now()):
        emit(PageMailStopped(mail.pk, mail.page), by=Actor.agent(by))


@transaction.atomic
def leave(*, mail: PageMail, by: Agent) -> None:
    """It comes no more to this reader; without readers it comes no more at all."""
    held = PageMail.objects.select_for_update().get(pk=mail.pk)
    gone, _each = PageMailReader.objects.filter(mail=held, agent=by).delete()
    if gone:
        emit(PageMailLeft(held.pk, held.page, by.pk), by=Actor.agent(by))
        if not held.readers.exists():
            stop(mail=held, by=by)


@transaction.atomic
def send_one(*, mail: PageMail, to: Agent) -> None:
    """Send the reader now what would have come last."""
    first, last = ended_before(Rhythm(mail.rhythm), today_at_home(clock.now()))
    _want(mail, to.pk, first.isoformat(), last.isoformat(), by=Actor.agent(to))


def send_due(*, now: datetime) -> int:
    """Let leave what is due; after an outage one comes, about the days that ended last."""
    due = PageMail.objects.filter(stopped_at=None, due_at__lte=now).values_list("pk", flat=True)
    return sum(_send(number, now) for number in list(due))


def send_due_now() -> int:
    """The same as of now."""
    return send_due(now=clock.now())


@transaction.atomic(savepoint=False)
def _send(number: int, now: datetime) -> int:
    held = PageMail.objects.select_for_update().get(pk=number)
    if held.stopped_at is not None or held.due_at > now:
        return 0
    rhythm = Rhythm(held.rhythm)
    first, last = ended_before(rhythm, today_at_home(now))
    readers = held.readers.filter(agent__is_active=True).values_list("agent_id", flat=True)
    for reader in readers:
        _want(held, reader, first.isoformat(), last.isoformat(), by=CALENDAR)
    held.due_at = next_one(rhythm, now)
    held.save(update_fields=["due_at"])
    return len(readers)


def _want(mail: PageMail, reader: int, first: str, last: str, *, by: Actor) -> None:
    emit(PageMailWanted(mail.pk, mail.page, reader, first, last), by=by)
