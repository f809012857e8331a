"""Messages, what is attached to them, and how they leave the house."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from tillit.conversations.models.conversation import Conversation
from tillit.people.models import Agent, Contact


class MessageKind(models.TextChoices):
    """Which way a message goes; a note goes nowhere."""

    INCOMING = "incoming", _("From the customer")
    OUTGOING = "outgoing", _("To the customer")
    NOTE = "note", _("Internal note")


class MessageQuerySet(models.QuerySet["Message"]):
    """Messages in the words of the domain."""

    def visible_to(self, agent: Agent) -> MessageQuerySet:
        """Those of conversations that the agent may see."""
        return self.filter(conversation__team_id__in=agent.team_ids)

    def human_replies(self) -> MessageQuerySet:
        """What a person wrote to the customer; automatic mail never counts as an answer."""
        return self.filter(kind=MessageKind.OUTGOING, automatic=False)


class Message(models.Model):
    """One message of a conversation; made by `receive` and `post` only.

    `html` is always safe to show. `quoted` is what a mail repeated of earlier mails: it is kept and
    folded, never thrown away. `external_id` is the channel's own name of the message (for mail the
    Message-ID), fixed before the first attempt to send. `submission` is the key of the form that
    made it, so that a form sent twice makes one message.
    """

    conversation = models.ForeignKey(
        Conversation, on_delete=models.CASCADE, related_name="messages", db_index=False
    )
    kind = models.CharField(max_length=10, choices=MessageKind)
    automatic = models.BooleanField(default=False)
    purpose = models.CharField(max_length=20, blank=True)
    contact = models.ForeignKey(
        Contact, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    agent = models.ForeignKey(
        Agent, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField()
    address = models.CharField(max_length=320, blank=True)
    subject = models.CharField(max_length=250, blank=True)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    quoted = models.TextField(blank=True)
    external_id = models.CharField(max_length=250, blank=True)
    submission = models.UUIDField(null=True, blank=True, unique=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["conversation", "at", "id"], name="message_order"),
            models.Index(fields=["external_id"], name="message_external_id"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk} of {self.conversation_id}"

    @property
    def is_note(self) -> bool:
        """Whether this must never leave the house."""
        return self.kind == MessageKind.NOTE


class DeliveryState(models.TextChoices):
    """How far an outgoing message has come."""

    QUEUED = "queued", _("Sending")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Could not be delivered")


class Delivery(models.Model):
    """One outgoing message on its way to one recipient."""

    message = models.OneToOneField(Message, on_delete=models.CASCADE, related_name="delivery")
    recipient = models.CharField(max_length=320)
    state = models.CharField(max_length=10, choices=DeliveryState, default=DeliveryState.QUEUED)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    error = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["state", "created_at"], name="delivery_state")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(recipient=""), name="delivery_has_a_recipient"
            )
        ]

    def __str__(self) -> str:
        return f"delivery {self.pk} ({self.state})"


class Attachment(models.Model):
    """A file that came with a message, kept under its checksum."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="attachments")
    name = models.CharField(max_length=250)
    content_type = models.CharField(max_length=120)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.name
