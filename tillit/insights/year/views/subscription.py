"""The year in an agent's own calendar: the secret address, and what it answers."""

from __future__ import annotations

from hashlib import sha256

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tillit.conversations.words import without_nul
from tillit.insights.models import Subscription
from tillit.insights.year.subscribing import address_of, renew, subscriber
from tillit.insights.year.views import year_page
from tillit.people.request import agent_of
from tillit.people.toasts import tell


@require_http_methods(["GET", "HEAD", "POST"])
def subscription(request: HttpRequest) -> HttpResponse:
    """The address, to copy; posting makes another one."""
    agent = agent_of(request)
    if request.method == "POST":
        renew(by=agent)
        tell(request, _("This is your address now."))
        return redirect("year:subscription")
    known = Subscription.objects.filter(agent=agent).first()
    address = address_of(known) if known else ""
    context = {
        "address": address,
        "opens": "webcal://" + address.partition("://")[2] if address else "",
        "made_at": known.made_at if known else None,
    }
    return year_page(request, "subscription.html", {"subscription": context})


@login_not_required
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponseBase:
    """The year of whoever knows the secret; what has not changed is not sent again."""
    from tillit.insights.year.feed import written

    agent = subscriber(without_nul(token))
    if agent is None:
        raise Http404
    content = written(agent)
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer["ETag"] = f'"{sha256(content).hexdigest()[:32]}"'
    answer["Cache-Control"] = "private, no-cache"
    answer["Content-Disposition"] = 'inline; filename="year.ics"'
    return get_conditional_response(request, etag=answer["ETag"], response=answer) or answer
