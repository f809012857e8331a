"""Mail servers deliver to `tillit smtp`."""

from __future__ import annotations

import smtplib
import threading
import time
import uuid
from argparse import Namespace
from collections import Counter
from collections.abc import Mapping
from unittest import mock

from torture.flows.arriving import Arriving
from torture.flows.flow import Wrong
from torture.ground import HOST
from torture.mails import MAILS, SALES, SUPPORT, mail, name_of, sender_of

PAUSE = 0.01
PATIENCE = 60.0
"""Seconds, so that a busy machine is not taken for a mistake."""


class Smtp(Arriving):
    """A mail server sends again whatever was not acknowledged; the last mail has two recipients."""

    name = "smtp"
    serves = True

    def prepare(self) -> int:
        """A second inbox."""
        from tillit.people.models import Team
        from tillit.testing.cast import open_inbox

        open_inbox("Sales", Team.objects.get(), SALES)
        return 0

    def wanted(self) -> Counter[str]:
        """The last one is there for both inboxes."""
        return super().wanted() + Counter([f"{name_of(MAILS - 1)} 2"])

    def victim(self) -> int:
        """The intake."""
        from tillit.config.commands import smtp

        return smtp.main(Namespace(host=HOST, port=self.ground.smtp_port, once=False))

    def partner(self) -> int:
        """The mail server of the customers."""
        until = time.monotonic() + PATIENCE
        for number in range(MAILS):
            attempt = 0
            while not self._is_taken(number, attempt):
                attempt += 1
                time.sleep(PAUSE)
                if time.monotonic() > until:
                    return 1
        return 0

    def _is_taken(self, number: int, attempt: int) -> bool:
        recipients = [SUPPORT, SALES] if number == MAILS - 1 else [SUPPORT]
        try:
            with smtplib.SMTP(HOST, self.ground.smtp_port, "mx.example", PATIENCE) as session:
                refused = session.sendmail(sender_of(number), recipients, mail(number, attempt))
                return not refused
        except (OSError, smtplib.SMTPException):
            return False

    @property
    def wrong(self) -> Mapping[str, Wrong]:
        """Mistakes of an intake."""
        return {"acknowledges before storing": _too_early, "stores without a key": without_key}


def _too_early() -> None:
    from tillit.channels.email import smtp_server

    store = smtp_server._store

    def later(*arguments: object) -> None:
        threading.Timer(PAUSE, store, arguments).start()

    mock.patch.object(smtp_server, "_store", later).start()


def without_key() -> None:
    """Every arrival is another one."""
    from tillit.channels.email import intake

    def another(*_: object) -> str:
        return f"email:{uuid.uuid4().hex}"

    mock.patch.object(intake, "key_of", another).start()
