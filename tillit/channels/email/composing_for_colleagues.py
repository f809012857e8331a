"""The mail that tells a colleague what a customer wrote, and takes the answer back."""

from email.message import Message as Mail
from email.utils import format_datetime

from django.template.loader import render_to_string
from django.utils import translation

from tillit.channels.email.composing import MOST_REFERENCES
from tillit.channels.email.writing import as_header, named, words_part
from tillit.conversations import reply_tokens
from tillit.conversations.channels import PermanentFailure
from tillit.conversations.colleagues import address_of, may_answer
from tillit.conversations.models import Conversation, Delivery, DeliveryRole
from tillit.people.models import Agent


def compose_for_colleague(delivery: Delivery) -> Mail:
    """The customer's words, and an address that takes this colleague's answer.

    Raises:
        PermanentFailure: the colleague has left, or answers for this team no longer.
    """
    message = delivery.message
    conversation = message.conversation
    agent = Agent.objects.filter(email=delivery.recipient, mails_assigned=True).first()
    if agent is None or not may_answer(agent, conversation):
        raise PermanentFailure("the colleague does not answer by mail any more")
    mail = words_part("plain", _words(delivery, agent))
    _address(mail, delivery, agent)
    _thread(mail, delivery)
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Auto-Response-Suppress"] = "All"
    mail["MIME-Version"] = "1.0"
    mail["Content-Language"] = agent.language
    return mail


def _address(mail: Mail, delivery: Delivery, agent: Agent) -> None:
    conversation = delivery.message.conversation
    inbox = conversation.inbox
    name = f"{_writer(delivery)} · {inbox.company}"
    mail["From"] = named(name, inbox.mailbox.address)
    mail["To"] = named(agent.name, delivery.recipient)
    mail["Reply-To"] = named(inbox.company, _answer_address(conversation, agent))
    mail["Date"] = format_datetime(delivery.created_at)
    mail["Subject"] = as_header(f"[#{conversation.number}] {conversation.subject}")


def _writer(delivery: Delivery) -> str:
    contact = delivery.message.contact or delivery.message.conversation.contact
    return contact.name


def _answer_address(conversation: Conversation, agent: Agent) -> str:
    token = reply_tokens.for_colleague(conversation.pk, agent.pk, agent.email)
    local, _, domain = conversation.inbox.mailbox.address.rpartition("@")
    return f"{local}+{token}@{domain}"


def _thread(mail: Mail, delivery: Delivery) -> None:
    """One thread for this colleague; it names no mail of the customer, who has other threads."""
    told = Delivery.objects.filter(
        message__conversation=delivery.message.conversation_id,
        role=DeliveryRole.COLLEAGUE,
        recipient=delivery.recipient,
        pk__lt=delivery.pk,
    )
    known = list(told.order_by("id").values_list("external_id", flat=True))
    mail["Message-ID"] = delivery.external_id
    if known:
        mail["In-Reply-To"] = known[-1]
        mail["References"] = "\r\n ".join(known[-MOST_REFERENCES:])


def _words(delivery: Delivery, agent: Agent) -> str:
    message = delivery.message
    conversation = message.conversation
    with translation.override(agent.language):
        context = {
            "customer": _writer(delivery),
            "number": conversation.number,
            "text": message.text,
            "files": [file.name for file in message.attachments.order_by("id")],
            "link": address_of(conversation),
        }
        return render_to_string("email/colleague.txt", context).strip() + "\n"
