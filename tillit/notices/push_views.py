"""The devices of an agent that show notices: one joins, one leaves."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tillit.notices import pushing
from tillit.notices.pushing.devices import Subscription
from tillit.people.request import agent_of
from tillit.people.toasts import tell


@require_POST
def devices(request: HttpRequest) -> HttpResponse:
    """This browser wants to be told."""
    given = Subscription(
        endpoint=request.POST.get("endpoint", ""),
        public_key=request.POST.get("p256dh", ""),
        secret=request.POST.get("auth", ""),
    )
    if not given.holds:
        return HttpResponse(status=422)
    user_agent = request.headers.get("User-Agent", "")
    pushing.add(agent=agent_of(request), given=given, user_agent=user_agent)
    tell(request, _("This device shows notices now."))
    return HttpResponse(status=204)


@require_POST
def removal(request: HttpRequest, number: int) -> HttpResponse:
    """A browser is told no longer."""
    if not pushing.forget(agent=agent_of(request), number=number):
        raise Http404
    tell(request, _("That device shows no notices any longer."))
    return redirect("people:personal")
