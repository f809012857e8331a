"""Who buys lately, often and for much: the customers of a team by what they ordered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Max, Sum

from tillit.measures.dates import MONTHS, add_months
from tillit.measures.segments import Buying, Rfm, VipRule, rfm
from tillit.people.models import Order, OrderState

SINCE = 2 * MONTHS
"""Orders of so many months count."""
NO_PURCHASE = (OrderState.RETURNED, OrderState.CANCELLED)
RULE = VipRule()


@dataclass(frozen=True, slots=True)
class Bought:
    """What somebody ordered and kept: how often, when last, and for how much in one currency.

    `amount` is of the currency of most of the orders alone, as no rates are known here.
    """

    orders: int
    last: date
    currency: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Buyer:
    """One customer with scores from 1 to 5 among those of the team who pay in that currency."""

    bought: Bought
    scores: Rfm

    @property
    def is_best(self) -> bool:
        """Whether the rule makes a VIP of this customer."""
        return RULE.holds(self.scores)


def bought(through: date) -> dict[int, Bought]:
    """What each customer bought, by the customer, up to and with a day."""
    known = Order.objects.filter(placed_on__gt=add_months(through, -SINCE), placed_on__lte=through)
    parts = (
        known.exclude(state__in=NO_PURCHASE)
        .values_list("contact", "currency")
        .annotate(n=Count("pk"), last=Max("placed_on"), amount=Sum("amount"))
        .order_by("contact", "-n", "currency")
    )
    found: dict[int, Bought] = {}
    for contact, currency, n, last, amount in parts.iterator():
        main = found.get(contact)
        if main is None:
            found[contact] = Bought(n, last, currency, amount)
        else:
            both = (main.orders + n, max(main.last, last))
            found[contact] = Bought(*both, main.currency, main.amount)
    return found


def scored(those: Mapping[int, Bought], through: date) -> dict[int, Buyer]:
    """The scores of each, seen from a day."""
    found: dict[int, Buyer] = {}
    for currency in {one.currency for one in those.values()}:
        buying = {
            contact: Buying((through - one.last).days, one.orders, float(one.amount))
            for contact, one in those.items()
            if one.currency == currency
        }
        scores = rfm(buying)
        found.update({contact: Buyer(those[contact], scores[contact]) for contact in buying})
    return found


def grid(buyers: Mapping[int, Buyer]) -> Counter[tuple[str, int, int, int]]:
    """How many have the same currency and the same scores: lately, often, for much."""
    return Counter(
        (one.bought.currency, one.scores.recency, one.scores.frequency, one.scores.monetary)
        for one in buyers.values()
    )
