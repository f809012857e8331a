"""What is known of customers who stay and who leave, as tables of raw values."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tillit.insights.models import BestBuyer, Troubled
from tillit.insights.staying.page import BEGINNINGS, TENURES
from tillit.insights.staying.telling import Counts, Stayed, curve_of
from tillit.measures.privacy import FEWEST
from tillit.measures.retention import Cohort
from tillit.measures.statistics import Rate
from tillit.measures.survival import Survival
from tillit.ui.sheets.sheet import Column, Kind, Row, Sheet

MOST_CUSTOMERS: Final = 20_000


def figures_sheet(counts: Counts, months: int, _teams: Sequence[int]) -> Sheet:
    """Retention and churn over so many months, and after how many half have left."""
    stayed, before, curve = counts.stayed(months), counts.stayed_before(months), counts.survival()
    is_known = bool(counts.left)
    median = curve.median if curve and is_known else None
    rows: list[Row] = [
        _compared(_("Retention"), stayed, stayed.rate, before.rate, is_known),
        _compared(_("Churn"), stayed, stayed.churn, before.churn, is_known),
        (
            _("Churn as a year"),
            stayed.yearly_churn if is_known else None,
            None,
            None,
            stayed.churn.n,
            stayed.first,
            stayed.last,
            before.yearly_churn if is_known else None,
        ),
        (
            _("Half have left after (months)"),
            median,
            None,
            None,
            counts.customers,
            None,
            counts.through,
            None,
        ),
    ]
    columns = (
        Column(_("Measure")),
        Column(_("Figure"), Kind.NUMBER),
        *_bounds(),
        Column(_("Customers"), Kind.WHOLE),
        Column(_("First day"), Kind.DAY),
        Column(_("Last day"), Kind.DAY),
        Column(_("As many months before"), Kind.NUMBER),
    )
    return Sheet(_("Staying"), columns, rows)


def _compared(name: str, over: Stayed, found: Rate, before: Rate, is_known: bool) -> Row:
    earlier = before.value if is_known else None
    return (name, *_rate(found, is_known), over.first, over.last, earlier)


def _rate(found: Rate, is_known: bool) -> Row:
    if not is_known:
        return (None, None, None, found.n)
    return (found.value, found.low, found.high, found.n)


def _bounds(kind: Kind = Kind.NUMBER) -> tuple[Column, Column]:
    return (Column(_("At least (95% interval)"), kind), Column(_("At most (95% interval)"), kind))


def survival_sheet(counts: Counts, _months: int, _teams: Sequence[int]) -> Sheet:
    """The curve, of all and by how the first contact went."""
    found = counts.beginnings()
    curves: list[tuple[str, Survival | None]] = [
        (_("All customers"), counts.survival()),
        *(
            (str(name), curve_of(one))
            for name, one in zip(BEGINNINGS, (found.well, found.badly), strict=True)
        ),
    ]
    columns = (
        Column(_("Customers")),
        Column(_("Months since the first contact"), Kind.WHOLE),
        Column(pgettext("how many are still followed", "At risk"), Kind.WHOLE),
        Column(_("Left"), Kind.WHOLE),
        Column(_("Still here"), Kind.SHARE),
        *_bounds(Kind.SHARE),
    )
    rows = (
        (name, int(step.time), step.at_risk, step.events, step.left, step.low, step.high)
        for name, curve in curves
        for step in (curve.steps if curve else ())
    )
    return Sheet(_("How long customers stay"), columns, rows)


def cohorts_sheet(counts: Counts, _months: int, _teams: Sequence[int]) -> Sheet:
    """Who was in touch again in which month; nothing of months with so few that they show."""
    columns = (
        Column(_("First contact"), Kind.DAY),
        Column(_("Customers"), Kind.WHOLE),
        Column(_("Months later"), Kind.WHOLE),
        Column(_("In touch again"), Kind.SHARE),
        Column(_("Then or later"), Kind.SHARE),
    )
    shown = (one for one in counts.cohorts() if one.size >= FEWEST)
    rows = (row for one in shown for row in _cohort_rows(one))
    return Sheet(_("Who gets in touch again"), columns, rows)


def _cohort_rows(one: Cohort) -> Iterator[Row]:
    for month, (share, later) in enumerate(zip(one.classic, one.rolling, strict=True)):
        yield (one.first, one.size, month, share, later)


def contacts_sheet(counts: Counts, _months: int, _teams: Sequence[int]) -> Sheet:
    """Who left after three bad contacts, and who left without."""
    columns = (
        Column(_("Customers")),
        Column(_("With three bad contacts"), Kind.WHOLE),
        Column(_("of them left"), Kind.WHOLE),
        Column(_("Without"), Kind.WHOLE),
        Column(_("of them left"), Kind.WHOLE),
        Column(_("Risk ratio"), Kind.NUMBER),
        *_bounds(),
        Column(_("Of all who left, because of it at most"), Kind.SHARE),
    )
    rows = []
    for one in counts.links():
        ratio = one.found.risk_ratio
        told = (ratio.value, ratio.low, ratio.high) if ratio else (None, None, None)
        parts = (one.exposed.n, one.exposed.left, one.others.n, one.others.left)
        rows.append((str(TENURES[one.tenure]), *parts, *told, one.found.attributable))
    return Sheet(_("Three bad contacts"), columns, rows)


def customers_sheet(_counts: Counts, _months: int, teams: Sequence[int]) -> Sheet:
    """A row for each customer with three bad contacts lately, the latest first."""
    found = Troubled.objects.filter(team_id__in=teams).select_related("contact", "team")
    columns = (
        Column(_("Customer")),
        Column(_("Team")),
        Column(_("Bad contacts"), Kind.WHOLE),
        Column(_("The last one"), Kind.DAY),
    )
    rows = (
        (one.contact.name, one.team.name, one.bad, one.last_on)
        for one in found.order_by("-last_on", "-id")[:MOST_CUSTOMERS]
    )
    return Sheet(_("Customers with three bad contacts"), columns, rows)


def buying_sheet(counts: Counts, _months: int, _teams: Sequence[int]) -> Sheet:
    """How many customers buy how lately, how often and for how much, by currency."""
    columns = (Column(_("Currency")), *_score_columns(), Column(_("Customers"), Kind.WHOLE))
    rows = ((*of, n) for of, n in sorted(counts.buying.items()))
    return Sheet(_("Who buys"), columns, rows)


def _score_columns() -> tuple[Column, Column, Column]:
    return (
        Column(_("How lately (1 to 5)"), Kind.WHOLE),
        Column(_("How often (1 to 5)"), Kind.WHOLE),
        Column(_("For how much (1 to 5)"), Kind.WHOLE),
    )


def best_sheet(_counts: Counts, _months: int, teams: Sequence[int]) -> Sheet:
    """A row for each customer who buys lately, often and for much, the latest first."""
    found = BestBuyer.objects.filter(team_id__in=teams).select_related("contact", "team")
    columns = (
        Column(_("Customer")),
        Column(_("Team")),
        *_score_columns(),
        Column(_("Orders"), Kind.WHOLE),
        Column(_("Amount"), Kind.NUMBER),
        Column(_("Currency")),
        Column(_("Last order"), Kind.DAY),
        Column(_("VIP")),
    )
    rows = (
        (
            one.contact.name,
            one.team.name,
            one.recency,
            one.frequency,
            one.monetary,
            one.orders,
            float(one.amount),
            one.currency,
            one.last_on,
            _("Yes") if one.contact.is_vip else _("No"),
        )
        for one in found.order_by("-last_on", "-id")[:MOST_CUSTOMERS]
    )
    return Sheet(_("Customers who buy most"), columns, rows)


SHEETS: Final[dict[str, Callable[[Counts, int, Sequence[int]], Sheet]]] = {
    "figures": figures_sheet,
    "survival": survival_sheet,
    "cohorts": cohorts_sheet,
    "bad-contacts": contacts_sheet,
    "customers": customers_sheet,
    "buying": buying_sheet,
    "best": best_sheet,
}
"""The tables of the page, by what their files are called."""
