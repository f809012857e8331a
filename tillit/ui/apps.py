"""The look of Tillit: templates, styles, scripts and the parts they are made of."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Registers the templates, static files and template tags."""

    name = "tillit.ui"
