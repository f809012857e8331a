"""The registry of ways to measure: apps say what they bring, and how often it is usually done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tillit.measures.dates import add_months


class Rhythm(TextChoices):
    """What sets a way of measuring going."""

    MONTHS = "months", gettext_lazy("Every so many months")
    WEEKS = "weeks", gettext_lazy("Every so many weeks")
    AFTER_CONTACT = "contact", gettext_lazy("After each contact")
    CONTINUOUS = "always", gettext_lazy("All the time")
    ONCE = "once", gettext_lazy("Once, on a day")


ALL_THE_TIME = (Rhythm.AFTER_CONTACT, Rhythm.CONTINUOUS)
"""What runs by itself: only whether it still does is looked at, once a year."""
A_YEAR = 12


@dataclass(frozen=True)
class Frequency:
    """How often something is done: by its rhythm, and how many weeks or months lie between."""

    rhythm: Rhythm
    every: int = 1

    @property
    def length(self) -> timedelta:
        """About how long lies between one time and the next."""
        weeks = timedelta(weeks=self.every)
        months = A_YEAR if self.rhythm in ALL_THE_TIME else self.every
        return weeks if self.rhythm == Rhythm.WEEKS else timedelta(days=365) * months / A_YEAR

    def days(self, anchor: date) -> Iterator[date]:
        """Each day on which it is due, from the first one on.

        All are counted from that first one, so that the 31st comes back after a shorter month.
        """
        count = 0
        while self.rhythm != Rhythm.ONCE or not count:
            yield self._day(anchor, count)
            count += 1

    def _day(self, anchor: date, count: int) -> date:
        if self.rhythm == Rhythm.WEEKS:
            return anchor + timedelta(weeks=self.every * count)
        months = A_YEAR if self.rhythm in ALL_THE_TIME else self.every
        return add_months(anchor, months * count)

    def due_after(self, anchor: date, day: date) -> date | None:
        """The first day after this one on which it is due; None when it never is again."""
        return next((one for one in self.days(anchor) if one > day), None)

    def words(self) -> str:
        """As one says it: every three months."""
        if self.rhythm == Rhythm.WEEKS:
            said = ngettext("Every week", "Every %(n)d weeks", self.every)
        elif self.rhythm == Rhythm.MONTHS and self.every == A_YEAR:
            said = _("Every year")
        elif self.rhythm == Rhythm.MONTHS and self.every == A_YEAR // 2:
            said = _("Every half year")
        elif self.rhythm == Rhythm.MONTHS:
            said = ngettext("Every month", "Every %(n)d months", self.every)
        else:
            said = _("Once") if self.rhythm == Rhythm.ONCE else str(self.rhythm.label)
        return said % {"n": self.every}


@dataclass(frozen=True)
class ReadyMade:
    """A way to measure that Tillit knows: what it is for, and where it is done.

    `place` is the name of an address, `at` what it needs besides; empty where it happens elsewhere.
    `measure` is the key of the figure that it looks at, if there is one.
    """

    key: str
    title: str | Promise
    purpose: str | Promise
    frequency: Frequency
    place: str = ""
    at: tuple[str, ...] = ()
    measure: str = ""
    order: int = 100


_methods: dict[str, ReadyMade] = {}


def register(*methods: ReadyMade) -> None:
    """Offer ways to measure."""
    for method in methods:
        if method.key in _methods:
            raise ValueError(f"two apps register {method.key}")
        _methods[method.key] = method


def every() -> list[ReadyMade]:
    """All that are offered, in order."""
    return sorted(_methods.values(), key=lambda one: (one.order, one.key))


def named(key: str) -> ReadyMade | None:
    """The one of this key; None when no app brings it any more."""
    return _methods.get(key)
