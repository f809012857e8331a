"""The ways into the calendar, and the methods that no app brings yet."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tillit.insights.year import following, noticing  # noqa: F401 (register what they tell)
from tillit.measures.methods import Frequency, ReadyMade, Rhythm, register
from tillit.ui import navigation
from tillit.ui.addresses import url_of


@navigation.register("workspace", order=22)
def year(request: HttpRequest) -> Iterator[navigation.Item]:
    """For everybody: what is measured when concerns all."""
    yield navigation.Item(label=_("Year"), icon="calendar-days", url=url_of("year:year"), key="y")


register(
    ReadyMade(
        key="retention",
        title=_("Who stays with us"),
        purpose=_(
            "How many of last year's customers are still there, and what those say who left: "
            "whether good service shows where it counts."
        ),
        frequency=Frequency(Rhythm.MONTHS, 12),
        place="insights:staying",
        order=60,
    ),
    ReadyMade(
        key="benchmark",
        title=_("Our figures beside others'"),
        purpose=_(
            "Our own figures beside published ones, each with source, year and who was asked: "
            "to know where we stand, not to win."
        ),
        frequency=Frequency(Rhythm.MONTHS, 12),
        place="insights:benchmarks",
        order=70,
    ),
    ReadyMade(
        key="nps",
        title=_("Would customers recommend us?"),
        purpose=_(
            "The question from 0 to 10, put each quarter to customers whom we did not ask before: "
            "how the relation stands, beyond a single contact."
        ),
        frequency=Frequency(Rhythm.MONTHS, 3),
        place="insights:measure",
        at=("recommendation",),
        measure="recommendation",
        order=30,
    ),
    ReadyMade(
        key="random-reviews",
        title=_("Reviews at random"),
        purpose=_(
            "Conversations drawn by chance and read against the standards. Everybody knows that "
            "it happens, and nobody when: so it has no dates."
        ),
        frequency=Frequency(Rhythm.CONTINUOUS),
        order=15,
    ),
    ReadyMade(
        key="listening",
        title=_("Listening to what is said elsewhere"),
        purpose=_(
            "What customers say of us in reviews and in social media, where they do not write "
            "to us: read all the time, answered where an answer helps."
        ),
        frequency=Frequency(Rhythm.CONTINUOUS),
        order=20,
    ),
    ReadyMade(
        key="team-day",
        title=_("A day for the team"),
        purpose=_(
            "Away from the queue: what went well, what we want to do better, and time for each "
            "other."
        ),
        frequency=Frequency(Rhythm.MONTHS, 6),
        order=80,
    ),
    ReadyMade(
        key="community",
        title=_("A project for the community"),
        purpose=_("Something that we do together for others where we live and work."),
        frequency=Frequency(Rhythm.MONTHS, 12),
        order=90,
    ),
)
