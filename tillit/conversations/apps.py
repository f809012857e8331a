"""The spine: inboxes, conversations, messages and their deliveries."""

from django.apps import AppConfig


class ConversationsConfig(AppConfig):
    """The spine: inboxes, conversations, messages and their deliveries."""

    name = "tillit.conversations"
