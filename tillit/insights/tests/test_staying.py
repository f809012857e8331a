"""Who stays: counted by the night, as the formulas say, told to whom it concerns."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tillit import clock
from tillit.conversations.models import Conversation
from tillit.feedback.actions import invite
from tillit.feedback.answering import rated, save_response
from tillit.feedback.models import Response
from tillit.insights.models import StayCount, Troubled
from tillit.insights.rolling import roll_up_stale
from tillit.insights.staying.keeping import REST, count_what_changed
from tillit.insights.staying.telling import Counts, counts_of
from tillit.measures.exposure import Outcomes
from tillit.people.actor import Actor
from tillit.people.models import Contact
from tillit.people.profiles import describe, undo
from tillit.standards.models import Promise, PromiseState
from tillit.testing.cast import DAAN, GRACE, NORA, ZSOFIA, Customer, Desk, writes
from tillit.testing.steps import answers, oslo

pytestmark = pytest.mark.django_db

NOW = oslo("2026-12-10 09:00")
PAGE = "/figures/about/staying/"


def wrote(who: Customer, desk: Desk, *months: str) -> Contact:
    """A customer who writes on the tenth of each of these months."""
    contact = None
    for month in months:
        contact = writes(who, desk.inbox, at=oslo(f"{month}-10 10:00")).contact
    assert contact
    return contact


def left(contact: Contact, day: str, desk: Desk) -> None:
    describe(contact=contact, by=Actor.agent(desk.ada), left_on=date.fromisoformat(day))


def goes_badly(contact: Contact) -> None:
    """Every promise to this customer is late, each on the day of its contact."""
    for conversation in Conversation.objects.filter(contact=contact):
        at = conversation.created_at + timedelta(hours=5)
        Promise.objects.filter(conversation=conversation).update(
            state=PromiseState.BROKEN, decided_at=at
        )


@pytest.fixture
def lived(desk: Desk) -> Desk:
    """Nora and Grace leave, Nora after three bad contacts; Daan has had three, and stays."""
    nora = wrote(NORA, desk, "2025-01", "2025-08", "2025-10", "2025-12")
    daan = wrote(DAAN, desk, "2025-02", "2026-08", "2026-09", "2026-11")
    wrote(ZSOFIA, desk, "2026-01", "2026-03")
    grace = wrote(GRACE, desk, "2026-01", "2026-02")
    Promise.objects.update(state=PromiseState.KEPT)
    for contact in (nora, daan):
        goes_badly(contact)
    left(nora, "2026-08-15", desk)
    left(grace, "2026-03-02", desk)
    counted()
    return desk


def counted() -> None:
    with clock.moved_to(NOW):
        while roll_up_stale():
            pass


def counts(desk: Desk) -> Counts:
    found = counts_of([desk.team.pk])
    assert found
    return found


def shown(client: Client, agent: object, query: str = "") -> str:
    client.force_login(agent)  # type: ignore[arg-type]
    with clock.moved_to(NOW):
        response = client.get(PAGE + query)
    assert response.status_code == 200
    return str(response.content.decode())


def test_who_was_there_and_who_has_left(lived: Desk) -> None:
    year = counts(lived).stayed(12)
    assert (year.first, year.last) == (date(2025, 12, 1), date(2026, 11, 30))
    assert (year.rate.part, year.rate.n, year.new) == (1, 2, 1)
    assert year.retention.churn == pytest.approx(year.yearly_churn) == 0.5
    month = counts(lived).stayed(1)
    assert (month.rate.part, month.rate.n, month.new) == (2, 2, 0)


def test_the_curve_counts_months_until_somebody_left(lived: Desk) -> None:
    curve = counts(lived).survival()
    assert curve
    assert [(one.time, one.at_risk, one.events) for one in curve.steps] == [(2, 4, 1), (19, 2, 1)]
    assert curve.median == 19


def test_a_month_that_is_not_over_has_no_share(lived: Desk) -> None:
    rows = {one.first: one for one in counts(lived).cohorts()}
    january = rows[date(2026, 1, 1)]
    assert january.size == 2
    assert january.classic[:4] == (1, 0.5, 0.5, 0)
    assert january.rolling[:4] == (1, 1, 0.5, 0)
    assert len(january.classic) == 11


def test_bad_contacts_come_first_and_leaving_later(lived: Desk) -> None:
    everybody, fresh, long = counts(lived).links()
    assert (everybody.exposed, everybody.others) == (Outcomes(1, 0), Outcomes(0, 2))
    assert fresh.exposed.n == 0
    assert long.exposed == Outcomes(1, 0)
    assert everybody.found.is_corrected


def test_three_bad_contacts_lately_are_a_list_of_customers(client: Client, lived: Desk) -> None:
    [one] = Troubled.objects.all()
    assert (one.contact.name, one.bad, one.last_on) == (DAAN.name, 3, date(2026, 11, 10))
    html = shown(client, lived.ada)
    assert f'href="/customers/{one.contact_id}/"' in html
    assert NORA.name not in html


def test_a_low_score_makes_a_contact_bad(lived: Desk) -> None:
    zsofia = Conversation.objects.filter(contact__name=ZSOFIA.name).order_by("pk")
    for conversation in [*zsofia, writes(ZSOFIA, lived.inbox, at=oslo("2026-05-10 10:00"))]:
        at = conversation.created_at + timedelta(days=1)
        answers(lived.ada, conversation, at=at)
        invitation = invite(conversation=conversation, agent=lived.ada, at=at)
        assert invitation
        save_response(invitation=invitation, given=rated(1), at=at)
    assert Response.objects.count() == 3
    StayCount.objects.all().delete()
    counted()
    assert {one.contact.name: one.bad for one in Troubled.objects.all()} == {
        DAAN.name: 3,
        ZSOFIA.name: 3,
    }


def test_made_anew_it_is_the_same(lived: Desk) -> None:
    before = StayCount.objects.get(team=lived.team).summary
    StayCount.objects.all().delete()
    Troubled.objects.all().delete()
    counted()
    assert StayCount.objects.get(team=lived.team).summary == before
    assert Troubled.objects.count() == 1


def test_a_leaving_is_counted_soon_and_taken_back(lived: Desk) -> None:
    daan = Contact.objects.get(name=DAAN.name)
    noted = describe(contact=daan, by=Actor.agent(lived.ada), left_on=date(2026, 12, 1))
    with clock.moved_to(NOW + REST / 2):
        assert count_what_changed() == 0
    with clock.moved_to(NOW + REST):
        assert count_what_changed()
        assert count_what_changed() == 0
    assert counts(lived).left == 3
    assert noted
    undo(revision=noted, by=Actor.agent(lived.ada))
    with clock.moved_to(NOW + 2 * REST):
        assert count_what_changed()
    assert counts(lived).left == 2


def test_silence_is_no_leaving(client: Client, desk: Desk) -> None:
    wrote(NORA, desk, "2025-01")
    counted()
    html = shown(client, desk.ada)
    assert "somebody who is silent may simply be content" in html
    assert "nobody noted that a customer left" in html
    assert "100" not in re.sub(r"<svg.*?</svg>|<style.*?</style>", "", html).partition("cohorts")[0]


def test_it_is_told_what_it_costs(client: Client, lived: Desk) -> None:
    html = shown(client, lived.ada, "?margin=200&discount=10&replacement=50")
    assert "367" in html
    assert "417" in html


def test_few_are_hidden(client: Client, lived: Desk) -> None:
    assert shown(client, lived.ada).count("fewer than 5") == 1


def test_eve_sees_nobody(client: Client, lived: Desk) -> None:
    html = shown(client, lived.eve)
    assert "Nothing is counted yet" in html
    for one in (NORA, DAAN, ZSOFIA, GRACE):
        assert one.name not in html
    assert client.get(f"{PAGE}?team={lived.team.pk}").status_code == 404


def test_the_page_asks_as_much_of_many_as_of_few(client: Client, lived: Desk) -> None:
    shown(client, lived.ada)
    with CaptureQueriesContext(
        connection,
    ) as few:
        shown(client, lived.ada)
    for number in range(30):
        who = Customer(f"Customer {number}", f"{number}@example.org", "en", "Hello")
        wrote(who, lived, "2026-05")
    StayCount.objects.all().delete()
    counted()
    with CaptureQueriesContext(connection) as many:
        shown(client, lived.ada)
    assert len(many) == len(few)
