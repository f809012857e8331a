"""A page of figures as PDF."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from tillit import clock
from tillit.hours.home import home_zone
from tillit.insights.papers.paper import Paper
from tillit.measures.statistics import local_day
from tillit.people.company import name_of_company
from tillit.ui import numbers
from tillit.ui.charts import Chart
from tillit.ui.papers.charts import colours, drawing_of
from tillit.ui.papers.press import as_pdf

LAYOUT = "figures"
WIDTH = 780
"""Pixels of a chart, whose words are then as large as those beside it."""


def pdf_of(paper: Paper) -> bytes:
    """Every card, chart and table of it, in the language of its reader."""
    charts = [_chart(one, f"chart-{place}.svg") for place, one in enumerate(paper.charts)]
    told = {
        "title": paper.title,
        "lead": paper.lead,
        "about": " · ".join(paper.about),
        "company": name_of_company(),
        "made": numbers.day(local_day(clock.now(), home_zone())),
        "language": (translation.get_language() or "en")[:2],
        "colours": colours(),
        "cards": [card_words(one) for one in paper.cards],
        "charts": charts,
        "tables": [asdict(one) for one in paper.tables],
        "notes": paper.notes,
    }
    files = {
        one["file"]: drawing_of(chart.svg, width=WIDTH).encode()
        for one, chart in zip(charts, paper.charts, strict=True)
    }
    return as_pdf(LAYOUT, {**files, "page.json": json.dumps(told).encode()})


def card_words(card: Mapping[str, Any]) -> dict[str, Any]:
    """A card as plain words: what stands large, and the lines below it."""
    few = _("few answers") if card["few"] and card["defined"] else ""
    before = [(_("Before"), card["before"])] if card["before"] else []
    extras = [(str(one["label"]), one["value"]) for one in card["extras"]]
    return {
        "title": str(card["title"]),
        "value": card["value"],
        "is_faint": bool(card["few"] or not card["defined"]),
        "lines": [one for one in (card["reading"], card["count"], few) if one],
        "verdict": str(card.get("verdict", "")),
        "is_signal": bool(card.get("is_signal")),
        "target": str(card["target"]),
        "beside": [*before, *extras],
    }


def _chart(chart: Chart, file: str) -> dict[str, Any]:
    return {
        "title": str(chart.title),
        "reading": str(chart.reading),
        "file": file,
        "legend": [{"label": str(one.label), "tone": one.tone} for one in chart.legend],
    }
