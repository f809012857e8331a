"""Revised texts: versions, proposals with their discussion, and who has read them."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Revised texts: versions, proposals with their discussion, and who has read them."""

    name = "tillit.documents"
