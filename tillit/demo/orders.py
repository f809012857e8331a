"""What the customers of the demo world have ordered, as their mails say it."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from tillit.demo.plays import Play
from tillit.people.models import Order, OrderState

STATES = (OrderState.DELIVERED, OrderState.SENT, OrderState.DELIVERED, OrderState.RETURNED)
CURRENCIES = {"nb": "NOK", "nl": "EUR", "hu": "HUF", "en": "EUR"}
PRICES = {"NOK": 100, "EUR": 10, "HUF": 4000}


def order_of(play: Play, contact: int, at: datetime) -> Order:
    """The order that the first mail of a play is about; always the same for the same play."""
    currency = CURRENCIES.get(play.script.language, "EUR")
    return Order(
        contact_id=contact,
        number=play.values["order"],
        placed_on=(at - timedelta(days=3 + play.number % 9)).date(),
        state=STATES[play.number % len(STATES)],
        amount=Decimal(PRICES[currency] * (2 + play.number % 17)) - Decimal("0.10"),
        currency=currency,
    )
