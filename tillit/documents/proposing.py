"""The verbs about proposals: made, discussed, voted on, and decided once."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from tillit import clock
from tillit.documents import publishing
from tillit.documents.events import (
    ChangeProposed,
    ProposalDecided,
    ProposalDiscussed,
    ProposalVoted,
    ProposalWithdrawn,
)
from tillit.documents.models import (
    Comment,
    Document,
    DocumentVersion,
    Proposal,
    ProposalState,
    Vote,
    Words,
)
from tillit.documents.publishing import Overtaken, Text
from tillit.journal.recording import emit
from tillit.people.actor import Actor
from tillit.people.models import Agent


def changed(before: Mapping[str, str], after: Mapping[str, str]) -> Words:
    """Those languages in which something else is said."""
    return {code: words for code, words in after.items() if before.get(code, "") != words}


@transaction.atomic(savepoint=False)
def propose(*, document: Document, seen: DocumentVersion, text: Text, by: Agent) -> Proposal | None:
    """Say what one would write instead of the version that one has read; None for the same."""
    title, words = changed(seen.title, text.title), changed(seen.text, text.text)
    if not (title or words):
        return None
    proposal = Proposal.objects.create(
        document=document, version=seen, title=title, text=words, author=by, reason=text.reason
    )
    emit(ChangeProposed(document.pk, proposal.pk), by=Actor.agent(by))
    return proposal


@transaction.atomic(savepoint=False)
def comment(*, proposal: Proposal, text: str, by: Agent) -> Comment:
    """Say something to a proposal, also after it was decided."""
    said = Comment.objects.create(proposal=proposal, author=by, text=text)
    emit(ProposalDiscussed(proposal.document_id, proposal.pk, said.pk), by=Actor.agent(by))
    return said


@transaction.atomic
def vote(*, proposal: Proposal, in_favour: bool, by: Agent) -> None:
    """Be for it or against it; saying the same again changes nothing.

    Raises:
        Overtaken: it has been decided.
    """
    held = _held(proposal)
    given = Vote.objects.filter(proposal=held, agent=by).first()
    if given is not None and given.in_favour == in_favour:
        return
    said = {"in_favour": in_favour, "at": clock.now()}
    Vote.objects.update_or_create(proposal=held, agent=by, defaults=said)
    emit(ProposalVoted(held.document_id, held.pk, by.pk, in_favour), by=Actor.agent(by))


@transaction.atomic
def accept(
    *, proposal: Proposal, text: Text, decision: str, seen: int, by: Agent
) -> DocumentVersion | None:
    """Publish what came of a proposal; None when the document says so already.

    Raises:
        Overtaken: it has been decided, or `seen` is not the number of the version that holds.
    """
    held = _held(proposal)
    version = publishing.publish(document=held.document, text=text, seen=seen, by=by)
    held.accepted_as = version or held.document.current
    _decide(held, ProposalState.ACCEPTED, decision, by=by)
    return version


@transaction.atomic
def decline(*, proposal: Proposal, decision: str, by: Agent) -> None:
    """Leave the document as it is, and say why.

    Raises:
        Overtaken: it has been decided.
    """
    _decide(_held(proposal), ProposalState.DECLINED, decision, by=by)


def _decide(held: Proposal, state: ProposalState, decision: str, *, by: Agent) -> None:
    _close(held, state, decision, by=by)
    accepted = state == ProposalState.ACCEPTED
    emit(ProposalDecided(held.document_id, held.pk, accepted), by=Actor.agent(by))


@transaction.atomic
def withdraw(*, proposal: Proposal, by: Agent) -> None:
    """Let the author take it back.

    Raises:
        Overtaken: it has been decided.
    """
    held = _held(proposal)
    _close(held, ProposalState.WITHDRAWN, "", by=by)
    emit(ProposalWithdrawn(held.document_id, held.pk), by=Actor.agent(by))


def _held(proposal: Proposal) -> Proposal:
    """The proposal as it is now, still open, and its document locked."""
    publishing.lock(proposal.document_id)
    held = Proposal.objects.select_related("document__current").get(pk=proposal.pk)
    if not held.is_open:
        raise Overtaken
    return held


def _close(held: Proposal, state: ProposalState, decision: str, *, by: Agent) -> None:
    held.state, held.decision = state, decision
    held.decided_at, held.decided_by = clock.now(), by
    held.save(update_fields=["state", "decision", "decided_at", "decided_by", "accepted_as"])
