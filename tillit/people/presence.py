"""Verbs of being somewhere together; rows are written when something changes, and once a minute."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import timedelta

from django.db import transaction

from tillit import clock
from tillit.journal import bus, rows
from tillit.people.models import Agent, Doing, Presence
from tillit.people.models.presence import LASTS

REMEMBERED = timedelta(hours=1)
"""How long it is known which word of a page was its last; none is on its way for longer."""
LONGEST_NAME = 40
MOST_STEPS = 2**53
"""Beyond, a browser cannot count."""
_LIVELIEST_FIRST = list(Doing)


@dataclass(frozen=True)
class Word:
    """What an open page says that its reader does; `step` counts the words of this page."""

    doing: Doing
    page: str = ""
    step: int = 0

    @classmethod
    def read(cls, doing: str, page: str, step: str) -> Word | None:
        """What a page has sent; None when no page says such a thing."""
        number = int(step) if step.isdecimal() and len(step) < 17 else 0
        if doing not in Doing.values or len(page) > LONGEST_NAME or number > MOST_STEPS:
            return None
        return cls(Doing(doing), page.replace("\x00", ""), number)


@transaction.atomic
def be(*, agent: Agent, place: str, word: Word) -> None:
    """Hear what a page says, unless it has said something newer already.

    Words overtake each other on their way. Whichever comes first, the newest one stands: the
    database compares them in the statement that writes.
    """
    now = clock.now()
    said = {**asdict(word), "seen_at": now}
    here, first = Presence.objects.get_or_create(
        agent=agent, place=place, page=word.page, defaults=said
    )
    older = Presence.objects.filter(pk=here.pk, step__lte=word.step)
    if not first and not older.update(**said):
        return
    if word.doing == Doing.GONE:
        Presence.objects.filter(seen_at__lt=now - REMEMBERED).delete()
    if first or here.doing != word.doing or here.seen_at <= now - LASTS:
        _look_again(agent, place)


def others_at(place: str, *, than: Agent) -> list[Presence]:
    """Everybody else who is there now, in the order of their names; each as lively as can be."""
    lately = rows.stored(clock.now() - LASTS)
    here = "place = %s AND seen_at > %s AND agent_id <> %s AND doing <> %s"
    found = rows.select(Presence, here, [place, lately, than.pk, Doing.GONE.value])
    rows.attach_one(found, "agent")
    found.sort(key=lambda one: _LIVELIEST_FIRST.index(Doing(one.doing)), reverse=True)
    liveliest = {one.agent_id: one for one in found if one.agent.is_active}
    return sorted(liveliest.values(), key=lambda one: (one.agent.name, one.agent_id))


def _look_again(agent: Agent, place: str) -> None:
    others = others_at(place, than=agent)
    if others:
        bus.wake(*(f"presence.{one.agent_id}" for one in others))
