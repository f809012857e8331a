"""What colleagues propose about a document, what others say to it, and what became of it."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from tillit import clock
from tillit.documents.models.document import Document, DocumentVersion, Words
from tillit.people.models import Agent


class ProposalState(models.TextChoices):
    """What became of a proposal."""

    OPEN = "open", _("Open")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class ProposalQuerySet(models.QuerySet["Proposal"]):
    """Proposals in the words of the domain."""

    def visible_to(self, agent: Agent) -> ProposalQuerySet:
        """Those about documents that an agent may read."""
        return self.filter(document__in=Document.objects.visible_to(agent))

    def waiting(self) -> ProposalQuerySet:
        """Those that nobody has decided."""
        return self.filter(state=ProposalState.OPEN)


class Proposal(models.Model):
    """A change against one version; `title` and `text` hold the languages that it changes.

    `accepted_as` is the version that it became.
    """

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="proposals")
    version = models.ForeignKey(DocumentVersion, on_delete=models.CASCADE, related_name="+")
    title = models.JSONField(default=dict)
    text = models.JSONField(default=dict)
    author = models.ForeignKey(
        Agent, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    reason = models.TextField()
    at = models.DateTimeField(default=clock.now)
    state = models.CharField(
        max_length=10, choices=ProposalState, default=ProposalState.OPEN, db_index=True
    )
    decided_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True, blank=True
    )
    decided_by = models.ForeignKey(
        Agent, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    decision = models.TextField(blank=True, help_text="why it was decided so")
    accepted_as = models.ForeignKey(
        DocumentVersion, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"proposal {self.pk} about {self.document_id}"

    @property
    def is_open(self) -> bool:
        """Whether it still waits for a decision."""
        return self.state == ProposalState.OPEN

    def title_on(self, base: DocumentVersion) -> Words:
        """The titles of a version with those that are proposed."""
        return {**base.title, **self.title}

    def text_on(self, base: DocumentVersion) -> Words:
        """The texts of a version with those that are proposed."""
        return {**base.text, **self.text}


class Comment(models.Model):
    """What somebody says to a proposal."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="comments")
    author = models.ForeignKey(
        Agent, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    text = models.TextField()
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"comment {self.pk} on {self.proposal_id}"


class Vote(models.Model):
    """Whether an agent is for a proposal; one each, which may be changed while it is open."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="votes")
    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="+")
    in_favour = models.BooleanField()
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["proposal", "agent"], name="one_vote_for_each")
        ]

    def __str__(self) -> str:
        return f"{self.agent_id} {'for' if self.in_favour else 'against'} {self.proposal_id}"
