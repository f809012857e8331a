"""A mail that a mailbox sends to itself: written, sent, and known again when it comes in."""

import re
import secrets
from dataclasses import replace
from datetime import timedelta
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid

from django.utils.translation import gettext as _

from tillit import clock
from tillit.channels.email.models import Mailbox, TrialMail
from tillit.channels.email.outgoing import SendingServer, connected
from tillit.conversations.envelope import Envelope, Robot

PATIENCE = timedelta(minutes=2)
"""After so long a person is told what to check; the mail may still come."""
SENDING = 10.0
"""Seconds that the sending server has for each of its answers."""

_MARK = re.compile(r"\[tillit ([0-9a-f]{24})\]")


def send_trial(mailbox: Mailbox, server: SendingServer) -> TrialMail:
    """Send a mail from a mailbox to itself; the row is there before the mail can arrive.

    Raises:
        OSError: the server is away, or does not take it.
    """
    trial = TrialMail.objects.create(mailbox=mailbox, mark=secrets.token_hex(12))
    try:
        with connected(server, SENDING) as session:
            session.send_message(_written(trial), mailbox.address, [mailbox.address])
    except Exception:
        trial.delete()
        raise
    return trial


def _written(trial: TrialMail) -> EmailMessage:
    address = trial.mailbox.address
    mail = EmailMessage(policy=SMTP)
    mail["From"] = Address("Tillit", addr_spec=address)
    mail["To"] = Address(addr_spec=address)
    # Some servers give every mail an identifier of their own, so the mark stands in the subject.
    title = _("Test mail")
    mail["Subject"] = f"{title} [tillit {trial.mark}]"
    mail["Date"] = format_datetime(trial.sent_at)
    mail["Message-ID"] = make_msgid("test", address.rpartition("@")[2])
    mail["Auto-Submitted"] = "auto-generated"
    words = _("Tillit sent this mail to itself, to see whether mail comes in. It may be deleted.")
    mail.set_content(f"{words}\n")
    return mail


def unless_trial(envelope: Envelope) -> Envelope:
    """The envelope; one with the mark of a mail that we sent to ourselves is told apart.

    A mark is good for one arrival, and for reading that arrival again when something went wrong.
    """
    found = _MARK.search(envelope.subject)
    if found is None or envelope.references:
        return envelope
    trial = TrialMail.objects.filter(mark=found[1]).first()
    if trial is None or (trial.arrived_at and trial.arrived_at < clock.now() - PATIENCE):
        return envelope
    TrialMail.objects.filter(pk=trial.pk, arrived_at=None).update(arrived_at=clock.now())
    return replace(envelope, robot=Robot.TRIAL)
