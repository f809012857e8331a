"""Messages, what is attached to them, and how they leave the house."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tillit.conversations.models.conversation import Conversation
from tillit.conversations.parties import Parties
from tillit.people.models import Agent, Contact


class MessageKind(models.TextChoices):
    """Which way a message goes; a note goes nowhere.

    Only what the customer writes and what is written to the customer moves promises and figures.
    What is forwarded to somebody else is no answer, and what others write asks for none.
    """

    INCOMING = "incoming", _("From the customer")
    OUTGOING = "outgoing", _("To the customer")
    NOTE = "note", _("Internal note")
    FORWARD = "forward", _("To somebody else")
    OTHER = "other", _("From somebody else")


ARRIVING = (MessageKind.INCOMING, MessageKind.OTHER)
LEAVING = (MessageKind.OUTGOING, MessageKind.FORWARD)
ELSEWHERE = (MessageKind.FORWARD, MessageKind.OTHER)
WITH_THE_CUSTOMER = (MessageKind.INCOMING, MessageKind.OUTGOING)


class MessageQuerySet(models.QuerySet["Message"]):
    """Messages in the words of the domain."""

    def visible_to(self, agent: Agent) -> MessageQuerySet:
        """Those of conversations that the agent may see."""
        return self.filter(conversation__team_id__in=agent.team_ids)

    def human_replies(self) -> MessageQuerySet:
        """What a person wrote to the customer; automatic mail never counts as an answer."""
        return self.filter(kind=MessageKind.OUTGOING, automatic=False)

    def arrived_replies(self) -> MessageQuerySet:
        """Those of a person that have left for the customer and did not come back."""
        return self.human_replies().filter(
            deliveries__role=DeliveryRole.TO, deliveries__state=DeliveryState.SENT
        )


class Message(models.Model):
    """One message of a conversation; made by `receive`, `post` and `forward` only.

    `html` is always safe to show; pictures stand in it as places that load nothing. `quoted` is
    what a mail repeated of earlier mails: it is kept and folded, never thrown away. `external_id`
    is the channel's own name of the message (for mail the Message-ID), fixed before the first
    attempt to send. `submission` is the key of the form that made it, so that a form sent twice
    makes one message. `parties` are the people in its headers; an outgoing message without any
    names the customer alone. `signed` and `encrypted` tell how its writer protected it; neither
    was checked.

    `leaves_at`: it is held until then. For a few seconds, so that it can be undone: its instant is
    that of the click. `scheduled`, for as long as its writer chose: its instant is `leaves_at`, and
    the conversation does not change before it has left.
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
    parties = models.JSONField(default=dict, blank=True)
    signed = models.BooleanField(default=False)
    encrypted = models.BooleanField(default=False)
    leaves_at = models.DateTimeField(null=True, blank=True)
    scheduled = models.BooleanField(default=False)

    objects = MessageQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["conversation", "at", "id"], name="message_order"),
            models.Index(fields=["external_id"], name="message_external_id"),
            models.Index(
                fields=["at"],
                condition=models.Q(kind="outgoing", automatic=False),
                name="message_reply_at",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk} of {self.conversation_id}"

    @property
    def is_note(self) -> bool:
        """Whether this must never leave the house."""
        return self.kind == MessageKind.NOTE

    @property
    def addressees(self) -> Parties:
        """Those whom it names in its headers."""
        return Parties.read(self.parties)


class DeliveryState(models.TextChoices):
    """How far an outgoing message has come."""

    QUEUED = "queued", _("Sending")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Could not be delivered")


class DeliveryRole(models.TextChoices):
    """What a recipient is to a message."""

    TO = "to", _("To")
    CC = "cc", pgettext_lazy("recipient", "Copy")
    BCC = "bcc", _("Hidden copy")
    COLLEAGUE = "colleague", _("Colleague")


class KindOfMessage(models.CharField):
    """The kind of the message of a delivery, copied whenever the delivery is written."""

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        """The kind as the message says it, whatever the row said."""
        kind: str = model_instance.message.kind  # type: ignore[attr-defined]
        setattr(model_instance, self.attname, kind)
        return kind


class Delivery(models.Model):
    """One message on its way to one recipient; at most one of a message has the role "to".

    `kind` is that of the message, so that the database itself refuses to send a note anywhere, and
    what came in to anybody but a colleague. `attempts` counts tries that failed for a while;
    `next_try_at` is when it is tried again. `external_id` is the channel's name of what a colleague
    is sent; other deliveries go by that of the message.
    """

    message = models.ForeignKey(
        Message, on_delete=models.CASCADE, related_name="deliveries", db_index=False
    )
    kind = KindOfMessage(max_length=10, default=MessageKind.OUTGOING, editable=False)
    role = models.CharField(max_length=10, choices=DeliveryRole, default=DeliveryRole.TO)
    recipient = models.CharField(max_length=320)
    external_id = models.CharField(max_length=250, blank=True)
    state = models.CharField(max_length=10, choices=DeliveryState, default=DeliveryState.QUEUED)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    error = models.TextField(blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["state", "created_at"], name="delivery_state"),
            models.Index(
                fields=["external_id"],
                condition=~models.Q(external_id=""),
                name="delivery_external_id",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(recipient=""), name="delivery_has_a_recipient"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=["outgoing", "forward"])
                | models.Q(kind__in=["incoming", "other"], role="colleague"),
                name="delivery_of_no_note",
            ),
            models.UniqueConstraint(
                fields=["message", "recipient"], name="one_delivery_to_each_recipient"
            ),
            models.UniqueConstraint(
                fields=["message"],
                condition=models.Q(role="to"),
                name="one_delivery_is_the_first",
            ),
        ]

    def __str__(self) -> str:
        return f"delivery {self.pk} ({self.state})"

    @property
    def is_copy(self) -> bool:
        """Whether it goes to anybody but the customer; such mail is never an answer."""
        return self.role != DeliveryRole.TO or self.message.kind != MessageKind.OUTGOING


class Attachment(models.Model):
    """A file that came with a message, kept under its checksum.

    `inline`: the words show it in the place where they name its `content_id`.
    """

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="attachments")
    name = models.CharField(max_length=250)
    content_type = models.CharField(max_length=120)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    content_id = models.CharField(max_length=250, blank=True)
    inline = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name
