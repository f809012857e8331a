"""What every template may need."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from tillit.conversations.company import company_name
from tillit.people.company_sign_in import name_of_provider


def company(request: HttpRequest) -> dict[str, Any]:
    """The company whose service this is, its own sign-in, the agent's theme, the app."""
    theme = getattr(getattr(request, "user", None), "theme", "")
    return {
        "company": {"name": company_name()},
        "company_sign_in": name_of_provider(),
        "theme": theme or "system",
        "manifest_url": reverse("manifest"),
        "service_worker_url": reverse("service_worker"),
    }
