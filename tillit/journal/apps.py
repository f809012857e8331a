"""The journal: facts, the reactions to them, and the streams that say "look again"."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JournalConfig(AppConfig):
    """Finds what every app above registers, once all apps are there."""

    name = "tillit.journal"

    def ready(self) -> None:
        """Import each app's facts, reactions and registrations."""
        autodiscover_modules("events", "reactions", "registers")
