"""What every template may need."""

from typing import Any

from django.http import HttpRequest

from tillit.conversations.company import company_name


def company(request: HttpRequest) -> dict[str, Any]:
    """The company whose service this is, and the theme of the agent."""
    theme = getattr(getattr(request, "user", None), "theme", "")
    return {"company": {"name": company_name()}, "theme": theme or "system"}
