"""What a customer is worth, and what it costs to lose one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from math import fsum


class Paid(Enum):
    """Whether a period is paid for when it begins or when it ends."""

    IN_ADVANCE = 0
    IN_ARREARS = 1


@dataclass(frozen=True, slots=True)
class LostCustomer:
    """What losing a customer costs, and what it costs with those who are talked out of coming.

    How many those are is an assumption; show both.
    """

    cost: float
    with_word_of_mouth: float


@dataclass(frozen=True, slots=True)
class Damage:
    """How many customers a problem loses, and what they were worth."""

    lost_customers: float
    value: float


def customer_value(
    margin: float, retention: float, discount: float, paid: Paid = Paid.IN_ADVANCE
) -> float | None:
    """The customer lifetime value of a margin per period; None when the sum has no end.

    m(1 + i)/(1 + i − r) paid in advance, m·r/(1 + i − r) in arrears, with retention and discount
    rate per period. Source: Gupta and Lehmann 2003.

    Raises:
        ValueError: a retention outside of 0 to 1, or a discount of -1 or less.
    """
    _check(retention, discount)
    kept = 1 + discount - retention
    if kept <= 0:
        return None
    return margin * (1 + discount if paid is Paid.IN_ADVANCE else retention) / kept


def customer_value_over(
    periods: int, margin: float, retention: float, discount: float, paid: Paid = Paid.IN_ADVANCE
) -> float:
    """The value of so many periods only, Σ m(r/(1 + i))ᵗ, which always has an end.

    Raises:
        ValueError: a negative number, a retention outside of 0 to 1, or a discount of -1 or less.
    """
    _check(retention, discount)
    if periods < 0:
        raise ValueError("A number of periods cannot be negative.")
    factor = retention / (1 + discount)
    return margin * fsum(factor ** (period + paid.value) for period in range(periods))


def expected_periods(retention: float) -> float | None:
    """How many periods a customer stays on average, 1/(1 − r); None when nobody ever leaves.

    Raises:
        ValueError: a retention outside of 0 to 1.
    """
    _check(retention, 0)
    return 1 / (1 - retention) if retention < 1 else None


def lost_customer(
    remaining_value: float,
    replacement_cost: float,
    *,
    talked_out: float = 0.0,
    value_of_new: float = 0.0,
) -> LostCustomer:
    """What it costs to lose somebody: the value that was still to come, and finding another.

    `talked_out` is how many others do not come because of what is told, each worth `value_of_new`.

    Raises:
        ValueError: a negative cost or number of others.
    """
    if replacement_cost < 0 or talked_out < 0:
        raise ValueError("Costs and customers cannot be negative.")
    cost = remaining_value + replacement_cost
    return LostCustomer(cost, cost + talked_out * value_of_new)


def market_damage(
    customers: int,
    value: float,
    *,
    complaining: float,
    satisfied: float,
    leaving_satisfied: float,
    leaving_dissatisfied: float,
    leaving_silent: float,
) -> Damage:
    """What a problem of so many customers loses, in the manner of TARP (Goodman).

    customers·[complaining·(satisfied·c₁ + not satisfied·c₂) + silent·c₃], times the value of each.
    All shares (0 to 1) are the reader's own: `satisfied` is of those who complain.

    Raises:
        ValueError: a negative number of customers, or a share that is none.
    """
    shares = (complaining, satisfied, leaving_satisfied, leaving_dissatisfied, leaving_silent)
    if customers < 0:
        raise ValueError("A number of customers cannot be negative.")
    if any(not 0 <= share <= 1 for share in shares):
        raise ValueError("A share lies between 0 and 1.")
    heard = satisfied * leaving_satisfied + (1 - satisfied) * leaving_dissatisfied
    lost = customers * (complaining * heard + (1 - complaining) * leaving_silent)
    return Damage(lost, lost * value)


def _check(retention: float, discount: float) -> None:
    if not 0 <= retention <= 1:
        raise ValueError("A retention lies between 0 and 1.")
    if discount <= -1:
        raise ValueError("A discount of everything leaves nothing to count.")
