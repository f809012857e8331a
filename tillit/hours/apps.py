"""Business time: calendars, their versions, and what an hour of service is."""

from django.apps import AppConfig


class HoursConfig(AppConfig):
    """Business time: calendars, their versions, and what an hour of service is."""

    name = "tillit.hours"
