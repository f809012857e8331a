"""Who stays: counted by the night, as the formulas say, told to whom it concerns."""

from __future__ import annotations

import csv
import re
from datetime import date, timedelta
from io import StringIO

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
from tillit.measures.log_rank import Group, log_rank
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


def test_it_stands_beside_as_many_months_before(client: Client, lived: Desk) -> None:
    before = counts(lived).stayed_before(3)
    assert (before.first, before.last) == (date(2026, 6, 1), date(2026, 8, 31))
    assert (before.rate.part, before.rate.n) == (2, 3)
    html = shown(client, lived.ada, "?months=3")
    assert html.count("<span>Before</span>") == 2
    assert "<span>Before</span><b>66.7%</b>" in html
    assert "<span>Before</span><b>33.3%</b>" in html
    nobody_yet = shown(client, lived.ada, "?months=12")
    assert "<span>Before</span>" not in nobody_yet


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


def test_how_the_first_contact_went_tells_two_groups_apart(client: Client, desk: Desk) -> None:
    for number in range(60):
        who = Customer(f"Customer {number}", f"{number}@example.org", "en", "Hello")
        contact = wrote(who, desk, "2025-11", "2026-02")
        Promise.objects.filter(conversation__contact=contact).update(state=PromiseState.KEPT)
        if number < 30:
            goes_badly(contact)
        if number < 20 or number == 40:
            left(contact, "2026-08-15", desk)
    late = wrote(NORA, desk, "2025-11", "2026-02")
    second = Conversation.objects.filter(contact=late).latest("created_at")
    Promise.objects.exclude(conversation=second).filter(conversation__contact=late).update(
        state=PromiseState.KEPT
    )
    Promise.objects.filter(conversation=second).update(
        state=PromiseState.BROKEN, decided_at=oslo("2026-02-10 15:00")
    )
    counted()
    found = counts(desk).beginnings()
    assert (found.badly.n, found.well.n) == (30, 31), "Nora’s first contact went well"
    expected = log_rank(
        [
            Group([9.0] * 20 + [13.0] * 10, [True] * 20 + [False] * 10),
            Group([9.0] * 1 + [13.0] * 30, [True] * 1 + [False] * 30),
        ]
    )
    assert found.test
    assert expected
    assert found.test.chi_squared == pytest.approx(expected.chi_squared)
    html = shown(client, desk.ada)
    assert "They differ by more than chance explains (log-rank test" in html
    assert "p &lt; 0.001" in html


def test_few_first_contacts_are_not_compared(client: Client, lived: Desk) -> None:
    assert "Too few of one of them to compare." in shown(client, lived.ada)


def test_counts_of_an_earlier_version_know_nothing_of_first_contacts(
    client: Client, lived: Desk
) -> None:
    kept = StayCount.objects.get(team=lived.team)
    del kept.summary["firsts"]
    kept.save()
    assert "Too few of one of them to compare." in shown(client, lived.ada)


def test_what_a_problem_costs_is_worked_out_from_own_estimates(client: Client, lived: Desk) -> None:
    years = "?margin=200&discount=0&replacement=0&years=2"
    assert "<dd>300</dd>" in shown(client, lived.ada, years), "200 + 200 · 0.5"
    shares = "complaining=40&satisfied=60&leaving_satisfied=10&leaving_dissatisfied=50"
    html = shown(client, lived.ada, f"{years}&customers=1000&{shares}&leaving_silent=30")
    # 1000 · [0.4 · (0.6 · 0.1 + 0.4 · 0.5) + 0.6 · 0.3]
    assert "<dd>284.0</dd>" in html
    assert "<dd>85,200</dd>" in html
    assert "85,200" not in shown(client, lived.ada, f"{years}&customers=1000&complaining=400")


@pytest.mark.parametrize("name", ["figures", "survival", "cohorts", "bad-contacts", "customers"])
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_every_table_is_taken_along(client: Client, lived: Desk, name: str, form: str) -> None:
    assert f'href="{PAGE}{name}.{form}?' in shown(client, lived.ada)
    with clock.moved_to(NOW):
        answer = client.get(f"{PAGE}{name}.{form}")
    assert answer.status_code == 200
    assert b"".join(answer)


def test_a_table_says_what_the_page_says(client: Client, lived: Desk) -> None:
    client.force_login(lived.ada)
    with clock.moved_to(NOW):
        content = b"".join(client.get(f"{PAGE}figures.csv?months=12"))
    rows = {row["Measure"]: row for row in csv.DictReader(StringIO(content.decode("utf-8-sig")))}
    assert (float(rows["Retention"]["Figure"]), rows["Retention"]["Customers"]) == (0.5, "2")
    assert float(rows["Half have left after (months)"]["Figure"]) == 19
    assert rows["Retention"]["As many months before"] == ""
    with clock.moved_to(NOW):
        content = b"".join(client.get(f"{PAGE}figures.csv?months=3"))
    rows = {row["Measure"]: row for row in csv.DictReader(StringIO(content.decode("utf-8-sig")))}
    assert float(rows["Churn"]["As many months before"]) == pytest.approx(1 / 3)
    with clock.moved_to(NOW):
        content = b"".join(client.get(f"{PAGE}customers.csv"))
    [row] = csv.DictReader(StringIO(content.decode("utf-8-sig")))
    assert (row["Customer"], row["Bad contacts"]) == (DAAN.name, "3")
    client.force_login(lived.eve)
    with clock.moved_to(NOW):
        assert client.get(f"{PAGE}customers.csv").headers["Location"].startswith(PAGE)
        assert client.get(f"{PAGE}customers.csv?team={lived.team.pk}").status_code == 404
        assert client.get(f"{PAGE}nothing.csv").status_code == 404
