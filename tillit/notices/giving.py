"""Telling an agent something, the way he or she wants it."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F

from tillit.journal import bus
from tillit.journal.models import Event
from tillit.journal.recording import emit
from tillit.notices.events import DigestWanted
from tillit.notices.models import Choice, Habit, Notice
from tillit.notices.quiet import is_quiet, next_digest
from tillit.people.actor import Actor
from tillit.people.models import Agent

TELLER = Actor.system("notices")


def give(*, agent: Agent, kind: str, subject: str, event: Event) -> Notice | None:
    """Tell an agent what an event means for him or her; None when it is not wanted.

    Nobody is told what he or she has done. Belongs in the transaction of the event.
    """
    if not agent.is_active or event.actor == Actor.agent(agent).key:
        return None
    choice = choice_of(agent, kind)
    if not (choice.in_app or choice.in_digest):
        return None
    notice = _again(agent, kind, subject, event) or Notice.objects.create(
        agent=agent,
        kind=kind,
        subject=subject,
        actor=event.actor,
        event=event.pk,
        at=event.at,
        in_app=choice.in_app,
        in_digest=choice.in_digest,
    )
    habit = habit_of(agent)
    if choice.in_app and not is_quiet(habit, event.at):
        ring(agent.pk)
    if choice.in_digest:
        _want_digest(agent, habit, event)
    return notice


def choice_of(agent: Agent, kind: str) -> Choice:
    """What an agent has chosen for a kind; what holds for everybody when nothing was chosen."""
    found = Choice.objects.filter(agent=agent, kind=kind).first()
    return found or Choice(agent=agent, kind=kind)


def habit_of(agent: Agent) -> Habit:
    """When an agent wants to be told."""
    return Habit.objects.filter(agent=agent).first() or Habit(agent=agent)


def ring(agent: int) -> None:
    """Let the bell of the agent's open pages look again."""
    bus.wake(f"agent.{agent}")


def read_about(agent: Agent, subject: str) -> None:
    """Whoever looks at something has read what was told about it."""
    from tillit import clock

    unread = Notice.objects.filter(agent=agent, subject=subject).unread()
    if not unread.exists():
        return
    with transaction.atomic():
        unread.update(read_at=clock.now())
        ring(agent.pk)


def _again(agent: Agent, kind: str, subject: str, event: Event) -> Notice | None:
    same = Notice.objects.filter(agent=agent, kind=kind, subject=subject, mailed_at=None).unread()
    notice = same.first()
    if notice is None:
        return None
    if notice.event != event.pk:
        changed = {"actor": event.actor, "event": event.pk, "at": event.at}
        Notice.objects.filter(pk=notice.pk).update(count=F("count") + 1, **changed)
        notice.refresh_from_db()
    return notice


def _want_digest(agent: Agent, habit: Habit, event: Event) -> None:
    if habit.digest_due_at is not None:
        return
    habit.digest_due_at = next_digest(habit, event.at)
    habit.save()
    emit(DigestWanted(agent.pk), by=TELLER, at=event.at, not_before=habit.digest_due_at)
