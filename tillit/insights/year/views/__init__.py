"""The pages of the measurement calendar."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tillit.people.shell import frame
from tillit.ui.addresses import url_of


def year_page(
    request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """A page in the frame, with the year marked in the navigation."""
    framed = frame(request, current=url_of("year:year"))
    return render(request, f"year/{template}", {**framed, **context}, status=status)
