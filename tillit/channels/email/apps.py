"""The e-mail channel."""

from django.apps import AppConfig


class EmailConfig(AppConfig):
    """The e-mail channel: a closed folder that knows how mails are read and written."""

    name = "tillit.channels.email"
    label = "email"
