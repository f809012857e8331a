"""What waits to be done outside: taken back before a worker begins, or done at once."""

from collections.abc import Iterable

from django.db.models import QuerySet

from tillit import clock
from tillit.journal import bus, rows
from tillit.journal.models import Event, Lane, Reaction
from tillit.journal.recording import REACTIONS_TOPIC
from tillit.journal.registry import Mode, handlers_of


def take_back(events: Iterable[Event]) -> bool:
    """Delete the outside reactions to these events, in the open transaction.

    All or nothing: False once a worker has begun one of them, and then nothing is changed. A row
    that somebody else holds just now is being claimed or finished, so nobody waits for it.
    """
    names = {event.pk: _outside(event) for event in events}
    held = _reactions(names).filter(tries=0).select_for_update(skip_locked=True)
    found = [reaction.pk for reaction in held]
    if len(found) < sum(map(len, names.values())):
        return False
    Reaction.objects.filter(pk__in=found).delete()
    return True


def hasten(events: Iterable[Event]) -> bool:
    """Do now what pauses after a failure, in the open transaction.

    False when nothing pauses, or a worker is at it.
    """
    pausing = _reactions({event.pk: _outside(event) for event in events}).exclude(error="")
    found = [reaction.pk for reaction in pausing.select_for_update(skip_locked=True)]
    hastened = Reaction.objects.filter(pk__in=found).update(ready_at=clock.now(), parked=False)
    if hastened:
        bus.wake(*(f"{REACTIONS_TOPIC}.{lane}" for lane in Lane))
    return bool(hastened)


def go_on(event: Event) -> None:
    """Have the outside reactions to an event done once more, in the transaction that ends this one.

    For long work that is done piece by piece, so that nothing else waits for the whole of it.
    """
    for handler in handlers_of(type(event.fact), quiet=event.quiet):
        if handler.mode is Mode.OUTSIDE:
            rows.insert(
                Reaction(event=event, handler=handler.name, lane=handler.lane, ready_at=clock.now())
            )
            bus.wake(f"{REACTIONS_TOPIC}.{handler.lane}")


def _reactions(names: dict[int, set[str]]) -> QuerySet[Reaction]:
    handlers = set().union(*names.values())
    return Reaction.objects.filter(event__in=names, handler__in=handlers)


def _outside(event: Event) -> set[str]:
    known = handlers_of(type(event.fact), quiet=event.quiet)
    return {handler.name for handler in known if handler.mode is Mode.OUTSIDE}
