"""The pages of the handbook."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tillit.people.shell import frame
from tillit.ui.addresses import url_of


def handbook_page(
    request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """A page in the frame, with the handbook marked in the navigation."""
    framed = frame(request, current=url_of("handbook:handbook"))
    return render(request, f"handbook/{template}", {**framed, **context}, status=status)
