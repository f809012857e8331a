"""From a message to the mail that leaves the house."""

from email.message import Message as Mail
from email.utils import format_datetime

from django.template.loader import render_to_string
from django.utils import translation

from tillit.channels.email.addressing import name_recipients
from tillit.channels.email.beneath import beneath
from tillit.channels.email.writing import POLICY, as_header, file_part, fill, named, words_part
from tillit.conversations import reply_tokens
from tillit.conversations.models import (
    ARRIVING,
    ELSEWHERE,
    WITH_THE_CUSTOMER,
    Attachment,
    Conversation,
    Delivery,
    Message,
    MessageKind,
)
from tillit.conversations.unsubscribing import unsubscribing_address
from tillit.journal import rows

MOST_REFERENCES = 20


def compose(delivery: Delivery) -> Mail:
    """The mail of a delivery: text beside HTML, in the customer's language, threaded.

    Raises:
        ValueError: the message is an internal note; by construction it has no delivery.
    """
    message = delivery.message
    conversation = message.conversation
    if message.is_note:
        raise ValueError("an internal note never leaves the house")
    mail = Mail(policy=POLICY)
    _address(mail, delivery)
    _thread(mail, message)
    if message.automatic:
        mail["Auto-Submitted"] = "auto-replied"
        mail["X-Loop"] = reply_address(delivery)
        mail["X-Auto-Response-Suppress"] = "All"
    if address := unsubscribing_address(message):
        mail["List-Unsubscribe"] = f"<{address}>"
        mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    mail["MIME-Version"] = "1.0"
    mail["Content-Language"] = conversation.language
    below = beneath(message)
    text = words_part("plain", (message.text.rstrip() + below.text).rstrip() + "\n")
    return _filled(mail, text, _page(message, conversation, below.html), message)


def _address(mail: Mail, delivery: Delivery) -> None:
    message = delivery.message
    inbox = message.conversation.inbox
    writer = message.agent.first_name if message.agent else ""
    display = f"{writer} · {inbox.company}" if writer else inbox.company
    mail["From"] = named(display, inbox.mailbox.address)
    name_recipients(mail, delivery)
    mail["Reply-To"] = named(inbox.company, reply_address(delivery))
    mail["Date"] = format_datetime(message.at)


def reply_address(delivery: Delivery) -> str:
    """`support+TOKEN@`: an answer to it finds its conversation whatever the subject says."""
    conversation = delivery.message.conversation
    local, _, domain = conversation.inbox.mailbox.address.rpartition("@")
    return f"{local}+{reply_tokens.make(conversation.pk, delivery.recipient)}@{domain}"


def _thread(mail: Mail, message: Message) -> None:
    """Subject and references, so that every mail program shows one thread."""
    conversation = message.conversation
    said = _same_exchange(message)
    known = [one.external_id for one in said]
    mail["Message-ID"] = message.external_id
    if known:
        heard = [one.external_id for one in said if one.kind in ARRIVING]
        last = (heard or known)[-1]
        mail["In-Reply-To"] = last
        others = [name for name in known if name != last][-MOST_REFERENCES:]
        mail["References"] = "\r\n ".join([*others, last])
    mail["Subject"] = as_header(message.subject or _reply_subject(conversation))


def _same_exchange(message: Message) -> list[Message]:
    """What belongs together for its reader: the customer never hears of what was forwarded."""
    forwarded = message.kind == MessageKind.FORWARD
    kinds = ELSEWHERE if forwarded else WITH_THE_CUSTOMER
    said = rows.select(
        Message,
        f"conversation_id = %s AND id < %s AND kind IN ({rows.marks(kinds)}) AND external_id <> ''"
        " ORDER BY at, id",
        [message.conversation_id, message.pk, *kinds],
        only=("external_id", "kind", "address"),
    )
    reader = message.address.lower()
    return [one for one in said if not forwarded or one.address.lower() == reader]


def _reply_subject(conversation: Conversation) -> str:
    subject = conversation.subject or f"#{conversation.number}"
    return subject if subject.lower().startswith(("re:", "sv:", "vá:")) else f"Re: {subject}"


def _page(message: Message, conversation: Conversation, below: str) -> str:
    with translation.override(conversation.language):
        return render_to_string(
            "email/message.html",
            {
                "language": conversation.language,
                "body": _with_pictures(message) + below,
                "company": conversation.inbox.company,
                "number": conversation.number,
            },
        )


def _with_pictures(message: Message) -> str:
    """The words as the page shows them; pictures are named as mail programs know them."""
    return message.html.replace(' data-cid="', ' src="cid:')


def _filled(mail: Mail, text: Mail, page: str, message: Message) -> Mail:
    """The words twice, the pictures with the page that shows them, then the files."""
    attached = rows.select(Attachment, "message_id = %s ORDER BY id", [message.pk])
    shown = [one for one in attached if one.inline and f"cid:{one.content_id}" in page]
    html = words_part("html", page)
    if shown:
        pictures = [_picture(one) for one in shown]
        html = fill(Mail(policy=POLICY), "related", [html, *pictures])
    files = [file_part(one) for one in attached if one not in shown]
    if not files:
        return fill(mail, "alternative", [text, html])
    both = fill(Mail(policy=POLICY), "alternative", [text, html])
    return fill(mail, "mixed", [both, *files])


def _picture(attachment: Attachment) -> Mail:
    part = file_part(attachment, inline=True)
    part["Content-ID"] = f"<{attachment.content_id}>"
    return part
