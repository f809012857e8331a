"""Verbs about invitations: asking somebody in, asking again, taking it back, accepting."""

from collections.abc import Iterable

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.urls import reverse

from tillit import clock
from tillit.journal.recording import emit
from tillit.people.actor import Actor
from tillit.people.events import (
    AgentInvited,
    AgentJoined,
    InvitationRestored,
    InvitationRevoked,
)
from tillit.people.models import Agent, Invitation, Team

_signer = Signer(sep=".", salt="tillit.people.invitation")


class NotOpen(Exception):
    """The invitation was accepted, was taken back, or its week is over."""


def token_of(invitation: Invitation) -> str:
    """The words in the link; without the secret key nobody can make them from the database."""
    return _signer.sign(f"{invitation.pk}.{invitation.nonce}")


def link_to(invitation: Invitation) -> str:
    """The whole address under which an invitation is accepted."""
    path = reverse("people:invitation", args=[token_of(invitation)])
    return f"{settings.TILLIT_BASE_URL.rstrip('/')}{path}"


def invitation_of(token: str) -> Invitation | None:
    """The invitation that these words belong to, however it stands; None for words of others."""
    try:
        number, _, nonce = _signer.unsign(token).partition(".")
    except BadSignature:
        return None
    return Invitation.objects.filter(pk=int(number), nonce=nonce).first()


@transaction.atomic(savepoint=False)
def invite(*, email: str, role: str, teams: Iterable[Team], language: str, by: Agent) -> Invitation:
    """Ask somebody to join; an earlier invitation to the same address ends."""
    email = email.strip().lower()
    for earlier in Invitation.objects.visible_to(by).open().filter(email=email):
        revoke(invitation=earlier, by=Actor.agent(by))
    invitation = Invitation.objects.create(email=email, role=role, language=language, invited_by=by)
    invitation.teams.set(teams)
    emit(AgentInvited(invitation.pk), by=Actor.agent(by))
    return invitation


@transaction.atomic
def renew(*, invitation: Invitation, by: Actor) -> None:
    """Send it again, with a new link and another week; the earlier link ends.

    Raises:
        NotOpen: it was accepted already.
    """
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if invitation.accepted_at:
        raise NotOpen
    invitation.renew()
    invitation.save()
    emit(AgentInvited(invitation.pk), by=by)


@transaction.atomic(savepoint=False)
def revoke(*, invitation: Invitation, by: Actor) -> None:
    """Take it back: its link opens nothing any more."""
    if Invitation.objects.open().filter(pk=invitation.pk).update(revoked_at=clock.now()):
        emit(InvitationRevoked(invitation.pk), by=by)


@transaction.atomic(savepoint=False)
def restore(*, invitation: Invitation, by: Actor) -> None:
    """Undo that it was taken back; the same link is good again, as long as it would have been."""
    revoked = Invitation.objects.filter(
        pk=invitation.pk, accepted_at=None, revoked_at__isnull=False
    )
    if revoked.update(revoked_at=None):
        emit(InvitationRestored(invitation.pk), by=by)


@transaction.atomic
def accept(*, invitation: Invitation, name: str, language: str, password: str | None) -> Agent:
    """Become an agent, once. Without a password other ways of signing in are left.

    Raises:
        NotOpen: it cannot be accepted (any more), or the address has an agent by now.
    """
    won = Invitation.objects.valid().filter(pk=invitation.pk, nonce=invitation.nonce)
    if not won.update(accepted_at=clock.now()):
        raise NotOpen
    if Agent.objects.filter(email__iexact=invitation.email).exists():
        raise NotOpen
    agent = Agent.objects.create_user(
        invitation.email, password, name=name, role=invitation.role, language=language
    )
    agent.teams.set(invitation.teams.all())
    emit(AgentJoined(agent.pk, invitation.pk), by=Actor.agent(agent))
    return agent
