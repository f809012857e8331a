"""Who recommends us: noted, shown only if allowed, who brought whom, and whom to ask."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tillit.conversations.uniting import unite
from tillit.feedback.advocates import asking, noting
from tillit.feedback.advocates.asking import promoters
from tillit.feedback.advocates.chains import chains
from tillit.feedback.advocates.noting import Told
from tillit.feedback.models import (
    Advocacy,
    AdvocacyKind,
    ReferenceRequest,
    Refusal,
    Reply,
    Response,
)
from tillit.feedback.questionnaire import Kind
from tillit.feedback.tests.inviting import asked
from tillit.feedback.tests.talking import customer_of
from tillit.people.actor import Actor
from tillit.people.models import Agent, Contact, Role, Team
from tillit.testing.browsers import browser_of, words_of
from tillit.testing.cast import DAAN, GRACE, MONDAY_TEN, NORA, ZSOFIA, Desk, agent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

BOARD, TODAY = "/said/advocates/", date(2026, 6, 1)


def brings(desk: Desk, contact: Contact, other: Contact) -> Advocacy:
    """One customer brought another."""
    told = Told(kind=AdvocacyKind.REFERRAL, day=TODAY, referred=other)
    return noting.note(contact=contact, told=told, by=desk.ada)


def page(who: Agent, address: str = BOARD) -> str:
    """What somebody reads there."""
    answer = browser_of(who).get(address)
    assert answer.status_code == 200
    return words_of(answer.content.decode())


def test_a_review_is_noted_with_where_it_stands(desk: Desk) -> None:
    nora = customer_of(NORA, desk)
    browser = browser_of(desk.ada)
    said = {"kind": "review", "day": "2026-06-01", "words": "Best mill in town"}
    address = f"{BOARD}new/?customer={nora.pk}"
    assert browser.post(address, said).status_code == 422
    assert browser.post(address, {**said, "address": "javascript:alert(1)"}).status_code == 422
    browser.post(address, {**said, "address": "https://reviews.example/1"})
    assert Advocacy.objects.get().contact == nora
    for where in (BOARD, f"/customers/{nora.pk}/"):
        assert "Best mill in town" in page(desk.ada, where)


def test_it_is_shown_only_as_long_as_that_is_allowed(desk: Desk) -> None:
    told = Told(kind=AdvocacyKind.TESTIMONIAL, day=TODAY, words="Lovely", usable_until=TODAY)
    noted = noting.note(contact=customer_of(NORA, desk), told=told, by=desk.ada)
    assert not Advocacy.objects.usable(TODAY).exists()
    noting.allow(advocacy=noted, may_be_used=True, until=TODAY, by=desk.ada)
    assert Advocacy.objects.usable(TODAY).exists()
    assert not Advocacy.objects.usable(date(2026, 6, 2)).exists()
    assert "Lovely" in page(desk.ada, f"{BOARD}?usable=yes")
    assert "Lovely" not in page(desk.ada, f"{BOARD}?usable=no")


def test_nobody_is_brought_twice_nor_in_a_circle(desk: Desk) -> None:
    nora, daan, grace = (customer_of(one, desk) for one in (NORA, DAAN, GRACE))
    first = brings(desk, nora, daan)
    brings(desk, daan, grace)
    with pytest.raises(noting.BroughtBefore):
        brings(desk, grace, daan)
    for contact in (nora, daan, grace):
        with pytest.raises(noting.Themselves):
            brings(desk, contact, nora)
    told = [(one.depth, one.contact and one.contact.name, one.brought) for one in chains(desk.ada)]
    assert told == [(0, NORA.name, 2), (1, DAAN.name, 1), (2, GRACE.name, 0)]
    noting.take_back(advocacy=first, by=desk.ada)
    assert [one.brought for one in chains(desk.ada)] == [1, 0]
    brings(desk, grace, nora)
    with pytest.raises(noting.Themselves):
        noting.restore(advocacy=first, by=desk.ada)


def test_two_who_are_one_bring_nobody_into_a_circle(desk: Desk) -> None:
    nora, daan, grace = (customer_of(one, desk) for one in (NORA, DAAN, GRACE))
    brings(desk, nora, daan)
    brings(desk, daan, grace)
    unite(kept=nora, gone=grace, by=Actor.agent(desk.ada))
    assert page(desk.ada)


def test_an_erased_customer_takes_recommendations_along(desk: Desk) -> None:
    nora, daan = customer_of(NORA, desk), customer_of(DAAN, desk)
    brings(desk, nora, daan)
    asking.ask(contact=nora, by=desk.ada)
    nora.conversations.all().delete()
    nora.delete()
    assert not Advocacy.objects.exists()
    assert not ReferenceRequest.objects.exists()


def test_nobody_is_asked_twice_nor_who_does_not_want_it(desk: Desk) -> None:
    nora, daan = customer_of(NORA, desk), customer_of(DAAN, desk)
    request = asking.ask(contact=nora, by=desk.ada)
    with pytest.raises(asking.AskedBefore):
        asking.ask(contact=nora, by=desk.bo)
    Refusal.objects.create(contact=daan, at=MONDAY_TEN)
    with pytest.raises(asking.DoesNotWant):
        asking.ask(contact=daan, by=desk.ada)
    for _twice in range(2):
        asking.answer(request=request, reply=Reply.YES, by=desk.ada)
    assert Advocacy.objects.get().kind == AdvocacyKind.REFERENCE


def test_light_agents_read_and_strangers_find_nothing(desk: Desk) -> None:
    told = Told(kind=AdvocacyKind.SOCIAL, day=TODAY, words="Lovely")
    noted = noting.note(contact=customer_of(NORA, desk), told=told, by=desk.ada)
    mia = agent("Mia", Role.LIGHT)
    desk.team.members.add(mia)
    assert "Lovely" in page(mia)
    assert browser_of(mia).post(f"{BOARD}{noted.pk}/taking-back/").status_code == 404
    assert "Lovely" not in page(desk.eve)
    assert browser_of(desk.eve).get(f"{BOARD}{noted.pk}/").status_code == 404
    assert browser_of(desk.eve).post(f"{BOARD}{noted.pk}/taking-back/").status_code == 404


def test_the_board_asks_the_same_whatever_there_is(desk: Desk) -> None:
    nora, daan = customer_of(NORA, desk), customer_of(DAAN, desk)
    brings(desk, nora, daan)
    browser = browser_of(desk.ada)
    browser.get(BOARD)
    with CaptureQueriesContext(connection) as few:
        browser.get(BOARD)
    for customer in (ZSOFIA, GRACE):
        other = customer_of(customer, desk)
        brings(desk, daan, other)
        told = Told(kind=AdvocacyKind.SOCIAL, day=TODAY)
        noting.note(contact=other, told=told, by=desk.ada)
    with CaptureQueriesContext(connection) as more:
        browser.get(BOARD)
    assert len(more) == len(few)


def test_what_somebody_told_another_team_makes_nobody_a_promoter_here(desk: Desk) -> None:
    invitation = asked(NORA, desk)
    invitation.team = Team.objects.create(name="Store")
    invitation.save()
    Response.objects.create(
        invitation=invitation, kind=Kind.NPS, score=10, first_at=MONDAY_TEN, at=MONDAY_TEN
    )
    assert promoters(desk.ada) == []
    invitation.team.members.add(desk.ada)
    desk.ada = Agent.objects.get(pk=desk.ada.pk)
    assert [one.contact for one in promoters(desk.ada)] == [customer_of(NORA, desk)]
