"""What an agent chooses for himself or herself."""

from typing import cast

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from tillit.people.languages import CODES
from tillit.people.models import Agent, Theme


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Light, dark, or like the system."""
    chosen = request.POST.get("theme", "")
    _save(request, "theme", chosen if chosen in Theme.values else Theme.SYSTEM)
    return HttpResponse(status=204) if request.headers.get("HX-Request") else _back(request)


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """The language of the pages."""
    chosen = request.POST.get("language", "")
    if chosen in CODES:
        _save(request, "language", chosen)
    return _back(request)


def _save(request: HttpRequest, field: str, value: str) -> None:
    agent = cast(Agent, request.user)
    setattr(agent, field, value)
    agent.save(update_fields=[field])


def _back(request: HttpRequest) -> HttpResponse:
    address = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(address, allowed_hosts={request.get_host()})
    return HttpResponseRedirect(address if safe else "/")
