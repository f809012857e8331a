"""What falls due for review: pages and standards together, by the day at home."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tillit import clock
from tillit.documents.days import today_at_home
from tillit.documents.models import Document
from tillit.measures.dates import first_of_month
from tillit.people.models import Agent
from tillit.people.policy import Verb, may
from tillit.standards.aims import Results
from tillit.standards.handbook.scope import may_review, pages_of, standards_of
from tillit.standards.models import StandardVersion
from tillit.ui.addresses import url_of


@dataclass(frozen=True)
class Due:
    """Something to be looked at again: when, by whom, how, and where the outcome is recorded.

    `record_url` is empty for those who may not.
    """

    day: date | None
    title: str
    kind: str
    icon: str
    url: str
    owner: str
    method: str
    record_url: str


@dataclass(frozen=True)
class Month:
    """What falls due in one month, under its name."""

    heading: str
    dues: list[Due]


@dataclass(frozen=True)
class Agenda:
    """All of it, the earliest first."""

    overdue: list[Due]
    months: list[Month]
    undated: list[Due]


def agenda_of(agent: Agent) -> Agenda:
    """What falls due of that which an agent may read."""
    today = today_at_home(clock.now())
    dues = [*_pages(agent), *_standards(agent)]
    dated = [one for one in dues if one.day is not None]
    dated.sort(key=lambda one: (one.day, one.title))
    coming: dict[date, list[Due]] = defaultdict(list)
    for one in dated:
        if one.day is not None and one.day >= today:
            coming[first_of_month(one.day)].append(one)
    return Agenda(
        overdue=[one for one in dated if one.day is not None and one.day < today],
        months=[Month(date_format(day, "YEAR_MONTH_FORMAT"), some) for day, some in coming.items()],
        undated=[one for one in dues if one.day is None],
    )


def overdue_count(agent: Agent) -> int:
    """How many reviews are late of that which an agent may read."""
    today = today_at_home(clock.now())
    pages = pages_of(agent).in_force().filter(review_date__lt=today).count()
    return pages + standards_of(agent).filter(review_date__lt=today).count()


def _pages(agent: Agent) -> Iterator[Due]:
    leads = may(agent, Verb.LOOK_AFTER)
    for page in pages_of(agent).in_force().prefetch_related("proposals"):
        yield Due(
            day=page.review_date,
            title=page.title,
            kind=_("Page of the handbook"),
            icon="book-open",
            url=url_of("handbook:page", page.slug),
            owner=page.owner.name if page.owner else "",
            method=_reading(page),
            record_url=url_of("handbook:page_review", page.slug) if leads else "",
        )


def _reading(page: Document) -> str:
    """How a page is reviewed."""
    waiting = sum(one.is_open for one in page.proposals.all())
    if not waiting:
        return _("Read it as a newcomer would")
    words = ngettext(
        "Read it, and decide on %(n)d proposal", "Read it, and decide on %(n)d proposals", waiting
    )
    return words % {"n": waiting}


def _standards(agent: Agent) -> Iterator[Due]:
    results = Results(clock.now())
    for version in standards_of(agent):
        review = url_of("handbook:standard_review", version.standard_id)
        yield Due(
            day=version.review_date,
            title=version.words(),
            kind=_("Service standard"),
            icon="target",
            url=url_of("handbook:standard", version.standard_id),
            owner=version.owner.name if version.owner else "",
            method=_measuring(version, results),
            record_url=review if may_review(agent, version) else "",
        )


def _measuring(version: StandardVersion, results: Results) -> str:
    """How a standard is reviewed: by what it came to."""
    words = {"standing": results.standing_of(version).words}
    return _("Weigh the last 90 days: %(standing)s") % words
