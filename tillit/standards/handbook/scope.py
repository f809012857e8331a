"""Which pages and standards an agent finds in the handbook, and what he or she may do there."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from tillit.documents.models import Document, Proposal
from tillit.documents.models.document import DocumentQuerySet
from tillit.people.models import Agent
from tillit.people.policy import Verb, may
from tillit.standards.handbook import KIND
from tillit.standards.keeping import in_force
from tillit.standards.models import StandardVersion


def pages_of(agent: Agent) -> DocumentQuerySet:
    """The pages that an agent may read."""
    found = Document.objects.visible_to(agent).filter(kind=KIND)
    return found.select_related("current", "team", "owner")


def page_at(agent: Agent, slug: str) -> Document:
    """One of them.

    Raises:
        Http404: there is none, or it is another team's.
    """
    return get_object_or_404(pages_of(agent), slug=slug)


def managed_at(agent: Agent, slug: str) -> Document:
    """One that an agent publishes versions of.

    Raises:
        Http404: he or she does not.
    """
    page = page_at(agent, slug)
    if not may(agent, Verb.LOOK_AFTER):
        raise Http404
    return page


def proposal_at(agent: Agent, number: int) -> Proposal:
    """A proposal about a page that an agent may read.

    Raises:
        Http404: there is none.
    """
    found = Proposal.objects.visible_to(agent).filter(document__kind=KIND)
    with_all = found.select_related("document__current", "version", "author", "decided_by")
    return get_object_or_404(with_all, pk=number)


def standards_of(agent: Agent) -> QuerySet[StandardVersion]:
    """What is promised just now, except to the customers of other teams."""
    return in_force().filter(_ours(agent)).select_related("standard", "owner", "inbox", "team")


def _ours(agent: Agent) -> Q:
    inbox = Q(inbox=None) | Q(inbox__team_id__in=agent.team_ids)
    return inbox & (Q(team=None) | Q(team__in=agent.team_ids))


def standard_at(agent: Agent, number: int) -> StandardVersion:
    """The newest version of a standard, also of one that has ended: promises lead here.

    Raises:
        Http404: there is none, or it is for the customers of another team.
    """
    found = StandardVersion.objects.filter(_ours(agent), standard=number).order_by("-number")
    newest = found.select_related("standard", "owner", "inbox", "team").first()
    if newest is None:
        raise Http404
    return newest


def may_review(agent: Agent, version: StandardVersion) -> bool:
    """Whether an agent records what came of the review of a standard: it is his or hers."""
    return version.owner_id == agent.pk or may(agent, Verb.PROMISE)
