"""Who buys lately, often and for much: counted by the night, told to whom it concerns."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from decimal import Decimal
from io import StringIO

import pytest
from django.test import Client
from django.utils.html import escape

from tillit import clock
from tillit.insights.models import BestBuyer, StayCount
from tillit.insights.tests.test_staying import NOW, PAGE, counted, left, shown, wrote
from tillit.people.models import Contact, Order, OrderState
from tillit.testing.cast import Customer, Desk

pytestmark = pytest.mark.django_db

YESTERDAY = date(2026, 12, 9)
BOUGHT = {
    "a": (5, 12, 900),
    "b": (40, 3, 150),
    "c": (200, 1, 20),
    "d": (5, 1, 60),
    "e": (90, 6, 400),
    "f": (12, 6, 400),
    "g": (365, 2, 35),
    "h": (30, 9, 1200),
    "i": (60, 4, 220),
    "j": (10, 2, 90),
}
"""Days since the last order, how many orders, and what they came to."""
SCORES = ["555", "333", "111", "512", "244", "444", "121", "355", "233", "422"]


def buys(
    contact: Contact,
    days: int,
    times: int,
    amount: int,
    *,
    currency: str = "EUR",
    state: str = OrderState.DELIVERED,
) -> None:
    """So many orders, the last of them so many days before yesterday."""
    first = Order.objects.count()
    Order.objects.bulk_create(
        Order(
            contact=contact,
            number=f"TB-{first + number}",
            placed_on=YESTERDAY - timedelta(days=days + number),
            state=state,
            amount=Decimal(amount) / times,
            currency=currency,
        )
        for number in range(times)
    )


@pytest.fixture
def shop(desk: Desk) -> dict[str, Contact]:
    """Ten customers of the desk who buy."""
    found = {}
    for name, (days, times, amount) in BOUGHT.items():
        who = Customer(f"Customer {name}", f"{name}@example.org", "en", "Hello")
        found[name] = wrote(who, desk, "2026-05")
        buys(found[name], days, times, amount)
    return found


def counted_again() -> None:
    StayCount.objects.all().delete()
    counted()


def best() -> dict[str, str]:
    """The scores of those who buy most, by the end of their names."""
    return {
        one.contact.name[-1]: f"{one.recency}{one.frequency}{one.monetary}"
        for one in BestBuyer.objects.select_related("contact")
    }


def test_customers_are_scored_among_each_other(shop: dict[str, Contact], desk: Desk) -> None:
    counted_again()
    kept = StayCount.objects.get(team=desk.team).summary["buying"]
    found = [f"{r}{f}{m}" for currency, r, f, m, n in kept for _ in range(n) if currency == "EUR"]
    assert sorted(found) == sorted(SCORES)
    assert best() == {"a": "555", "f": "444"}


def test_the_page_names_who_buys_most_and_who_of_them_is_a_vip(
    client: Client, shop: dict[str, Contact], desk: Desk
) -> None:
    Contact.objects.filter(pk=shop["f"].pk).update(vip=True)
    counted_again()
    html = shown(client, desk.ada)
    assert "10 customers bought something in the last two years." in html
    assert "2 customers have 4 or 5 in all three" in html
    assert f'href="/customers/{shop["a"].pk}/"' in html
    assert html.count(">not yet<") == 1
    assert "900.00 EUR" in html
    client.force_login(desk.ada)
    with clock.moved_to(NOW):
        content = b"".join(client.get(f"{PAGE}best.csv")).decode("utf-8-sig")
    rows = {row["Customer"]: row for row in csv.DictReader(StringIO(content))}
    assert {name: (row["Orders"], row["VIP"]) for name, row in rows.items()} == {
        "Customer a": ("12", "No"),
        "Customer f": ("6", "Yes"),
    }


def test_what_was_returned_or_is_long_past_is_no_purchase(
    shop: dict[str, Contact], desk: Desk
) -> None:
    for state in (OrderState.RETURNED, OrderState.CANCELLED):
        buys(shop["c"], 1, 20, 5000, state=state)
    buys(shop["c"], 750, 20, 5000)
    buys(shop["c"], -1, 1, 5000)
    counted_again()
    assert best() == {"a": "555", "f": "444"}


def test_money_is_compared_within_a_currency(shop: dict[str, Contact], desk: Desk) -> None:
    who = Customer("Customer z", "z@example.org", "hu", "Szia")
    contact = wrote(who, desk, "2026-05")
    buys(contact, 1, 30, 900_000, currency="HUF")
    buys(contact, 1, 1, 10)
    counted_again()
    assert best() == {"a": "555", "f": "444"}, "the only one has nobody to be better than"
    kept = StayCount.objects.get(team=desk.team).summary["buying"]
    assert ["HUF", 1, 1, 1, 1] in kept


def test_who_has_left_buys_no_longer(shop: dict[str, Contact], desk: Desk) -> None:
    left(shop["a"], "2026-11-01", desk)
    counted_again()
    assert "a" not in best()


def test_strangers_and_other_teams_see_none_of_them(
    client: Client, shop: dict[str, Contact], desk: Desk
) -> None:
    counted_again()
    html = shown(client, desk.eve)
    assert escape(shop["a"].name) not in html
    client.force_login(desk.eve)
    with clock.moved_to(NOW):
        assert client.get(f"{PAGE}best.csv?team={desk.team.pk}").status_code == 404


def test_nothing_bought_is_said_so(client: Client, desk: Desk) -> None:
    wrote(Customer("Grace", "grace@example.org", "en", "Hello"), desk, "2026-05")
    counted()
    assert "No orders of the last two years are known." in shown(client, desk.ada)
