"""Service standards and the promises they make."""

from django.apps import AppConfig


class StandardsConfig(AppConfig):
    """Service standards and the promises they make."""

    name = "tillit.standards"
