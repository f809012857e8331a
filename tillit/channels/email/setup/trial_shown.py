"""What the page of a mailbox shows of its test mail."""

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from tillit import clock
from tillit.channels.email.fetching.models import ImapSource
from tillit.channels.email.models import Mailbox, TrialMail
from tillit.channels.email.setup.trial_mails import PATIENCE
from tillit.conversations.models import Inbox

Shown = dict[str, Any]


def trial_of(inbox: Inbox, mailbox: Mailbox | None, source: ImapSource | None) -> Shown | None:
    """The test mail: whether one can be sent, and what has become of the last one."""
    if mailbox is None or source is None or not source.begin_with:
        return None
    last = mailbox.trial_mails.order_by("-id").first()
    stage = _stage(last)
    return {
        "url": reverse("mail_setup:trial", args=[inbox.pk]),
        "page_url": reverse("mail_setup:mailbox", args=[inbox.pk]),
        "stage": stage,
        "address": mailbox.address,
        "sent_at": last.sent_at if last else None,
        "took": _took(last.arrived_at - last.sent_at) if last and last.arrived_at else "",
        "possible": source.has_begun and not source.paused,
        "asks": stage == "waiting" or not (source.has_begun or source.paused),
        "hints": _hints(mailbox, source) if stage == "late" else [],
    }


def _stage(trial: TrialMail | None) -> str:
    if trial is None:
        return "none"
    if trial.arrived_at:
        return "landed"
    return "waiting" if clock.now() < trial.sent_at + PATIENCE else "late"


def _took(time: timedelta) -> str:
    seconds = max(1, round(time.total_seconds()))
    if seconds < 100:
        return _("It took {seconds} s.").format(seconds=seconds)
    return _("It took {minutes} min.").format(minutes=round(seconds / 60))


def _hints(mailbox: Mailbox, source: ImapSource) -> list[str]:
    """What to check when the mail does not come, the likeliest first."""
    hints = [source.trouble] if source.trouble else []
    places = {"folder": source.folder, "address": mailbox.address, "user": source.user}
    hints += [
        _("Look for it in the spam folder: mail is fetched from {folder} only.").format(**places),
        _("Does mail for {address} come into the mailbox of {user}?").format(**places),
        _("Did it come back? Then an answer of the mail server lies in the mailbox."),
        _("Is all of Tillit running? The Health page says so."),
    ]
    return hints
