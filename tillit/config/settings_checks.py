"""System checks of the environment, with a hint for each mistake."""

import os
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register

from tillit.channels.email.outgoing import SendingServer

SHORTEST_KEY = 32


@register(Tags.security)
def check_environment(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Look at every variable of the environment that Tillit reads."""
    return [*_base_url(), *_smtp_url(), *_secret_key(), *_data()]


def _base_url() -> list[CheckMessage]:
    parts = urlsplit(settings.TILLIT_BASE_URL)
    if parts.scheme in ("http", "https") and parts.hostname:
        return []
    hint = "Give the whole address, for example https://service.example.com."
    return [Error("TILLIT_BASE_URL is not an address", hint=hint, id="tillit.E001")]


def _smtp_url() -> list[CheckMessage]:
    if not settings.TILLIT_SMTP_URL:
        return []
    try:
        SendingServer.from_url(settings.TILLIT_SMTP_URL)
    except ValueError as error:
        hint = str(error)
        return [Error("TILLIT_SMTP_URL cannot be read", hint=hint, id="tillit.E002")]
    return []


def _secret_key() -> list[CheckMessage]:
    if len(settings.SECRET_KEY) >= SHORTEST_KEY:
        return []
    hint = "Leave TILLIT_SECRET_KEY away and a good one is made, or give at least 32 characters."
    return [Warning("the secret key is short", hint=hint, id="tillit.W003")]


def _data() -> list[CheckMessage]:
    if os.access(settings.TILLIT_DATA, os.W_OK | os.X_OK):
        return []
    hint = "Set TILLIT_DATA to a folder that this user may write to."
    return [Error("the data folder cannot be written to", hint=hint, id="tillit.E004")]
