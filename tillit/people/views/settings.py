"""The way into all settings."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from tillit.people.shell import frame
from tillit.ui import settings_pages

LONGEST = 100


@require_safe
def settings(request: HttpRequest) -> HttpResponse:
    """Every page of settings that whoever asks may use, or those that answer what is sought."""
    sought = request.GET.get("q", "")[:LONGEST].replace("\x00", "").strip()
    address = reverse("people:settings")
    context = {
        **frame(request, current=address),
        "settings": {
            "url": address,
            "sought": sought,
            "groups": settings_pages.groups_for(request, sought=sought),
        },
    }
    return render(request, "people/settings.html", context)
