"""Instants in the words that a customer would use."""

from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time, get_timezone_location
from django.utils import translation
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# Languages bend the weekday ("hétfőn"), so each is a phrase of its own.
_ON_WEEKDAY: list[str | Lazy] = [
    gettext_lazy("on Monday"),
    gettext_lazy("on Tuesday"),
    gettext_lazy("on Wednesday"),
    gettext_lazy("on Thursday"),
    gettext_lazy("on Friday"),
    gettext_lazy("on Saturday"),
    gettext_lazy("on Sunday"),
]
DAYS_OF_A_WEEK = 7
_LOCALES = {"en": "en_GB", "nb": "nb_NO", "nl": "nl_NL", "hu": "hu_HU"}


def names_the_zone(customer: str, inbox: str) -> bool:
    """Whether the customer may live by another clock than the inbox: another language says so."""
    return customer != inbox


def due_words(due_at: datetime, *, zone: str, now: datetime, name_zone: bool) -> str:
    """`before 14:30 on Monday`, in the active language; whole minutes, never later than due."""
    local, today = due_at.astimezone(ZoneInfo(zone)), now.astimezone(ZoneInfo(zone))
    moment = {"time": clock_words(local), "day": day_words(local, today)}
    return _placed(_("before %(time)s %(day)s") % moment, zone, name_zone=name_zone)


def at_words(instant: datetime, *, zone: str, now: datetime, name_zone: bool) -> str:
    """`on Monday at 9:00`, in the active language."""
    local, today = instant.astimezone(ZoneInfo(zone)), now.astimezone(ZoneInfo(zone))
    moment = {"time": clock_words(local), "day": day_words(local, today)}
    return _placed(_("%(day)s at %(time)s") % moment, zone, name_zone=name_zone)


def _placed(words: str, zone: str, *, name_zone: bool) -> str:
    """With the place by whose clock it is, where the customer may live by another one."""
    if not name_zone:
        return words
    place = get_timezone_location(zone, locale=_locale(), return_city=True)
    return _("%(words)s (%(place)s time)") % {"words": words, "place": place}


def _locale() -> str:
    return _LOCALES.get(translation.get_language() or "en", "en_GB")


def clock_words(local: datetime) -> str:
    """`14:30`."""
    return format_time(local, "HH:mm", tzinfo=local.tzinfo, locale=_locale())


def day_words(local: datetime, today: datetime) -> str:
    """`tomorrow`, `on Monday`, `on Monday, 7 June`: what stands in the middle of a sentence."""
    days = (local.date() - today.date()).days
    if days == 0:
        return _("today")
    if days == 1:
        return _("tomorrow")
    weekday = str(_ON_WEEKDAY[local.weekday()])
    if 0 < days < DAYS_OF_A_WEEK:
        return weekday
    date = format_date(local, _("d MMMM"), locale=_locale())
    return _("%(weekday)s, %(date)s") % {"weekday": weekday, "date": date}
