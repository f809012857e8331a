"""Pages about Tillit itself."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from tillit.config.balance import balance, oldest_unsent
from tillit.config.health import findings
from tillit.conversations.models import ParcelState
from tillit.conversations.request import agent_of
from tillit.conversations.shell import frame


def alive(request: HttpRequest) -> HttpResponse:
    """Says that pages are being served; for supervisors and load balancers."""
    return HttpResponse("ok", content_type="text/plain")


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """What `tillit check` tells, and where every mail that was received is now."""
    if not agent_of(request).looks_after_settings:
        raise Http404
    received = balance()
    context = {
        **frame(request, current=reverse("health")),
        "health": {
            "findings": [
                {"serious": one.is_serious(), "words": one.msg, "hint": one.hint}
                for one in findings()
            ],
            "received": received.received,
            "adds_up": received.adds_up,
            "states": [
                {"label": state.label, "count": received.states.get(state, 0)}
                for state in ParcelState
            ],
            "oldest_unsent": oldest_unsent(),
        },
    }
    return render(request, "config/health.html", context)
