"""What colleagues are told about the handbook: only about pages that they may read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tillit.documents.events import (
    ChangeProposed,
    ProposalDecided,
    ProposalDiscussed,
    ReviewFellDue,
    VersionPublished,
)
from tillit.documents.models import Document, DocumentVersion, Proposal, ProposalState
from tillit.journal.models import Event
from tillit.journal.registry import Mode, on
from tillit.notices.giving import give
from tillit.notices.kinds import Kind, Told, register
from tillit.notices.models import Notice
from tillit.people.models import Agent, Role
from tillit.standards.events import StandardReviewFellDue
from tillit.standards.handbook import KIND
from tillit.standards.handbook.scope import pages_of, standards_of
from tillit.standards.models import StandardVersion
from tillit.ui.addresses import url_of

TO_READ, PROPOSED, COMMENTED = "handbook-reading", "handbook-proposal", "handbook-comment"
DECIDED, REVIEW = "handbook-decision", "review"


def about_page(document: int) -> str:
    """What notices about a page are about."""
    return f"document:{document}"


def about_proposal(proposal: int) -> str:
    """What notices about a proposal are about."""
    return f"proposal:{proposal}"


def about_standard(standard: int) -> str:
    """What notices about the review of a standard are about."""
    return f"standard:{standard}"


def _give(agents: Iterable[Agent | None], kind: str, subject: str, event: Event) -> None:
    for agent in agents:
        if agent is not None:
            give(agent=agent, kind=kind, subject=subject, event=event)


@on(VersionPublished, mode=Mode.LATER)
def tell_readers(fact: VersionPublished, event: Event) -> None:
    """Everybody concerned is to read a new version."""
    version = DocumentVersion.objects.select_related("document").filter(pk=fact.version).first()
    if version and version.document.kind == KIND and version.asks_reading:
        _give(version.document.concerned(), TO_READ, about_page(fact.document), event)


@on(ChangeProposed)
def tell_owner_of_proposal(fact: ChangeProposed, event: Event) -> None:
    """Somebody would change a page that one looks after."""
    document = Document.objects.select_related("owner").get(pk=fact.document)
    _give([document.owner], PROPOSED, about_proposal(fact.proposal), event)


@on(ProposalDiscussed)
def tell_author_of_comment(fact: ProposalDiscussed, event: Event) -> None:
    """Somebody says something to what one has proposed."""
    _give([_author(fact.proposal)], COMMENTED, about_proposal(fact.proposal), event)


@on(ProposalDecided)
def tell_author_of_decision(fact: ProposalDecided, event: Event) -> None:
    """What one has proposed was decided."""
    _give([_author(fact.proposal)], DECIDED, about_proposal(fact.proposal), event)


def _author(proposal: int) -> Agent | None:
    return Proposal.objects.select_related("author").get(pk=proposal).author


@on(ReviewFellDue)
def tell_owner_of_page(fact: ReviewFellDue, event: Event) -> None:
    """A page is to be looked at again."""
    owner = Document.objects.select_related("owner").get(pk=fact.document).owner
    _give(_keepers(owner), REVIEW, about_page(fact.document), event)


@on(StandardReviewFellDue)
def tell_owner_of_standard(fact: StandardReviewFellDue, event: Event) -> None:
    """A standard is to be looked at again."""
    owner = StandardVersion.objects.select_related("owner").get(pk=fact.version).owner
    _give(_keepers(owner), REVIEW, about_standard(fact.standard), event)


def _keepers(owner: Agent | None) -> Iterable[Agent]:
    """Whoever looks after it; the administrators where nobody does any more."""
    if owner is not None and owner.is_active:
        return [owner]
    return Agent.objects.filter(is_active=True, role=Role.ADMINISTRATOR)


def _numbers(notices: Sequence[Notice], subject: str) -> dict[int, int]:
    """The number that each notice about such a subject names, by the key of the notice."""
    parts = ((notice.pk, notice.subject.partition(":")) for notice in notices)
    return {key: int(number) for key, (kind, _sign, number) in parts if kind == subject}


def _tell_of_pages(words: str | Promise) -> Callable[[Agent, Sequence[Notice]], dict[int, Told]]:
    """Puts notices about pages into words, in the language of whoever reads them."""

    def tell(agent: Agent, notices: Sequence[Notice]) -> dict[int, Told]:
        numbers = _numbers(notices, "document")
        found = {one.pk: one for one in pages_of(agent).filter(pk__in=numbers.values())}
        return {
            key: Told(
                str(words) % {"page": found[number].title},
                url_of("handbook:page", found[number].slug),
                _("Handbook"),
            )
            for key, number in numbers.items()
            if number in found
        }

    return tell


def _tell_of_standards(agent: Agent, notices: Sequence[Notice]) -> dict[int, Told]:
    numbers = _numbers(notices, "standard")
    versions = standards_of(agent).filter(standard__in=numbers.values())
    found = {one.standard_id: one for one in versions}
    return {
        key: Told(
            _("“%(page)s” is to be looked at again") % {"page": found[number].words()},
            url_of("handbook:reviews"),
            _("Service standards"),
        )
        for key, number in numbers.items()
        if number in found
    }


_tell_of_page_reviews = _tell_of_pages(gettext_lazy("“%(page)s” is to be looked at again"))


def _tell_of_reviews(agent: Agent, notices: Sequence[Notice]) -> dict[int, Told]:
    return {**_tell_of_page_reviews(agent, notices), **_tell_of_standards(agent, notices)}


def _tell_of_proposals(agent: Agent, notices: Sequence[Notice]) -> dict[int, Told]:
    numbers = _numbers(notices, "proposal")
    visible = Proposal.objects.visible_to(agent).filter(pk__in=numbers.values())
    found = {one.pk: one for one in visible.select_related("document__current", "author")}
    kinds = {notice.pk: notice.kind for notice in notices}
    return {
        key: Told(
            _about(kinds[key], found[number]),
            url_of("handbook:proposal", number),
            _("Handbook"),
        )
        for key, number in numbers.items()
        if number in found
    }


def _about(kind: str, proposal: Proposal) -> str:
    words = {
        "page": proposal.document.title,
        "who": proposal.author.name if proposal.author else _("A colleague"),
    }
    if kind == PROPOSED:
        return _("%(who)s proposes a change to “%(page)s”") % words
    if kind == COMMENTED:
        return _("Somebody commented on your proposal about “%(page)s”") % words
    if proposal.state == ProposalState.ACCEPTED:
        return _("Your proposal about “%(page)s” was accepted") % words
    return _("Your proposal about “%(page)s” was declined") % words


register(
    Kind(
        TO_READ,
        gettext_lazy("A page of the handbook is to be read"),
        "book-open",
        _tell_of_pages(gettext_lazy("“%(page)s” is to be read")),
        brief=gettext_lazy("The handbook has something new to read"),
    )
)
register(
    Kind(
        PROPOSED,
        gettext_lazy("A change is proposed to a page that I look after"),
        "git-pull-request-arrow",
        _tell_of_proposals,
        brief=gettext_lazy("A change to the handbook was proposed"),
    )
)
register(
    Kind(
        COMMENTED,
        gettext_lazy("Somebody comments on my proposal"),
        "message-square",
        _tell_of_proposals,
        brief=gettext_lazy("Somebody commented on your proposal"),
    )
)
register(
    Kind(
        DECIDED,
        gettext_lazy("My proposal is decided"),
        "vote",
        _tell_of_proposals,
        brief=gettext_lazy("Your proposal was decided"),
    )
)
register(
    Kind(
        REVIEW,
        gettext_lazy("A standard or page of mine falls due for review"),
        "calendar-clock",
        _tell_of_reviews,
        brief=gettext_lazy("A review is due"),
    )
)
