"""What customers say of us."""

from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    """What customers say of us."""

    name = "tillit.feedback"
