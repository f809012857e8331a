"""What the page about staying shows of who buys: a table of scores, and who buys most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tillit.insights.models import BestBuyer
from tillit.insights.staying.buying import RULE
from tillit.insights.staying.telling import Counts
from tillit.measures.registry import FEW, Words
from tillit.measures.segments import BEST, Rfm
from tillit.people.models import Agent
from tillit.ui import numbers

SHOWN = 20
"""So many of the best are named on the page, the others in the file."""
LATELY: dict[int, Words] = {5: gettext_lazy("5: latest"), 1: gettext_lazy("1: longest ago")}
OFTEN: dict[int, Words] = {5: gettext_lazy("5: most often"), 1: gettext_lazy("1: least often")}
SCORES = range(BEST, 0, -1)


def told(counts: Counts, agent: Agent, teams: tuple[int, ...]) -> dict[str, Any]:
    """How many buy how lately and how often, and the best of them; the latest first."""
    n = counts.buying.total()
    found = BestBuyer.objects.filter(team_id__in=teams).select_related("contact", "team")
    best = found.order_by("-last_on", "-id")
    return {
        "customers": _customers(n),
        "is_known": n > 0,
        "few": n < FEW,
        "heads": [OFTEN.get(score, score) for score in SCORES],
        "rows": list(_rows(counts.buying)),
        "verdict": _verdict(counts.buying),
        "best": [_best(one, agent) for one in best[:SHOWN]],
        "more": max(0, best.count() - SHOWN),
    }


def _rows(buying: Counter[tuple[str, int, int, int]]) -> Iterator[dict[str, Any]]:
    customers: Counter[tuple[int, int]] = Counter()
    money: Counter[tuple[int, int]] = Counter()
    for (_currency, recency, frequency, monetary), n in buying.items():
        customers[recency, frequency] += n
        money[recency, frequency] += n * monetary
    for recency in SCORES:
        cells = [(customers[recency, often], money[recency, often]) for often in SCORES]
        yield {
            "name": LATELY.get(recency, recency),
            "cells": [
                {"n": numbers.count(n), "much": numbers.decimal(much / n), "shade": round(much / n)}
                if n
                else {"n": numbers.DASH, "much": "", "shade": 0}
                for n, much in cells
            ],
        }


def _verdict(buying: Counter[tuple[str, int, int, int]]) -> str:
    best = sum(n for (_currency, *scores), n in buying.items() if RULE.holds(Rfm(*scores)))
    words = ngettext(
        "%(n)s customer has 4 or 5 in all three: a VIP by what is bought.",
        "%(n)s customers have 4 or 5 in all three: VIPs by what is bought.",
        best,
    )
    return words % {"n": numbers.count(best)}


def _customers(n: int) -> str:
    words = ngettext(
        "%(n)s customer bought something in the last two years.",
        "%(n)s customers bought something in the last two years.",
        n,
    )
    return words % {"n": numbers.count(n)}


def _best(one: BestBuyer, agent: Agent) -> dict[str, Any]:
    return {
        "name": one.contact.name,
        "id": one.contact_id,
        "url": reverse("conversations:customer", args=[one.contact_id]),
        "team": one.team.name if len(agent.team_ids) > 1 else "",
        "scores": f"{one.recency} · {one.frequency} · {one.monetary}",
        "orders": numbers.count(one.orders),
        "amount": f"{numbers.decimal(float(one.amount), decimals=2)} {one.currency}",
        "last": one.last_on,
        "is_vip": one.contact.is_vip,
        "vip": _("VIP") if one.contact.is_vip else _("not yet"),
    }
