"""What a version of a standard says otherwise than the one before it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _

from tillit.people.languages import LANGUAGES
from tillit.standards.for_whom import for_whom, promised_by, target_of
from tillit.standards.models import StandardVersion
from tillit.ui import numbers


@dataclass(frozen=True)
class Difference:
    """One thing that is said otherwise; a dash stands for nothing."""

    what: str | Lazy
    before: str
    after: str


def between(before: StandardVersion, after: StandardVersion) -> list[Difference]:
    """Everything that changed, in the order of the form."""
    told = zip(_said(before), _said(after), strict=True)
    return [
        Difference(what, old or numbers.DASH, new or numbers.DASH)
        for (what, old), (_what, new) in told
        if old != new
    ]


def _said(version: StandardVersion) -> Iterator[tuple[str | Lazy, str]]:
    yield _("What is promised"), promised_by(version)
    yield _("Target"), target_of(version)
    yield _("The clock stands still"), version.get_pause_rule_display()
    for code, label in LANGUAGES:
        yield label, version.wording.get(code, "")
    yield _("For whom"), for_whom(version)
    yield _("Customers are told"), _("Yes") if version.public else _("No")
    yield _("Who looks after it"), version.owner.name if version.owner else ""
    day = version.review_date
    yield _("Look at it again on"), date_format(day, "DATE_FORMAT") if day else ""
