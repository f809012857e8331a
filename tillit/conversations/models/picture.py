"""Pictures that messages only name: they are on the internet until an agent wants to see them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from tillit.conversations.models.message import Message
from tillit.people.models import Agent, Contact


class PictureState(models.TextChoices):
    """How far a picture has come."""

    WANTED = "wanted", _("Being fetched")
    KEPT = "kept", _("Here")
    MISSING = "missing", _("Could not be fetched")


class PictureQuerySet(models.QuerySet["RemotePicture"]):
    """Pictures in the words of the domain."""

    def visible_to(self, agent: Agent) -> PictureQuerySet:
        """Those of conversations that the agent may see."""
        return self.filter(message__conversation__team_id__in=agent.team_ids)


class RemotePicture(models.Model):
    """A picture of a message that somebody wanted to see; fetched once, by us, and kept.

    Until there is such a row nothing of the message is asked of the internet, so its sender does
    not learn that it was read. `name` is the checksum of the address.
    """

    message = models.ForeignKey(
        Message, on_delete=models.CASCADE, related_name="remote_pictures", db_index=False
    )
    name = models.CharField(max_length=64)
    address = models.TextField()
    state = models.CharField(max_length=10, choices=PictureState, default=PictureState.WANTED)
    content_type = models.CharField(max_length=20, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)

    objects = PictureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["message", "name"], name="one_picture_of_each_address")
        ]

    def __str__(self) -> str:
        return f"picture {self.pk} of message {self.message_id} ({self.state})"


class TrustedSender(models.Model):
    """A contact whose pictures are fetched without asking again."""

    contact = models.OneToOneField(Contact, on_delete=models.CASCADE, related_name="+")
    agent = models.ForeignKey(Agent, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"pictures of contact {self.contact_id} are shown"
