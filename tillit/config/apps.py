"""The app that knows all others: it only adds the checks of the settings."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Registers the system checks."""

    name = "tillit.config"

    def ready(self) -> None:
        """Register them."""
        from tillit.config import settings_checks  # noqa: F401
