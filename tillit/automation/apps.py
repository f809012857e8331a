"""Rules: what Tillit does by itself, when, and why."""

from django.apps import AppConfig


class AutomationConfig(AppConfig):
    """Rules, and who is given a conversation."""

    name = "tillit.automation"
