"""`tillit smtp` fetches from a mailbox elsewhere: a real Dovecot."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any
from unittest import mock

from system_packages import DOVECOT, find
from torture.flows.arriving import Arriving
from torture.flows.flow import Verdict, Wrong
from torture.flows.smtp import without_key
from torture.ground import HOST, Ground
from torture.mails import MAILS, mail

if TYPE_CHECKING:
    from tillit.channels.email.fetching.tests.dovecot import Dovecot

USER, ELSEWHERE = "support", "Fetched"


class Imap(Arriving):
    """Mails are fetched, and moved to another folder of the mailbox once they are stored."""

    name = "imap"

    def __init__(self, ground: Ground) -> None:
        super().__init__(ground)
        self._server: Dovecot

    def set_up(self, stack: ExitStack) -> None:
        """Start the mail server."""
        program = find(DOVECOT)
        from tillit.channels.email.fetching.tests.dovecot import dovecot

        self._server = stack.enter_context(dovecot(str(program)))

    def prepare(self) -> int:
        """An empty mailbox that has been looked into, then mails."""
        from tillit.channels.email.fetching.models import Afterwards, ImapSource, Security
        from tillit.channels.email.fetching.tests.dovecot import PASSWORD
        from tillit.channels.email.models import Mailbox

        source = ImapSource(mailbox=Mailbox.objects.get(), host=HOST, port=self._server.port)
        source.security, source.user, source.password = Security.NONE, USER, PASSWORD
        source.afterwards, source.move_to = Afterwards.MOVE, ELSEWHERE
        source.save()
        code = self.victim()
        self._server.deliver(USER, *(mail(number) for number in range(MAILS)))
        return code

    def save(self) -> None:
        """Keep the mailbox as well."""
        super().save()
        self.ground.save("mailbox", self._server.folder / "mail")

    def bring_back(self) -> None:
        """Bring the mailbox back as well."""
        super().bring_back()
        self.ground.bring_back("mailbox", self._server.folder / "mail")

    def victim(self) -> int:
        """One look into the mailbox."""
        from tillit.config.commands import smtp

        return smtp.main(Namespace(host=HOST, port=self.ground.smtp_port, once=True))

    def judge(self, seen: Any) -> Verdict:
        """Every mail is also still in the mailbox, in the folder that it was moved to."""
        verdict = super().judge(seen)
        for folder, wanted in (("INBOX", 0), (ELSEWHERE, MAILS)):
            with self._server.opened(USER, folder) as owner:
                found = len(owner.search())
            if found != wanted:
                verdict.broken.append(f"{found} mails in {folder}, and not {wanted}")
        return verdict

    @property
    def wrong(self) -> Mapping[str, Wrong]:
        """Mistakes of the fetching."""
        return {"counts before storing": _too_early, "stores without a key": _without_key}


def _too_early() -> None:
    from tillit.channels.email.fetching import catching_up, taking

    take, store = catching_up.take, taking.take_in

    def count_then_store(source: Any, *, validity: int, mail: Any, raw: bytes) -> None:
        with mock.patch.object(taking, "_store"):
            take(source, validity=validity, mail=mail, raw=raw)
        store(raw, inbox=source.mailbox.inbox)

    mock.patch.object(catching_up, "take", count_then_store).start()


def _without_key() -> None:
    from tillit.channels.email.fetching import catching_up, taking

    take, store = catching_up.take, taking.take_in

    def store_then_count(source: Any, *, validity: int, mail: Any, raw: bytes) -> None:
        store(raw, inbox=source.mailbox.inbox)
        with mock.patch.object(taking, "_store"):
            take(source, validity=validity, mail=mail, raw=raw)

    without_key()
    mock.patch.object(catching_up, "take", store_then_count).start()
