"""E-mail as a channel."""

import uuid
from collections.abc import Iterable
from email.errors import MessageError

from django.utils.translation import gettext_lazy as _

from tillit.channels.email.composing import compose
from tillit.channels.email.composing_for_colleagues import compose_for_colleague
from tillit.channels.email.fetching.asking_again import ask_for, can_be_asked_for
from tillit.channels.email.fetching.models import ImapSource
from tillit.channels.email.fetching.sealing import SealBroken
from tillit.channels.email.fetching.trouble import Trouble
from tillit.channels.email.leaving import NoServer, server_of
from tillit.channels.email.models import Mailbox
from tillit.channels.email.outgoing import SendingServer, hand_over
from tillit.channels.email.setup.trial_mails import unless_trial
from tillit.channels.email.stand_in import stand_in
from tillit.conversations.channels import Capabilities, PermanentFailure, TemporaryFailure
from tillit.conversations.envelope import Envelope
from tillit.conversations.inspection import Inspection
from tillit.conversations.models import Conversation, Delivery, DeliveryRole, Inbox, Parcel
from tillit.journal import rows


class EmailChannel:
    """Mails in over SMTP or a pipe, mails out over SMTP."""

    kind = "email"
    name = _("E-mail")
    icon = "mail"
    capabilities = Capabilities(html=True, attachments=True, acknowledges=True, copies=True)

    def parse(self, raw: bytes, *, suspected: bool = False) -> Envelope:
        """Read a mail."""
        # Loaded here, since only the process that files mail needs the parsers.
        from tillit.channels.email.answering import with_answers
        from tillit.channels.email.reading import read

        return with_answers(unless_trial(read(raw, suspected=suspected)), self.ours)

    def inspect(self, raw: bytes, inbox: Inbox) -> Inspection:
        """Read a mail for a person."""
        from tillit.channels.email.inspecting import inspect

        trusted = Mailbox.objects.filter(inbox=inbox).exclude(trusted_authserv="")
        return inspect(raw, list(trusted.values_list("trusted_authserv", flat=True)))

    def new_external_id(self, conversation: Conversation) -> str:
        """A Message-ID that nobody can guess, under the domain of the inbox."""
        domain = self.address_of(conversation.inbox).rpartition("@")[2] or "tillit.invalid"
        return f"<{conversation.pk}.{uuid.uuid4().hex}@{domain}>"

    def address_of(self, inbox: Inbox) -> str:
        """The mail address of an inbox."""
        mailbox = rows.first(Mailbox, inbox_id=inbox.pk)
        return mailbox.address if mailbox else ""

    def proof_of(self, raw: bytes, address: str, inbox: Inbox) -> str:
        """What our own server found out, else a good signature of the domain of the address."""
        from tillit.channels.email.proving import proof_of

        try:
            trusted = inbox.mailbox.trusted_authserv
        except Mailbox.DoesNotExist:
            return ""
        return proof_of(raw, address, trusted_authserv=trusted)

    def can_ask_again(self, parcel: Parcel) -> bool:
        """Whether the mailbox elsewhere may still have it."""
        return can_be_asked_for(parcel)

    def ask_again(self, parcel: Parcel) -> bool:
        """Let it be fetched from there when we next look into it."""
        return ask_for(parcel)

    def ours(self, addresses: Iterable[str]) -> set[str]:
        """Those of these addresses that lead to one of our mailboxes, with or without a token."""
        wanted = {address.lower(): _without_token(address.lower()) for address in addresses}
        plain = sorted(set(wanted.values()))
        among = f"LOWER(address) IN ({rows.marks(plain)})"
        known = rows.select(Mailbox, among, plain, only=("address",))
        found = {mailbox.address.lower() for mailbox in known}
        return {address for address, plain in wanted.items() if plain in found}

    def send(self, delivery: Delivery) -> None:
        """Hand a mail to the sending server of its inbox."""
        if taker := stand_in():
            taker(delivery)
            return
        inbox = delivery.message.conversation.inbox
        mailbox = rows.first(Mailbox, inbox_id=inbox.pk)
        if mailbox is None:
            raise PermanentFailure("the inbox has no mail address any more")
        mailbox.inbox = inbox  # Both halves of the relation are known from now on.
        server = _server_of(mailbox)
        try:
            told = delivery.role == DeliveryRole.COLLEAGUE
            mail = compose_for_colleague(delivery) if told else compose(delivery)
        except (ValueError, MessageError) as error:
            raise PermanentFailure(f"the mail could not be written: {error}") from error
        hand_over(mail, sender=mailbox.address, recipient=delivery.recipient, server=server)


def _server_of(mailbox: Mailbox) -> SendingServer:
    try:
        return server_of(mailbox)
    except NoServer as error:
        raise TemporaryFailure("no sending server is set (TILLIT_SMTP_URL)") from error
    except SealBroken as error:
        raise TemporaryFailure("the stored password cannot be opened any more") from error
    except ImapSource.DoesNotExist as error:
        raise TemporaryFailure("the mailbox is not set up to sign in") from error
    except Trouble as error:
        raise TemporaryFailure(f"signing in is not possible: {error.detail or error}") from error


def _without_token(address: str) -> str:
    local, _, domain = address.rpartition("@")
    return f"{local.partition('+')[0]}@{domain}"
