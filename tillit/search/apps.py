"""One full-text index over whatever the apps above register."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """One full-text index over whatever the apps above register."""

    name = "tillit.search"
