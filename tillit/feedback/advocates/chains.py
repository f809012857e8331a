"""Who brought whom, and whom those brought in turn."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tillit.conversations.customers import customers_visible_to
from tillit.feedback.models import Advocacy, AdvocacyKind
from tillit.people.models import Agent, Contact

MOST = 300


@dataclass(frozen=True)
class Link:
    """One customer in a chain: how deep, and since when; `brought` counts all below.

    `contact` is None where the agent may not see who it is.
    """

    depth: int
    contact: Contact | None
    day: date | None
    brought: int


def chains(agent: Agent) -> list[Link]:
    """Every chain from its beginning, one customer after the other, each above those it brought."""
    brought: dict[int, list[Advocacy]] = defaultdict(list)
    for one in _referrals():
        if one.referred_id and one.referred_id != one.contact_id:
            brought[one.contact_id].append(one)
    came = {one.referred_id for those in brought.values() for one in those}
    everybody = {*brought, *(number for number in came if number)}
    seen = customers_visible_to(agent).filter(pk__in=everybody).in_bulk()
    beginnings = [number for number in brought if number not in came]
    found = [list(_below(number, None, 0, brought, set())) for number in beginnings]
    shown = [
        [Link(depth, seen.get(number), day, below) for number, depth, day, below in chain]
        for chain in found
        if any(number in seen for number, *_rest in chain)
    ]
    shown.sort(key=lambda chain: -chain[0].brought)
    return [link for chain in shown for link in chain]


def _referrals() -> list[Advocacy]:
    standing = Advocacy.objects.standing().filter(kind=AdvocacyKind.REFERRAL)
    return list(standing.filter(referred__isnull=False).order_by("-day", "-pk")[:MOST])


Node = tuple[int, int, date | None, int]


def _below(
    number: int, day: date | None, depth: int, brought: dict[int, list[Advocacy]], passed: set[int]
) -> Iterator[Node]:
    """This customer and everybody below; whoever stands there already is passed over."""
    passed.add(number)
    below = [
        node
        for one in sorted(brought.get(number, ()), key=lambda each: (each.day, each.pk))
        if one.referred_id and one.referred_id not in passed
        for node in _below(one.referred_id, one.day, depth + 1, brought, passed)
    ]
    yield number, depth, day, len(below)
    yield from below
