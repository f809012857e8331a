"""Durations in the short words that people use."""

from datetime import timedelta

from django.utils.translation import gettext as _

MINUTE, HOUR = 60, 3600


def words(duration: timedelta) -> str:
    """`1 h 12 min`, `45 min`, `30 s`; whole minutes from one minute on, rounded down."""
    seconds = int(abs(duration).total_seconds())
    if seconds < MINUTE:
        return _("%(seconds)d s") % {"seconds": seconds}
    hours, minutes = divmod(seconds // MINUTE, 60)
    if not hours:
        return _("%(minutes)d min") % {"minutes": minutes}
    if not minutes:
        return _("%(hours)d h") % {"hours": hours}
    return _("%(hours)d h %(minutes)d min") % {"hours": hours, "minutes": minutes}
