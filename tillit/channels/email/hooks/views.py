"""Taking in what a provider hands over: stored before we say so, or handed over again."""

import logging

from anymail.exceptions import AnymailWebhookValidationFailure
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from tillit.channels.email.hooks.arrivals import Arrival
from tillit.channels.email.hooks.providers import PROVIDERS, Secrets
from tillit.channels.email.intake import mailbox_of, take_in
from tillit.conversations.models import Inbox

logger = logging.getLogger(__name__)


class NoInbox(Exception):
    """Nobody here is written to; perhaps the address is only set up later."""


@csrf_exempt
@login_not_required
@require_http_methods(["HEAD", "POST"])
def hook(request: HttpRequest, provider: str) -> HttpResponse:
    """Store the mails in a request of this provider; whatever fails, the provider keeps them."""
    if request.method == "HEAD":
        return HttpResponse()
    known, secrets = PROVIDERS[provider], Secrets(*settings.TILLIT_WEBHOOKS[provider])
    try:
        known.check(request, secrets)
    except (AnymailWebhookValidationFailure, ValueError) as error:
        logger.warning("a request that says it is from %s is refused: %s", provider, error)
        return HttpResponse(status=403)
    try:
        for arrival in known.arrivals(request, secrets):
            _store(arrival)
    except Exception:
        logger.exception("a mail from %s could not be stored", provider)
        return HttpResponse(status=503)
    return HttpResponse()


def _store(arrival: Arrival) -> None:
    found = [mailbox_of(address) for address in arrival.recipients]
    inboxes: dict[int, Inbox] = {one.inbox_id: one.inbox for one in found if one is not None}
    if not inboxes:
        raise NoInbox("no inbox has one of these addresses")
    for inbox in inboxes.values():
        take_in(arrival.raw, inbox=inbox, sender=arrival.sender)
