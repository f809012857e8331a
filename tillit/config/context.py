"""What every template may need."""

from typing import Any

from django.http import HttpRequest

from tillit.conversations.company import company_name
from tillit.people.company_sign_in import name_of_provider


def company(request: HttpRequest) -> dict[str, Any]:
    """The company whose service this is, its own sign-in, and the theme of the agent."""
    theme = getattr(getattr(request, "user", None), "theme", "")
    return {
        "company": {"name": company_name()},
        "company_sign_in": name_of_provider(),
        "theme": theme or "system",
    }
