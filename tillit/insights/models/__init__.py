"""The rows of figures, and of the calendar that they are looked at by."""

from tillit.insights.models.day import Day, DaySlice, Grain, Span, SpanSlice
from tillit.insights.models.explanation import Explanation
from tillit.insights.models.year import Method, Occasion, Outcome, Subscription

__all__ = [
    "Day",
    "DaySlice",
    "Explanation",
    "Grain",
    "Method",
    "Occasion",
    "Outcome",
    "Span",
    "SpanSlice",
    "Subscription",
]
