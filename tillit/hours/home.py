"""The time zones of the organisation and of each calendar, remembered for a while."""

from django.core.cache import caches

from tillit.hours.models import CalendarVersion

SECONDS = 30


def home_zone() -> str:
    """The zone of the oldest calendar; UTC before there is one."""
    zone: str | None = caches["process"].get("home-zone")
    if zone is None:
        first = CalendarVersion.objects.order_by("calendar_id", "number").first()
        zone = first.hours.zone if first else "UTC"
        caches["process"].set("home-zone", zone, SECONDS)
    return zone


def zone_of(calendar: int) -> str:
    """The zone of a calendar as it is now; that of the organisation before it has a version."""
    key = f"zone:{calendar}"
    zone: str | None = caches["process"].get(key)
    if zone is None:
        version = CalendarVersion.objects.filter(calendar=calendar).order_by("-number").first()
        zone = version.hours.zone if version else home_zone()
        caches["process"].set(key, zone, SECONDS)
    return zone
