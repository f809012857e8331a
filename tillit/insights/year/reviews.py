"""The reviews of standards and of pages of the handbook, as the handbook keeps them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from tillit.documents.models import Document, Review
from tillit.hours.home import home_zone
from tillit.insights.days import bounds
from tillit.people.models import Agent
from tillit.standards.handbook.scope import pages_of, standards_of
from tillit.standards.models import StandardReview, StandardVersion
from tillit.ui.addresses import url_of


@dataclass(frozen=True)
class Reviewing:
    """A review that is due on a day, or was done on it."""

    identity: str
    day: date
    title: str
    url: str
    changed_at: datetime
    owner: str
    owner_id: int | None = None
    words: str = ""


def dues(agent: Agent) -> Iterator[Reviewing]:
    """What of an agent's pages and standards is to be looked at again, and when."""
    for page in pages_of(agent).in_force().filter(review_date__isnull=False):
        if page.review_date and page.current:
            yield _due_page(page, page.review_date, page.current.at)
    for version in standards_of(agent).filter(review_date__isnull=False):
        if version.review_date:
            yield _due_standard(version, version.review_date)


def _due_page(page: Document, day: date, since: datetime) -> Reviewing:
    return Reviewing(
        identity=f"page-{page.pk}-{day}",
        day=day,
        title=page.title,
        url=url_of("handbook:page", page.slug),
        changed_at=since,
        owner=page.owner.name if page.owner else "",
        owner_id=page.owner_id,
    )


def _due_standard(version: StandardVersion, day: date) -> Reviewing:
    return Reviewing(
        identity=f"standard-{version.standard_id}-{day}",
        day=day,
        title=version.words(),
        url=url_of("handbook:standard", version.standard_id),
        changed_at=version.valid_from,
        owner=version.owner.name if version.owner else "",
        owner_id=version.owner_id,
    )


def done(agent: Agent, first: date, last: date) -> Iterator[Reviewing]:
    """Those that were done on these days, of what an agent may read."""
    begin, end = bounds(first, last, home_zone())
    when = {"done_at__gte": begin, "done_at__lt": end}
    of_pages = Review.objects.filter(document__in=pages_of(agent).in_force(), **when)
    for review in of_pages.select_related("document__current", "by"):
        page = review.document
        identity, url = f"page-{page.pk}", url_of("handbook:page", page.slug)
        yield _done(review, identity, page.title, url)
    ours = standards_of(agent).values("standard")
    of_standards = StandardReview.objects.filter(version__standard__in=ours, **when)
    for found in of_standards.select_related("version__standard", "by"):
        number = found.version.standard_id
        identity, url = f"standard-{number}", url_of("handbook:standard", number)
        yield _done(found, identity, found.version.words(), url)


def _done(review: Review | StandardReview, identity: str, title: str, url: str) -> Reviewing:
    return Reviewing(
        identity=f"{identity}-{review.due or review.day}",
        day=review.day,
        title=title,
        url=url,
        changed_at=review.done_at,
        owner=review.by.name if review.by else "",
        words=f"{review.get_outcome_display()}: {review.reason}",
    )
