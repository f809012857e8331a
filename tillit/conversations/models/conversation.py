"""A conversation and the counts of conversations."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from tillit.conversations.models.case import CaseType, Priority, Stage, Tag
from tillit.conversations.models.inbox import Inbox
from tillit.people.models import Agent, Contact, Team


class Status(models.TextChoices):
    """Who owes the next step."""

    NEW = "new", _("New")
    OPEN = "open", _("Open")
    WAITING = "waiting", _("Waiting for the customer")
    ON_HOLD = "on_hold", _("On hold")
    RESOLVED = "resolved", _("Resolved")
    SPAM = "spam", _("Spam")
    MERGED = "merged", _("Merged into another")


class Shelf(models.TextChoices):
    """Which lists show a conversation; one that went into another stands in none."""

    OPEN = "open", _("Open")
    SNOOZED = "snoozed", _("Snoozed")
    RESOLVED = "resolved", _("Resolved")
    SPAM = "spam", _("Spam")
    MERGED = "merged", _("Merged into another")

    @classmethod
    def of(cls, status: str, *, snoozed: bool = False) -> Shelf:
        """The shelf on which a conversation of this status stands."""
        closed = {
            Status.RESOLVED.value: cls.RESOLVED,
            Status.SPAM.value: cls.SPAM,
            Status.MERGED.value: cls.MERGED,
        }
        return closed.get(status) or (cls.SNOOZED if snoozed else cls.OPEN)


STILL_OPEN = (Shelf.OPEN, Shelf.SNOOZED)
"""Something is still to be done about what stands here, now or later."""


class ConversationQuerySet(models.QuerySet["Conversation"]):
    """Conversations in the words of the domain."""

    def visible_to(self, agent: Agent) -> ConversationQuerySet:
        """Those of the agent's teams; an administrator's teams are all teams."""
        return self.filter(team_id__in=agent.team_ids)


class Conversation(models.Model):
    """What one customer and we have to say to each other about one matter.

    `version` grows with every change of what a list row shows, so that a row made once can be kept.
    The three instants of the next promise are kept here by `set_next_due`, so that lists sort and
    colour by one indexed column. It is snoozed until an instant, until the customer writes, or
    whichever comes first; at `check_back_at` a resolved one comes back to those who resolved it.
    `waits_since` is the oldest message of the customer that no person has answered.
    """

    inbox = models.ForeignKey(Inbox, on_delete=models.PROTECT, related_name="conversations")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+", db_index=False)
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="conversations")
    channel = models.CharField(max_length=20)
    address = models.CharField(
        max_length=320, blank=True, help_text="where the customer last wrote from; answers go there"
    )
    subject = models.CharField(max_length=250, blank=True)
    language = models.CharField(max_length=5, blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.NEW)
    shelf = models.CharField(max_length=10, choices=Shelf, default=Shelf.OPEN)
    assignee = models.ForeignKey(
        Agent, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    follows = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="followed_by",
        db_index=False,
    )
    mentions = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="mentioned_by",
        db_index=False,
    )
    merged_into = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="absorbed",
        db_index=False,
    )
    parent = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="children",
        db_index=False,
    )
    case_type = models.CharField(max_length=10, choices=CaseType, blank=True, default="")
    stage = models.CharField(max_length=10, choices=Stage, blank=True, default="")
    priority = models.CharField(max_length=10, choices=Priority, default=Priority.NORMAL)
    tags = models.ManyToManyField(Tag, blank=True, related_name="conversations")
    followers = models.ManyToManyField(Agent, blank=True, related_name="followed")
    snoozed_until = models.DateTimeField(null=True, blank=True)
    snoozed_until_reply = models.BooleanField(default=False)
    check_back_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    unread = models.BooleanField(default=True)
    preview = models.CharField(max_length=140, blank=True)
    created_at = models.DateTimeField()
    last_message_at = models.DateTimeField()
    resolved_at = models.DateTimeField(null=True, blank=True)
    without_reply = models.BooleanField(default=False)
    first_asked_at = models.DateTimeField(null=True, blank=True)
    first_answered_at = models.DateTimeField(null=True, blank=True)
    first_answered_by = models.ForeignKey(
        Agent, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    first_response_business = models.PositiveIntegerField(
        null=True, blank=True, help_text="seconds of opening hours"
    )
    first_response_calendar = models.PositiveIntegerField(
        null=True, blank=True, help_text="seconds"
    )
    waits_since = models.DateTimeField(null=True, blank=True)
    next_due_from = models.DateTimeField(null=True, blank=True)
    warn_at = models.DateTimeField(null=True, blank=True)
    next_due_at = models.DateTimeField(null=True, blank=True)

    objects = ConversationQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["team", "shelf", "-last_message_at", "-id"], name="conversation_shelf"
            ),
            models.Index(
                fields=["assignee", "team", "shelf", "-last_message_at", "-id"],
                name="conversation_assignee",
            ),
            models.Index(fields=["team", "shelf", "warn_at"], name="conversation_warn"),
            models.Index(
                fields=["team", "shelf", "next_due_at", "id", "warn_at"], name="conversation_due"
            ),
            models.Index(
                fields=["team", "waits_since", "id"],
                condition=models.Q(waits_since__isnull=False),
                name="conversation_waits",
            ),
            models.Index(
                fields=["team", "first_answered_at"],
                condition=models.Q(first_answered_at__isnull=False),
                name="conversation_answered",
            ),
            # These two hold all that is asked of them: no row is read to count what is open.
            models.Index(
                fields=["team", "first_asked_at", "inbox", "shelf", "first_answered_at"],
                condition=models.Q(first_answered_at=None, shelf__in=["open", "snoozed"]),
                name="conversation_asked",
            ),
            models.Index(
                fields=["team", "resolved_at"],
                condition=models.Q(resolved_at__isnull=False),
                name="conversation_resolved",
            ),
            models.Index(
                fields=[
                    *("team", "created_at", "shelf", "channel", "inbox", "language"),
                    *("case_type", "assignee", "contact"),
                ],
                condition=models.Q(shelf__in=["open", "snoozed"]),
                name="conversation_backlog",
            ),
            models.Index(fields=["team", "created_at"], name="conversation_begun"),
            models.Index(
                fields=["snoozed_until"],
                condition=models.Q(snoozed_until__isnull=False),
                name="conversation_snoozed",
            ),
            models.Index(
                fields=["check_back_at"],
                condition=models.Q(check_back_at__isnull=False),
                name="conversation_check_back",
            ),
            # Most rows say nothing here: a full index looks to a planner as if all were the same.
            *(
                models.Index(
                    fields=[name],
                    condition=models.Q(**{f"{name}__isnull": False}),
                    name=f"conversation_{name}",
                )
                for name in ("follows", "mentions", "merged_into", "parent")
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.subject}"

    @property
    def number(self) -> int:
        """The number that customers and agents call it by."""
        return self.pk

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done, now or later."""
        return self.shelf in STILL_OPEN

    @property
    def is_snoozed(self) -> bool:
        """Whether it is put off."""
        return self.snoozed_until is not None or self.snoozed_until_reply


class Tally(models.Model):
    """How many conversations stand on a shelf, kept as things happen.

    Written by the same verbs, in the same transaction, that move a conversation: so the number
    beside a view always agrees with its list, without counting a hundred thousand rows.
    """

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="+")
    shelf = models.CharField(max_length=10, choices=Shelf)
    assigned = models.BooleanField()
    count = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["team", "shelf", "assigned"], name="one_tally_each")
        ]

    def __str__(self) -> str:
        return f"{self.team_id} {self.shelf} {self.assigned}: {self.count}"
