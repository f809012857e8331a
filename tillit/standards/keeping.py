"""The verbs about standards: every change is a new version, and the past stays as it was."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.db import transaction
from django.db.models import Q, QuerySet

from tillit import clock
from tillit.journal.recording import emit
from tillit.people.actor import Actor
from tillit.standards.events import (
    CharterChanged,
    StandardEnded,
    StandardResumed,
    StandardRevised,
)
from tillit.standards.models import Charter, Criterion, ServiceStandard, StandardVersion
from tillit.standards.models.criterion import Words

SAID = (
    "wording", "clock", "measure", "goal", "evidence", "source", "target_seconds", "hours_kind",
    "pause_rule", "inbox_id", "team_id", "channel", "priority", "case_type", "language", "vip",
    "public", "owner_id", "review_date",
)  # fmt: skip
"""What a version says; one that says the same is no new one."""


def newest_of(standard: ServiceStandard) -> StandardVersion | None:
    """The last version, in force or ended."""
    return standard.versions.order_by("-number").first() if standard.pk else None


def in_force() -> QuerySet[StandardVersion]:
    """What is promised just now."""
    now = clock.now()
    ends_later = Q(valid_to=None) | Q(valid_to__gt=now)
    return StandardVersion.objects.filter(ends_later, valid_from__lte=now)


@transaction.atomic(savepoint=False)
def revise(
    *,
    standard: ServiceStandard,
    name: str,
    version: StandardVersion,
    points: Sequence[Point] | None = None,
    by: Actor,
) -> StandardVersion | None:
    """Promise this from now on; None when nothing else is promised than before.

    `points` are the criteria; without any said, those of the version before.
    """
    if standard.pk is None or standard.name != name:
        standard.name = name
        standard.save()
    before, now = newest_of(standard), clock.now()
    old = points_of(before.criteria.all()) if before else []
    wanted = old if points is None else _linked(points, old)
    same = before is not None and before.valid_to is None and _says_the_same(before, version)
    if same and wanted == old:
        return None
    standard.versions.filter(valid_to=None).update(valid_to=now)
    version.standard, version.valid_from = standard, now
    version.number = before.number + 1 if before else 1
    version.save(force_insert=True)
    _write(version, wanted)
    emit(StandardRevised(standard.pk, version.pk), by=by)
    return version


@dataclass(frozen=True)
class Point:
    """What a criterion says, by language; `of` is the same one in the version before."""

    text: Words
    good: Words
    bad: Words
    of: int | None = None


def points_of(criteria: Iterable[Criterion]) -> list[Point]:
    """What they say, each as one that follows itself."""
    return [Point(one.text, one.good, one.bad, one.pk) for one in criteria]


def _linked(points: Iterable[Point], old: Iterable[Point]) -> list[Point]:
    """What says the same as before is the same point."""
    known = {tuple(sorted(point.text.items())): point.of for point in old}
    return [
        replace(point, of=point.of or known.get(tuple(sorted(point.text.items()))))
        for point in points
    ]


def _write(version: StandardVersion, points: Sequence[Point]) -> None:
    Criterion.objects.bulk_create(
        Criterion(
            version=version,
            position=position,
            text=point.text,
            good=point.good,
            bad=point.bad,
            follows_id=point.of,
        )
        for position, point in enumerate(points)
    )


def _says_the_same(before: StandardVersion, after: StandardVersion) -> bool:
    return all(getattr(before, name) == getattr(after, name) for name in SAID)


@transaction.atomic(savepoint=False)
def end(*, standard: ServiceStandard, by: Actor) -> None:
    """Promise it no longer; what was promised already is kept."""
    version = newest_of(standard)
    if version is not None and version.valid_to is None:
        StandardVersion.objects.filter(pk=version.pk).update(valid_to=clock.now())
        emit(StandardEnded(standard.pk, version.pk), by=by)


@transaction.atomic(savepoint=False)
def resume(*, standard: ServiceStandard, by: Actor) -> None:
    """Promise it again, as it was."""
    version = newest_of(standard)
    if version is not None and version.valid_to is not None:
        StandardVersion.objects.filter(pk=version.pk).update(valid_to=None)
        emit(StandardResumed(standard.pk, version.pk), by=by)


@transaction.atomic(savepoint=False)
def write_charter(*, charter: Charter, by: Actor) -> None:
    """Let the charter say this, to everybody or to colleagues only."""
    charter.save()
    emit(CharterChanged(charter.published), by=by)
