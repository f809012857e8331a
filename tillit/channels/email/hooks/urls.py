"""Addresses for providers; only those that have a secret exist."""

from django.conf import settings
from django.urls import URLPattern, path

app_name = "hooks"
urlpatterns: list[URLPattern] = []

if settings.TILLIT_WEBHOOKS:
    # Loaded here, since most installations take in mail another way.
    from tillit.channels.email.hooks.views import hook

    # Mailgun hands over whole mails to addresses that say "mime".
    urlpatterns = [
        path(f"mime/{name}/", hook, {"provider": name}, name=name)
        for name in settings.TILLIT_WEBHOOKS
    ]
