"""A test mail: send it, and look whether it has come in."""

import logging

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tillit.channels.email.fetching.sealing import SealBroken
from tillit.channels.email.fetching.trouble import Trouble
from tillit.channels.email.leaving import NoServer, server_of
from tillit.channels.email.models import Mailbox
from tillit.channels.email.setup.access import connected_or_404
from tillit.channels.email.setup.shown import fetching_of
from tillit.channels.email.setup.trial_mails import send_trial
from tillit.channels.email.setup.trial_shown import trial_of

logger = logging.getLogger(__name__)


@require_http_methods(["GET", "HEAD", "POST"])
def trial(request: HttpRequest, number: int) -> HttpResponse:
    """A POST sends one; htmx asks for what has become of it."""
    mailbox, source = connected_or_404(request, number)
    if request.method == "POST":
        shown = trial_of(mailbox.inbox, mailbox, source)
        if shown and shown["possible"] and shown["stage"] != "waiting":
            _send(request, mailbox)
        return redirect("mail_setup:mailbox", number)
    if not request.headers.get("HX-Request"):
        return redirect("mail_setup:mailbox", number)
    context = {
        "trial": trial_of(mailbox.inbox, mailbox, source),
        "fetching": fetching_of(mailbox.inbox, source),
    }
    return render(request, "email/setup/trial.html", context)


def _send(request: HttpRequest, mailbox: Mailbox) -> None:
    try:
        send_trial(mailbox, server_of(mailbox))
    except (OSError, UnicodeError, NoServer, SealBroken, Trouble) as error:
        logger.warning("the test mail of %s could not be sent: %s", mailbox, error)
        messages.error(request, _("The test mail could not be sent: press Test to see why."))
