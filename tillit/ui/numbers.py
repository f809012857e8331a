"""Numbers as the reader's language writes them; what is not defined is a dash."""

from datetime import date

from babel.dates import format_date
from babel.numbers import format_decimal, format_percent
from django.utils import translation
from django.utils.translation import gettext as _

DASH = "–"
MINUS = "−"
LOCALES = {"en": "en_GB", "nb": "nb_NO", "nl": "nl_NL", "hu": "hu_HU"}


def locale() -> str:
    """The locale of the active language; English dates are European ones."""
    return LOCALES.get(translation.get_language() or "en", "en_GB")


def share(value: float | None, *, decimals: int = 1) -> str:
    """`91.4%`, `91,4 %`."""
    if value is None:
        return DASH
    pattern = "#,##0." + "0" * decimals if decimals else "#,##0"
    suffix = "\xa0%" if locale().startswith("nb") else "%"
    return format_percent(value, format=pattern + suffix, locale=locale())


def decimal(value: float | None, *, decimals: int = 1) -> str:
    """`4.2`, `4,2`, `−0.5`; what rounds to nothing has no sign."""
    if value is None:
        return DASH
    pattern = "#,##0." + "0" * decimals if decimals else "#,##0"
    written = format_decimal(abs(value), format=pattern, locale=locale())
    is_below = value < 0 and any(digit in written for digit in "123456789")
    return MINUS + written if is_below else written


def signed(value: float, *, decimals: int = 0) -> str:
    """`+35`, `−12`, `+2.9`: so many points up or down."""
    rounded = round(value, decimals)
    sign = "+" if rounded > 0 else MINUS if rounded < 0 else ""
    return sign + decimal(abs(rounded), decimals=decimals)


def count(value: int) -> str:
    """`1,204`, `1 204`."""
    if 0 <= value < 1000:
        return str(value)  # Most are, and every page counts much.
    return format_decimal(value, locale=locale())


def day(value: date, *, year: bool = True) -> str:
    """`26 October 2026`, in the order of the language."""
    return format_date(value, "long" if year else _("d MMM"), locale=locale())
