"""The time zone that figures and pages of the organisation use."""

from django.core.cache import cache

from tillit.hours.models import CalendarVersion

SECONDS = 30


def home_zone() -> str:
    """The zone of the oldest calendar; UTC before there is one."""
    zone: str | None = cache.get("home-zone")
    if zone is None:
        first = CalendarVersion.objects.order_by("calendar_id", "number").first()
        zone = first.hours.zone if first else "UTC"
        cache.set("home-zone", zone, SECONDS)
    return zone
