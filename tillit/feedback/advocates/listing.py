"""Recommendations as far as an agent may see who gave them: a page at a time, and counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.core import signing
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncMonth

from tillit.conversations.customers import customers_visible_to
from tillit.feedback.models import Advocacy, AdvocacyKind
from tillit.feedback.models.advocate import AdvocacyQuerySet
from tillit.measures.dates import add_months, first_of_month
from tillit.people.models import Agent

PAGE = 30
MONTHS = 12
USABLE, NOT_USABLE = "yes", "no"


@dataclass(frozen=True)
class Asked:
    """What the address asks for."""

    kind: str = ""
    usable: str = ""
    month: str = ""

    @classmethod
    def read(cls, said: Mapping[str, str]) -> Asked:
        """From an address; what does not exist is not asked for."""
        kind, usable, month = (said.get(name, "") for name in ("kind", "usable", "month"))
        return cls(
            kind=kind if kind in AdvocacyKind.values else "",
            usable=usable if usable in (USABLE, NOT_USABLE) else "",
            month=month if _month(month) else "",
        )

    def address(self, **more: str) -> str:
        """As the query of an address."""
        said = {name: value for name, value in {**vars(self), **more}.items() if value}
        return f"?{urlencode(said)}" if said else ""


def visible_to(agent: Agent) -> AdvocacyQuerySet:
    """What customers whom the agent sees have done for us."""
    return Advocacy.objects.filter(contact__in=customers_visible_to(agent))


def page_of(agent: Agent, asked: Asked, today: date, after: str = "") -> tuple[list[Advocacy], str]:
    """Some, the newest first, and from where it goes on."""
    found = _wanted(visible_to(agent).standing(), asked, today)
    cursor = _opened(after)
    if cursor:
        day, number = cursor
        found = found.filter(Q(day__lt=day) | Q(day=day, pk__lt=number))
    related = found.select_related("contact", "referred", "noted_by")
    rows = list(related.order_by("-day", "-pk")[: PAGE + 1])
    more = len(rows) > PAGE
    last = rows[PAGE - 1] if more else None
    return rows[:PAGE], signing.dumps([last.day.isoformat(), last.pk]) if last else ""


def _wanted(found: QuerySet[Advocacy], asked: Asked, today: date) -> QuerySet[Advocacy]:
    if asked.kind:
        found = found.filter(kind=asked.kind)
    if asked.usable == USABLE:
        found = found.usable(today)  # type: ignore[attr-defined]
    elif asked.usable == NOT_USABLE:
        found = found.exclude(pk__in=Advocacy.objects.usable(today).values("pk"))
    month = _month(asked.month)
    return found.filter(day__gte=month, day__lt=add_months(month, 1)) if month else found


def counts(agent: Agent, today: date) -> list[tuple[date, Counter[str]]]:
    """How many of each kind in each of the last twelve months, the newest first."""
    months = [add_months(first_of_month(today), -back) for back in range(MONTHS)]
    lately = visible_to(agent).standing().filter(day__gte=months[-1])
    counted = lately.annotate(month=TruncMonth("day")).values_list("month", "kind")
    found: dict[date, Counter[str]] = {month: Counter() for month in months}
    for month, kind, number in counted.annotate(number=Count("pk")):
        if month in found:
            found[month][kind] += number
    return list(found.items())


def _month(text: str) -> date | None:
    try:
        return date.fromisoformat(f"{text}-01") if len(text) == 7 else None
    except ValueError:
        return None


def _opened(sealed: str) -> tuple[date, int] | None:
    try:
        day, number = signing.loads(sealed)
        return date.fromisoformat(day), int(number)
    except (signing.BadSignature, ValueError, TypeError):
        return None
