"""From a message to the mail that leaves the house."""

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime

from django.template.loader import render_to_string
from django.utils import translation

from tillit.conversations import files, reply_tokens
from tillit.conversations.models import Conversation, Delivery, Message, MessageKind

MOST_REFERENCES = 20


class WholeIds(EmailPolicy):
    """Folds every header but those of Message-IDs: long ones would be encoded, and threads torn."""

    def fold(self, name: str, value: str) -> str:
        """The lines of a header."""
        if name in ("In-Reply-To", "References"):
            return f"{name}: " + f"{self.linesep} ".join(value.split()) + self.linesep
        return super().fold(name, value)

    def fold_binary(self, name: str, value: str) -> bytes:
        """The lines of a header as they are sent."""
        if name in ("In-Reply-To", "References"):
            return self.fold(name, value).encode("utf-8" if self.utf8 else "ascii", "replace")
        return super().fold_binary(name, value)


POLICY = WholeIds(linesep="\r\n")


def compose(delivery: Delivery) -> EmailMessage:
    """The mail of a delivery: text beside HTML, in the customer's language, threaded.

    Raises:
        ValueError: the message is an internal note; by construction it has no delivery.
    """
    message = delivery.message
    conversation = message.conversation
    if message.is_note:
        raise ValueError("an internal note never leaves the house")
    mail = EmailMessage(policy=POLICY)
    _address(mail, delivery)
    _thread(mail, message)
    if message.automatic:
        mail["Auto-Submitted"] = "auto-replied"
        mail["X-Auto-Response-Suppress"] = "All"
    mail.set_content(message.text.rstrip() + "\n", cte="quoted-printable")
    mail.add_alternative(_page(message, conversation), subtype="html", cte="quoted-printable")
    _enclose(mail, message)
    # Last, because setting the content takes away every header that tells of it.
    mail["Content-Language"] = conversation.language
    return mail


def _address(mail: EmailMessage, delivery: Delivery) -> None:
    message = delivery.message
    inbox = message.conversation.inbox
    writer = message.agent.first_name if message.agent else ""
    display = f"{writer} · {inbox.company}" if writer else inbox.company
    mail["From"] = Address(display, addr_spec=inbox.mailbox.address)
    mail["To"] = Address(message.conversation.contact.name, addr_spec=delivery.recipient)
    mail["Reply-To"] = Address(inbox.company, addr_spec=reply_address(delivery))
    mail["Date"] = format_datetime(message.at)


def reply_address(delivery: Delivery) -> str:
    """`support+TOKEN@`: an answer to it finds its conversation whatever the subject says."""
    conversation = delivery.message.conversation
    local, _, domain = conversation.inbox.mailbox.address.rpartition("@")
    return f"{local}+{reply_tokens.make(conversation.pk, delivery.recipient)}@{domain}"


def _thread(mail: EmailMessage, message: Message) -> None:
    """Subject and references, so that every mail program shows one thread."""
    conversation = message.conversation
    earlier = conversation.messages.exclude(kind=MessageKind.NOTE).exclude(external_id="")
    said = earlier.filter(pk__lt=message.pk).order_by("at", "id").values_list("external_id", "kind")
    known = [name for name, _kind in said]
    mail["Message-ID"] = message.external_id
    if known:
        heard = [name for name, kind in said if kind == MessageKind.INCOMING]
        last = (heard or known)[-1]
        mail["In-Reply-To"] = last
        others = [name for name in known if name != last][-MOST_REFERENCES:]
        mail["References"] = " ".join([*others, last])
    mail["Subject"] = message.subject or _reply_subject(conversation)


def _reply_subject(conversation: Conversation) -> str:
    subject = conversation.subject or f"#{conversation.number}"
    return subject if subject.lower().startswith(("re:", "sv:", "vá:")) else f"Re: {subject}"


def _page(message: Message, conversation: Conversation) -> str:
    with translation.override(conversation.language):
        return render_to_string(
            "email/message.html",
            {
                "language": conversation.language,
                "body": message.html,
                "company": conversation.inbox.company,
                "number": conversation.number,
            },
        )


def _enclose(mail: EmailMessage, message: Message) -> None:
    for attachment in message.attachments.all():
        maintype, _, subtype = attachment.content_type.partition("/")
        if not subtype or maintype in ("message", "multipart"):  # These may not be encoded.
            maintype, subtype = "application", "octet-stream"
        mail.add_attachment(
            files.path_of(attachment.sha256).read_bytes(),
            maintype=maintype,
            subtype=subtype,
            filename=attachment.name,
        )
