"""What colleagues are told, and how: at once in the app, or gathered in a mail."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """What colleagues are told, and how: at once in the app, or gathered in a mail."""

    name = "tillit.notices"
