"""Letters that bring a new colleague in."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.db import models

from tillit import clock
from tillit.people.languages import LANGUAGES
from tillit.people.models.agent import Agent, Role, Team

LIFETIME = timedelta(days=7)


def _expiry() -> datetime:
    return clock.now() + LIFETIME


def _nonce() -> str:
    return secrets.token_urlsafe(16)


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Invitations, by who may see them and by how they stand."""

    def visible_to(self, agent: Agent) -> InvitationQuerySet:
        """Those that an agent may send again or take back; a lead those into the own teams."""
        if agent.sees_everything:
            return self
        if not agent.looks_after_settings:
            return self.none()
        elsewhere = Team.objects.exclude(pk__in=agent.team_ids)
        return self.filter(teams__in=agent.team_ids).exclude(teams__in=elsewhere).distinct()

    def open(self) -> InvitationQuerySet:
        """Those that nobody has accepted or taken back; they may have expired."""
        return self.filter(accepted_at=None, revoked_at=None)

    def valid(self) -> InvitationQuerySet:
        """Those that can be accepted now."""
        return self.open().filter(expires_at__gt=clock.now())


class Invitation(models.Model):
    """What a person needs to become an agent: good once, and for a week.

    Its link holds the `nonce`, signed; a new nonce makes every earlier link worthless. `trouble`
    tells why its letter has not been sent yet, or never will be.
    """

    email = models.EmailField()
    role = models.CharField(max_length=20, choices=Role, default=Role.AGENT)
    teams = models.ManyToManyField(Team, related_name="invitations", blank=True)
    language = models.CharField(max_length=5, choices=LANGUAGES, default="en")
    invited_by = models.ForeignKey(
        Agent, null=True, on_delete=models.SET_NULL, related_name="invitations_sent"
    )
    nonce = models.CharField(max_length=40, default=_nonce)
    created_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField(default=_expiry)
    accepted_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    trouble = models.TextField(blank=True)

    objects = InvitationQuerySet.as_manager()

    def __str__(self) -> str:
        return self.email

    @property
    def is_valid(self) -> bool:
        """Whether it can be accepted now."""
        return self.accepted_at is None and self.revoked_at is None and not self.has_expired

    @property
    def has_expired(self) -> bool:
        """Whether its week is over."""
        return self.expires_at <= clock.now()

    def renew(self) -> None:
        """Make it good for another week, with a link of its own; not saved yet."""
        self.nonce, self.expires_at, self.revoked_at = _nonce(), _expiry(), None
        self.sent_at, self.trouble = None, ""
