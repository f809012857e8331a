"""Tillit as an app on a phone or a desk: its name, its pictures, and what works offline."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from tillit.people.company import name_of_company
from tillit.people.models import Agent
from tillit.ui import panels

CANVAS = "#f4f3ef"
"""The ground of the page while it begins, as in tokens.css."""
PICTURES = (
    ("ui/mark.svg", "any", "image/svg+xml", "any"),
    ("ui/build/app-192.png", "192x192", "image/png", "any"),
    ("ui/build/app-cut-512.png", "512x512", "image/png", "maskable"),
)
OFFLINE = (
    "ui/css/tokens.css",
    "ui/css/base.css",
    "ui/css/pages.css",
    "ui/mark.svg",
    "ui/build/icons.css",
    "ui/build/inter.woff2",
    "config/offline.js",
)
"""What the page looks like that is shown without a connection."""


@require_safe
@cache_control(max_age=3600)
def manifest(request: HttpRequest) -> HttpResponse:
    """What a system has to know to install it; the same for everybody."""
    name = name_of_company()
    told: dict[str, Any] = {
        "name": name,
        "short_name": name if len(name) <= 12 else name.split()[0],
        "id": "/",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": CANVAS,
        "theme_color": CANVAS,
        "icons": [
            {"src": static(file), "sizes": sizes, "type": kind, "purpose": purpose}
            for file, sizes, kind, purpose in PICTURES
        ],
    }
    return JsonResponse(told, content_type="application/manifest+json")


@require_safe
@cache_control(no_cache=True)
def service_worker(request: HttpRequest) -> HttpResponse:
    """The script that stands between browser and server; it keeps files that everybody may have."""
    files = [static(file) for file in OFFLINE]
    pages = {code: reverse("offline", args=[code]) for code, _name in settings.LANGUAGES}
    known = {
        "files": files,
        "pages": pages,
        "static": settings.STATIC_URL,
        "picture": static("ui/build/app-192.png"),
    }
    known["version"] = sha256(json.dumps(known).encode()).hexdigest()[:12]
    context = {"known": json.dumps(known)}
    return render(
        request, "config/service_worker.js", context, content_type="text/javascript; charset=utf-8"
    )


@require_safe
@cache_control(max_age=3600)
def offline(request: HttpRequest, language: str) -> HttpResponse:
    """What is shown when the server cannot be reached; no word of it is private."""
    if language not in dict(settings.LANGUAGES):
        raise Http404
    with translation.override(language):
        return render(request, "config/offline.html", {"theme": "system"})


@panels.register("personal", order=10)
def as_an_app(agent: Agent, reader: Agent) -> panels.Section:
    """How it comes onto this device."""
    return panels.Section(
        "installing", translation.gettext_lazy("As an app"), "config/personal_app.html", {}
    )
