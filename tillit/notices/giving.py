"""Telling an agent something, the way he or she wants it."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F

from tillit.journal import bus, rows
from tillit.journal.models import Event
from tillit.journal.recording import emit
from tillit.notices.events import DigestWanted, PushWanted
from tillit.notices.models import Choice, Habit, Notice, PushDevice
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
    if not (choice.in_app or choice.in_digest or choice.in_push):
        return None
    notice = _again(agent, kind, subject, event) or _anew(choice, subject, event)
    habit = habit_of(agent)
    quiet = is_quiet(habit, event.at)
    if choice.in_app and not quiet:
        ring(agent.pk)
    if choice.in_push and not quiet:
        _want_push(agent, notice, event)
    if choice.in_digest:
        _want_digest(agent, habit, event)
    return notice


def choice_of(agent: Agent, kind: str) -> Choice:
    """What an agent has chosen for a kind; what holds for everybody when nothing was chosen."""
    found = rows.first(Choice, agent_id=agent.pk, kind=kind)
    return found or Choice(agent=agent, kind=kind)


def habit_of(agent: Agent) -> Habit:
    """When an agent wants to be told."""
    return rows.first(Habit, agent_id=agent.pk) or Habit(agent=agent)


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


_UNREAD = (
    "agent_id = %s AND subject = %s AND kind = %s AND read_at IS NULL AND mailed_at IS NULL"
    " ORDER BY id LIMIT 1"
)


def _again(agent: Agent, kind: str, subject: str, event: Event) -> Notice | None:
    same = rows.select(Notice, _UNREAD, [agent.pk, subject, kind])
    if not same:
        return None
    [notice] = same
    if notice.event != event.pk:
        changed = {"actor": event.actor, "event": event.pk, "at": event.at}
        Notice.objects.filter(pk=notice.pk).update(count=F("count") + 1, **changed)
        notice.refresh_from_db()
    return notice


def _anew(choice: Choice, subject: str, event: Event) -> Notice:
    notice = Notice(
        agent_id=choice.agent_id,
        kind=choice.kind,
        subject=subject,
        actor=event.actor,
        event=event.pk,
        at=event.at,
        in_app=choice.in_app,
        in_digest=choice.in_digest,
    )
    rows.insert(notice)
    return notice


def _want_digest(agent: Agent, habit: Habit, event: Event) -> None:
    if habit.digest_due_at is not None:
        return
    habit.digest_due_at = next_digest(habit, event.at)
    habit.save()
    emit(DigestWanted(agent.pk), by=TELLER, at=event.at, not_before=habit.digest_due_at)


def _want_push(agent: Agent, notice: Notice, event: Event) -> None:
    for device in rows.select(PushDevice, "agent_id = %s ORDER BY id", [agent.pk], only=("id",)):
        emit(PushWanted(agent.pk, notice.pk, device.pk), by=TELLER, at=event.at)
