"""The verbs about standards: every change is a new version, and the past stays as it was."""

from __future__ import annotations

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
from tillit.standards.models import Charter, ServiceStandard, StandardVersion

SAID = (
    "wording", "clock", "target_seconds", "hours_kind", "pause_rule", "inbox_id", "priority",
    "case_type", "language", "vip", "public", "owner_id", "review_date",
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
    *, standard: ServiceStandard, name: str, version: StandardVersion, by: Actor
) -> StandardVersion | None:
    """Promise this from now on; None when nothing else is promised than before."""
    if standard.pk is None or standard.name != name:
        standard.name = name
        standard.save()
    before, now = newest_of(standard), clock.now()
    if before is not None and before.valid_to is None and _says_the_same(before, version):
        return None
    standard.versions.filter(valid_to=None).update(valid_to=now)
    version.standard, version.valid_from = standard, now
    version.number = before.number + 1 if before else 1
    version.save(force_insert=True)
    emit(StandardRevised(standard.pk, version.pk), by=by)
    return version


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
