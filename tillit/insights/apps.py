"""Figures, each traceable to the conversations behind it."""

from django.apps import AppConfig


class InsightsConfig(AppConfig):
    """Figures, each traceable to the conversations behind it."""

    name = "tillit.insights"
