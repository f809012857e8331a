"""What is wrong with opening hours, said so that it can be translated where it is shown."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date


def _(message: str) -> str:
    """Mark a sentence for the catalogues; this module knows no web framework."""
    return message


WEEKDAYS = (
    _("Monday"),
    _("Tuesday"),
    _("Wednesday"),
    _("Thursday"),
    _("Friday"),
    _("Saturday"),
    _("Sunday"),
)


class HoursError(ValueError):
    """A sentence about opening hours: `message` is the msgid, `values` fill its named gaps.

    A value that is a weekday (1 to 7) or a date is put into words when the sentence is told.
    """

    def __init__(self, message: str, **values: str | int | date) -> None:
        self.message = message
        self.values = values
        super().__init__(self.told(_))

    def told(self, translate: Callable[[str], str]) -> str:
        """Say the sentence in the language of a gettext function."""
        words = {
            name: value if isinstance(value, str) else day_in_words(value, translate)
            for name, value in self.values.items()
        }
        return translate(self.message) % words


def day_in_words(day: int | date, translate: Callable[[str], str] = _) -> str:
    """Name a weekday ("Monday") or a date ("Thursday 2026-12-24")."""
    if isinstance(day, date):
        return f"{translate(WEEKDAYS[day.weekday()])} {day.isoformat()}"
    return translate(WEEKDAYS[day - 1])
