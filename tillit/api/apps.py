"""Export."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Export of everything that is stored about conversations."""

    name = "tillit.api"
