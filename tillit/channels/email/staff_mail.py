"""How mails to colleagues leave: by the first mailbox that has a sending server."""

from collections.abc import Sequence
from email.headerregistry import Address
from email.message import Message as Mail
from email.utils import make_msgid

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from tillit.channels.email.fetching.models import ImapSource
from tillit.channels.email.fetching.sealing import SealBroken
from tillit.channels.email.fetching.trouble import Trouble
from tillit.channels.email.leaving import NoServer, server_of
from tillit.channels.email.models import Mailbox
from tillit.channels.email.outgoing import SendingServer, hand_over
from tillit.conversations.channels import PermanentFailure, TemporaryFailure
from tillit.journal.worker import TryLater
from tillit.people.letters import LetterRefused


class StaffMail(BaseEmailBackend):
    """Django's way to send mail, through the servers that customers are answered by."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Send each to each of its recipients.

        Raises:
            LetterRefused: a server refused it for good.
            TryLater: no server can be reached, or none is set up yet.
        """
        mailbox, server = _way_out()
        for letter in email_messages:
            for recipient in letter.recipients():
                _hand_over(_signed(letter, mailbox), mailbox, server, recipient)
        return len(email_messages)


def _way_out() -> tuple[Mailbox, SendingServer]:
    problem = "no inbox has a sending server yet"
    for mailbox in Mailbox.objects.select_related("inbox").order_by("pk"):
        try:
            return mailbox, server_of(mailbox)
        except NoServer:
            continue
        except (SealBroken, Trouble, ImapSource.DoesNotExist) as error:
            problem = f"{mailbox.address}: {error}"
    raise TryLater(problem)


def _signed(letter: EmailMessage, mailbox: Mailbox) -> Mail:
    letter.from_email = str(Address(mailbox.inbox.company, addr_spec=mailbox.address))
    domain = mailbox.address.rpartition("@")[2]
    letter.extra_headers.setdefault("Message-ID", make_msgid(domain=domain))
    return letter.message()


def _hand_over(mail: Mail, mailbox: Mailbox, server: SendingServer, recipient: str) -> None:
    try:
        hand_over(mail, sender=mailbox.address, recipient=recipient, server=server)
    except PermanentFailure as refusal:
        raise LetterRefused(str(refusal)) from refusal
    except TemporaryFailure as failure:
        raise TryLater(str(failure)) from failure
