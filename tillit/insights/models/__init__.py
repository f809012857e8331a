"""The rows of figures, and of the calendar that they are looked at by."""

from tillit.insights.models.day import ClosedMonth, Day, Month
from tillit.insights.models.year import Method, Occasion, Outcome, Subscription

__all__ = [
    "ClosedMonth",
    "Day",
    "Method",
    "Month",
    "Occasion",
    "Outcome",
    "Subscription",
]
