"""What an agent chooses for himself or herself, each with one click."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from tillit.people.languages import CODES
from tillit.people.models import Availability, Theme
from tillit.people.request import agent_of

LONGEST_REASON = 120


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


@require_POST
def mails(request: HttpRequest) -> HttpResponse:
    """Whether what is assigned comes by mail as well."""
    _save(request, "mails_assigned", request.POST.get("mails_assigned") == "1")
    return _back(request)


@require_POST
def availability(request: HttpRequest) -> HttpResponse:
    """Whether colleagues may count on the agent just now, and why not."""
    chosen = request.POST.get("availability", "")
    if chosen in Availability.values:
        reason = " ".join(request.POST.get("reason", "").replace("\x00", "").split())
        reason = "" if chosen == Availability.AVAILABLE else reason[:LONGEST_REASON]
        _save(request, "availability", chosen)
        _save(request, "availability_reason", reason)
    return _back(request)


@require_POST
def keys(request: HttpRequest) -> HttpResponse:
    """Whether keys without Ctrl do something."""
    _save(request, "single_keys", request.POST.get("single_keys") == "1")
    return _back(request)


def _save(request: HttpRequest, field: str, value: str | bool) -> None:
    agent = agent_of(request)
    setattr(agent, field, value)
    agent.save(update_fields=[field])


def _back(request: HttpRequest) -> HttpResponse:
    address = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(address, allowed_hosts={request.get_host()})
    return HttpResponseRedirect(address if safe else "/")
