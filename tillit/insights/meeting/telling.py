"""What the figures and the customers have to say to a meeting."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tillit.feedback.models import FollowUp
from tillit.feedback.said.board import ANSWERS
from tillit.feedback.said.showing import shown as remark_of
from tillit.insights import figures as shown
from tillit.insights.control import Control, control_of
from tillit.insights.control_drawing import signal_words, verdict_words
from tillit.insights.periods import Selection
from tillit.insights.sections import SECTIONS
from tillit.insights.spans import WEEK
from tillit.insights.targets.scope import targets_of
from tillit.insights.targets.standing import words_for
from tillit.measures.dates import first_of_month
from tillit.measures.registry import measure_named
from tillit.measures.signals import Verdict
from tillit.ui import numbers
from tillit.ui.addresses import url_of

MOST_REMARKS = 6


def figures_of(selection: Selection) -> dict[str, Any]:
    """Every figure of which it is told by the week whether something changed, and the signals."""
    keys = [key for section in SECTIONS for key in section.controlled]
    found = shown.measured([measure_named(key) for key in keys], selection)
    before = shown.compared_with([measure_named(key) for key in keys], selection)
    controls = [control_of(measure_named(key), selection) for key in keys]
    targets = targets_of(selection)
    return {
        "cards": [
            {
                **shown.card(
                    found[key],
                    selection,
                    before.get(key),
                    target=words_for(found[key], targets),
                ),
                "verdict": verdict_words(control),
                "is_signal": control.verdict is Verdict.SIGNAL,
            }
            for key, control in zip(keys, controls, strict=True)
        ],
        "signals": [one for control in controls for one in _signals(control, selection)],
    }


def _signals(control: Control, selection: Selection) -> Sequence[dict[str, Any]]:
    """The signals of these days with what is known of them, and where to write it down."""
    address = url_of("insights:measure", control.measure.key) + selection.query()
    return [
        {
            "title": control.measure.title,
            "words": f"{numbers.day(week.first)}: {signal_words(control, week)}",
            "url": f"{address}#signals",
            "notes": [one.words for one in control.explanations if one.week == week.first],
        }
        for week in control.signals
        if week.first <= selection.last and selection.first < week.first + WEEK
    ]


def remarks_of(selection: Selection) -> list[dict[str, Any]]:
    """The newest of what customers wrote in these days, as far as it may be shown."""
    start, end = selection.scope.start, selection.scope.end
    found = FollowUp.objects.visible_to(selection.agent).filter(
        team_id__in=selection.teams,
        month__gte=first_of_month(selection.first),
        said_at__gte=start,
        said_at__lt=end,
    )
    worded = found.exclude(response__comment="").order_by("-said_at", "-id")
    read = worded.select_related("survey", "assignee", "response__invitation__contact", "reading")
    read = read.prefetch_related(ANSWERS)
    return [remark_of(one) for one in read[:MOST_REMARKS]]
