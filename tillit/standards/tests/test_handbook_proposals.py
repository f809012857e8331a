"""Proposals on their pages: proposed by anybody, discussed by all, decided by a lead."""

import pytest
from django.test import Client

from tillit.documents import publishing
from tillit.documents.models import Proposal, ProposalState
from tillit.people.models import Role
from tillit.standards.tests.handbook import BETTER, a_page, a_proposal, typed
from tillit.testing.browsers import browser_of
from tillit.testing.cast import Desk, agent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

PAGE = "/handbook/pages/how-we-own-up/"


@pytest.fixture
def made(desk: Desk) -> Proposal:
    """What Bo has proposed."""
    return a_proposal(a_page(desk), desk.bo)


@pytest.fixture
def address(made: Proposal) -> str:
    """Where it is discussed."""
    return f"/handbook/proposals/{made.pk}/"


def words(browser: Client, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_anybody_proposes_and_all_see_the_difference(desk: Desk, bo: Client, ada: Client) -> None:
    a_page(desk)
    answer = bo.post(f"{PAGE}proposing/", typed(text_en="Say sorry at once."))
    made = Proposal.objects.get()
    assert answer.headers["Location"] == f"/handbook/proposals/{made.pk}/"
    assert (made.author, made.text) == (desk.bo, {"en": "Say sorry at once."})
    page = words(ada, f"/handbook/proposals/{made.pk}/")
    assert "<del>first</del><ins>at once</ins>" in page
    assert "Better so." in page
    for list_of_all in (PAGE, "/handbook/"):
        assert f"/handbook/proposals/{made.pk}/" in words(ada, list_of_all)


def test_a_light_agent_proposes_too(desk: Desk) -> None:
    a_page(desk)
    mia = agent("Mia", Role.LIGHT)
    desk.team.members.add(mia)
    browser_of(mia).post(f"{PAGE}proposing/", typed(text_en="Sorry!"))
    assert Proposal.objects.get().author == mia


def test_nothing_different_is_no_proposal(desk: Desk, bo: Client) -> None:
    a_page(desk)
    answer = bo.post(f"{PAGE}proposing/", typed())
    assert answer.status_code == 422
    assert "Nothing is different yet" in answer.content.decode()


def test_what_was_proposed_against_an_older_version_keeps_it(
    desk: Desk, bo: Client, liv: Client
) -> None:
    """Bo had the form open while Liv published."""
    a_page(desk)
    liv.post(f"{PAGE}writing/", typed(text_nb="Si unnskyld med en gang."))
    bo.post(f"{PAGE}proposing/", typed(text_en="Sorry!"))
    made = Proposal.objects.get()
    assert (made.version.number, made.text) == (1, {"en": "Sorry!"})
    page = words(liv, f"/handbook/proposals/{made.pk}/")
    assert "The page has changed since" in page
    assert "<ins>med en gang</ins>" in page


def test_colleagues_comment_and_vote(made: Proposal, address: str, ada: Client) -> None:
    ada.post(f"{address}comments/", {"comment-text": "Yes, and <b>soon</b>."})
    ada.post(f"{address}vote/", {"vote": "for"})
    page = words(ada, address)
    assert "Yes, and &lt;b&gt;soon&lt;/b&gt;." in page
    assert "<b>For it</b> Ada" in page
    ada.post(f"{address}vote/", {"vote": "against"})
    assert "<b>Against it</b> Ada" in words(ada, address)
    assert made.votes.count() == 1


def test_an_empty_comment_is_refused(address: str, ada: Client) -> None:
    answer = ada.post(f"{address}comments/", {"comment-text": " "})
    assert answer.status_code == 422
    assert "This field is required." in answer.content.decode()


def test_a_lead_accepts_it_as_it_is(made: Proposal, address: str, liv: Client, bo: Client) -> None:
    form = words(liv, f"{address}acceptance/")
    assert BETTER in form
    answer = liv.post(f"{address}acceptance/", typed(text_en=BETTER, reason="So we do it."))
    assert answer.headers["Location"] == PAGE
    made.refresh_from_db()
    assert made.document.current is not None
    assert made.document.current.text["en"] == BETTER
    page = words(bo, address)
    for part in ("Accepted", "version 2", "So we do it.", "Liv"):
        assert part in page


def test_a_lead_sees_what_changed_meanwhile_and_decides_what_is_said(
    desk: Desk, made: Proposal, address: str, liv: Client
) -> None:
    current = made.document.current
    assert current is not None
    newer = publishing.Text(current.title, {**current.text, "nb": "Si unnskyld straks."}, "nb")
    publishing.publish(document=made.document, text=newer, seen=1, by=desk.liv)
    form = words(liv, f"{address}acceptance/")
    assert "What changed in the page meanwhile" in form
    assert "<ins>straks</ins>" in form
    assert "Si unnskyld straks." in form
    assert 'name="seen" value="2"' in form


def test_who_accepts_what_somebody_changed_at_that_moment_loses_nothing(
    desk: Desk, made: Proposal, address: str, liv: Client
) -> None:
    current = made.document.current
    assert current is not None
    newer = publishing.Text(current.title, {**current.text, "nb": "Si unnskyld straks."}, "nb")
    publishing.publish(document=made.document, text=newer, seen=1, by=desk.liv)
    answer = liv.post(f"{address}acceptance/", typed(text_en="Words of mine."))
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "Somebody has published another version meanwhile" in shown
    assert "Words of mine." in shown
    made.refresh_from_db()
    assert made.is_open
    again = typed(seen="2", text_en="Words of mine.", text_nb="Si unnskyld straks.")
    assert liv.post(f"{address}acceptance/", again).status_code == 302


def test_of_two_leads_who_accept_the_second_is_told(
    desk: Desk, made: Proposal, address: str, liv: Client
) -> None:
    mia = agent("Mia", Role.LEAD)
    desk.team.members.add(mia)
    liv.post(f"{address}acceptance/", typed(text_en=BETTER))
    answer = browser_of(mia).post(f"{address}acceptance/", typed(text_en="Words of mine."))
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "Somebody has decided about this proposal meanwhile: Accepted" in shown
    assert "Words of mine." in shown
    assert made.document.versions.count() == 2


def test_a_lead_declines_and_says_why(made: Proposal, address: str, liv: Client) -> None:
    empty = liv.post(f"{address}refusal/", {"refusal-text": ""})
    assert empty.status_code == 422
    liv.post(f"{address}refusal/", {"refusal-text": "Not by telephone."})
    made.refresh_from_db()
    assert (made.state, made.decision) == (ProposalState.DECLINED, "Not by telephone.")
    late = liv.post(f"{address}refusal/", {"refusal-text": "Once more."}, follow=True)
    assert "Somebody has decided about this proposal meanwhile." in late.content.decode()


def test_only_its_author_withdraws_it(
    made: Proposal, address: str, bo: Client, ada: Client
) -> None:
    ada.post(f"{address}withdrawal/")
    assert Proposal.objects.waiting().exists()
    bo.post(f"{address}withdrawal/")
    assert not Proposal.objects.waiting().exists()
    late = bo.post(f"{address}vote/", {"vote": "for"}, follow=True)
    assert "Somebody has decided" in late.content.decode()


def test_agents_do_not_decide(made: Proposal, address: str, ada: Client) -> None:
    assert "Accept…" not in words(ada, address)
    for end in ("acceptance/", "refusal/"):
        assert ada.post(f"{address}{end}", typed()).status_code == 404


def test_a_stranger_finds_nothing_of_it(
    desk: Desk, made: Proposal, address: str, eve: Client
) -> None:
    assert eve.get(address).status_code == 404
    for end in ("comments/", "vote/", "withdrawal/", "acceptance/", "refusal/"):
        assert eve.post(f"{address}{end}").status_code == 404
    assert Proposal.objects.waiting().exists()
