"""The demo world and the customers' mailbox."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The demo world and the customers' mailbox."""

    name = "tillit.demo"
