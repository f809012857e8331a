"""Proposals: anybody makes them, colleagues say what they think, one decision ends them."""

import pytest

from tillit.documents import proposing, publishing
from tillit.documents.events import (
    ChangeProposed,
    ProposalDecided,
    ProposalDiscussed,
    ProposalVoted,
    ProposalWithdrawn,
    VersionPublished,
)
from tillit.documents.models import Document, Proposal, ProposalState
from tillit.documents.publishing import Overtaken
from tillit.documents.tests.shelf import a_page, reworded
from tillit.people.models import Team
from tillit.testing.cast import Desk
from tillit.testing.journal import assert_emits

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]


def proposal_of(page: Document, desk: Desk, words: str = "Call, then write.") -> Proposal:
    assert page.current is not None
    made = proposing.propose(document=page, seen=page.current, text=reworded(words), by=desk.bo)
    assert made is not None
    return made


def test_a_proposal_holds_only_what_it_changes(desk: Desk) -> None:
    page = a_page(desk.liv)
    with assert_emits(ChangeProposed):
        made = proposal_of(page, desk)
    assert (made.title, made.text) == ({}, {"en": "Call, then write."})
    assert set(made.text_on(made.version)) == {"en", "nb"}


def test_what_changes_nothing_is_no_proposal(desk: Desk) -> None:
    page = a_page(desk.liv)
    assert page.current is not None
    same = reworded(page.current.text["en"])
    assert proposing.propose(document=page, seen=page.current, text=same, by=desk.bo) is None


def test_colleagues_comment_and_change_their_vote(desk: Desk) -> None:
    made = proposal_of(a_page(desk.liv), desk)
    with assert_emits(ProposalDiscussed, ProposalVoted, ProposalVoted):
        proposing.comment(proposal=made, text="Yes!", by=desk.ada)
        proposing.vote(proposal=made, in_favour=True, by=desk.ada)
        proposing.vote(proposal=made, in_favour=True, by=desk.ada)
        proposing.vote(proposal=made, in_favour=False, by=desk.ada)
    [vote] = made.votes.all()
    assert not vote.in_favour


def test_what_is_accepted_becomes_the_next_version(desk: Desk) -> None:
    page = a_page(desk.liv)
    made = proposal_of(page, desk)
    with assert_emits(VersionPublished, ProposalDecided):
        text = reworded("Call first.")
        version = proposing.accept(proposal=made, text=text, decision="Good.", seen=1, by=desk.liv)
    made.refresh_from_db()
    assert version is not None
    assert (made.state, made.accepted_as, made.decided_by) == ("accepted", version, desk.liv)
    assert version.text["en"] == "Call first."


def test_of_two_leads_one_decides_and_the_other_is_told(desk: Desk) -> None:
    page = a_page(desk.liv)
    made = proposal_of(page, desk)
    proposing.accept(proposal=made, text=reworded("A."), decision="", seen=1, by=desk.liv)
    for decide in (
        lambda: proposing.accept(
            proposal=made, text=reworded("B."), decision="", seen=2, by=desk.ada
        ),
        lambda: proposing.decline(proposal=made, decision="No.", by=desk.ada),
        lambda: proposing.withdraw(proposal=made, by=desk.bo),
        lambda: proposing.vote(proposal=made, in_favour=True, by=desk.ada),
    ):
        with pytest.raises(Overtaken):
            decide()
    assert page.versions.count() == 2


def test_a_page_that_changed_meanwhile_is_not_overwritten_unseen(desk: Desk) -> None:
    page = a_page(desk.liv)
    made = proposal_of(page, desk)
    publishing.publish(document=page, text=reworded("Other words."), seen=1, by=desk.liv)
    with pytest.raises(Overtaken):
        proposing.accept(proposal=made, text=reworded("B."), decision="", seen=1, by=desk.liv)
    made.refresh_from_db()
    assert made.is_open
    assert proposing.accept(proposal=made, text=reworded("B."), decision="", seen=2, by=desk.liv)


def test_what_is_declined_has_a_reason(desk: Desk) -> None:
    made = proposal_of(a_page(desk.liv), desk)
    with assert_emits(ProposalDecided):
        proposing.decline(proposal=made, decision="Not on the telephone.", by=desk.liv)
    made.refresh_from_db()
    assert (made.state, made.decision) == (ProposalState.DECLINED, "Not on the telephone.")


def test_its_author_withdraws_it(desk: Desk) -> None:
    made = proposal_of(a_page(desk.liv), desk)
    with assert_emits(ProposalWithdrawn):
        proposing.withdraw(proposal=made, by=desk.bo)
    assert not Proposal.objects.waiting().exists()


def test_it_is_seen_by_those_who_may_read_the_page(desk: Desk) -> None:
    made = proposal_of(a_page(desk.liv, desk.team), desk)
    Team.objects.create(name="Night").members.add(desk.eve)
    assert list(Proposal.objects.visible_to(desk.ada)) == [made]
    assert not Proposal.objects.visible_to(desk.eve).exists()
