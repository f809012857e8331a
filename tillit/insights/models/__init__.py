"""The rows of figures, and of the calendar that they are looked at by."""

from tillit.insights.models.benchmark import Published
from tillit.insights.models.combination import Combination
from tillit.insights.models.dashboard import DashboardCard, Look
from tillit.insights.models.day import Day, DaySlice, Grain, Span, SpanSlice
from tillit.insights.models.explanation import Explanation
from tillit.insights.models.help_month import HelpMonth
from tillit.insights.models.mailing import PageMail, PageMailReader, Problem, Rhythm
from tillit.insights.models.meeting import AgendaCase, Decision, Meeting
from tillit.insights.models.screen import Screen
from tillit.insights.models.staying import BestBuyer, StayCount, Troubled
from tillit.insights.models.talk import Talk, TalkStep
from tillit.insights.models.target import Standing, Target, TargetMonth, TeamMonth
from tillit.insights.models.year import Method, Occasion, Outcome, Subscription

__all__ = [
    "AgendaCase",
    "BestBuyer",
    "Combination",
    "DashboardCard",
    "Day",
    "DaySlice",
    "Decision",
    "Explanation",
    "Grain",
    "HelpMonth",
    "Look",
    "Meeting",
    "Method",
    "Occasion",
    "Outcome",
    "PageMail",
    "PageMailReader",
    "Problem",
    "Published",
    "Rhythm",
    "Screen",
    "Span",
    "SpanSlice",
    "Standing",
    "StayCount",
    "Subscription",
    "Talk",
    "TalkStep",
    "Target",
    "TargetMonth",
    "TeamMonth",
    "Troubled",
]
