"""E-mail as a channel."""

import uuid
from email.errors import MessageError

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from tillit.channels.email.composing import compose
from tillit.channels.email.models import Mailbox
from tillit.channels.email.outgoing import SendingServer, hand_over
from tillit.channels.email.stand_in import stand_in
from tillit.conversations.channels import Capabilities, PermanentFailure, TemporaryFailure
from tillit.conversations.envelope import Envelope
from tillit.conversations.models import Conversation, Delivery, Inbox


class EmailChannel:
    """Mails in over SMTP or a pipe, mails out over SMTP."""

    kind = "email"
    name = _("E-mail")
    icon = "mail"
    capabilities = Capabilities(html=True, attachments=True, acknowledges=True)

    def parse(self, raw: bytes, *, suspected: bool = False) -> Envelope:
        """Read a mail."""
        # Loaded here, since only the process that files mail needs the parsers.
        from tillit.channels.email.reading import read

        return read(raw, suspected=suspected)

    def new_external_id(self, conversation: Conversation) -> str:
        """A Message-ID that nobody can guess, under the domain of the inbox."""
        domain = self.address_of(conversation.inbox).rpartition("@")[2] or "tillit.invalid"
        return f"<{conversation.pk}.{uuid.uuid4().hex}@{domain}>"

    def address_of(self, inbox: Inbox) -> str:
        """The mail address of an inbox."""
        try:
            return inbox.mailbox.address
        except Mailbox.DoesNotExist:
            return ""

    def send(self, delivery: Delivery) -> None:
        """Hand a mail to the sending server of its inbox."""
        if taker := stand_in():
            taker(delivery)
            return
        try:
            mailbox = delivery.message.conversation.inbox.mailbox
        except Mailbox.DoesNotExist as error:
            raise PermanentFailure("the inbox has no mail address any more") from error
        url = mailbox.outgoing_url or settings.TILLIT_SMTP_URL
        if not url:
            raise TemporaryFailure("no sending server is set (TILLIT_SMTP_URL)")
        try:
            mail = compose(delivery)
        except (ValueError, MessageError) as error:
            raise PermanentFailure(f"the mail could not be written: {error}") from error
        server = SendingServer.from_url(url)
        hand_over(mail, sender=mailbox.address, recipient=delivery.recipient, server=server)
