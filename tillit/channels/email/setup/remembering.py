"""What the page tells once, after it was sent to another address: how a try went."""

from dataclasses import asdict
from typing import Any

from django.http import HttpRequest

from tillit.channels.email.fetching.trying_out import Outcome
from tillit.channels.email.models import Mailbox
from tillit.channels.email.setup.checking import Report

KEPT_AS = "mail_check"

Told = dict[str, Any]


def keep(request: HttpRequest, mailbox: Mailbox, report: Report) -> None:
    """Keep a report for the next look at the page of this mailbox."""
    request.session[KEPT_AS] = {
        "mailbox": mailbox.pk,
        "fetching": _told(report.fetching),
        "sending": _told(report.sending),
    }


def _told(outcome: Outcome) -> Told:
    return {**asdict(outcome), "folders": list(outcome.folders)}


def kept(request: HttpRequest, mailbox: Mailbox | None) -> Told | None:
    """The report that was kept, once."""
    told: Told | None = request.session.get(KEPT_AS)
    if told is None or mailbox is None or told["mailbox"] != mailbox.pk:
        return None
    del request.session[KEPT_AS]
    return told
