"""What the customers of the demo world have ordered, as their mails say it."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from tillit.demo.agenda import Play, Step
from tillit.demo.shop import remember
from tillit.people.models import Contact, Order, OrderState

STATES = (OrderState.DELIVERED, OrderState.SENT, OrderState.DELIVERED, OrderState.RETURNED)
CURRENCIES = {"nb": "NOK", "nl": "EUR", "hu": "HUF", "en": "EUR"}
PRICES = {"NOK": 100, "EUR": 10, "HUF": 4000}


def note_order(contact: Contact, step: Step) -> None:
    """The order that the first mail of a play is about; always the same for the same play."""
    play: Play = step.play
    number = play.values.get("order")
    if not number:
        return
    currency = CURRENCIES.get(play.script.language, "EUR")
    price = Decimal(PRICES[currency] * (2 + play.number % 17)) - Decimal("0.10")
    order, new = Order.objects.get_or_create(
        number=number,
        defaults={
            "contact": contact,
            "placed_on": (step.at - timedelta(days=3 + play.number % 9)).date(),
            "state": STATES[play.number % len(STATES)],
            "amount": price,
            "currency": currency,
        },
    )
    if new:
        remember(order)
