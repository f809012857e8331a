"""What came of a round: how many were wanted and held, what came up, what may be quoted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tillit.feedback.interviews.coding import Themes, themes_of
from tillit.feedback.interviews.quotas import Filled, quotas_of
from tillit.feedback.models import NextStep, Notes, Round, Segment, Use


@dataclass(frozen=True)
class Quote:
    """Words of a customer that we may quote; `who` only where the name may stand beside them."""

    words: str
    who: str
    segment: Segment
    language: str
    themes: tuple[str, ...]


@dataclass(frozen=True)
class Report:
    """A round, as it is read together."""

    quotas: list[Filled]
    themes: Themes
    quotes: list[Quote]
    steps: list[NextStep]


def report_on(round: Round) -> Report:
    """What came of a round so far."""
    steps = round.steps.select_related("owner", "interview").order_by("due_on", "pk")
    return Report(quotas_of(round), themes_of(round), list(_quotes(round)), list(steps))


def _quotes(round: Round) -> Iterator[Quote]:
    """Those whose customers allow it, with the themes that both coders found."""
    known = Notes.objects.filter(consent__interview__round=round, consent__withdrawn_at=None)
    shown = known.exclude(consent__use=Use.NOT_AT_ALL).select_related(
        "consent__interview", "consent__contact"
    )
    for notes in shown.prefetch_related("codings__themes").order_by("pk"):
        consent, themes = notes.consent, _agreed_on(notes)
        for words in notes.quotes:
            yield Quote(
                words,
                who=consent.contact.name if consent.use == Use.BY_NAME else "",
                segment=Segment(consent.interview.segment),
                language=consent.interview.language,
                themes=themes,
            )


def _agreed_on(notes: Notes) -> tuple[str, ...]:
    found = [{theme.name for theme in one.themes.all()} for one in notes.codings.all()]
    return tuple(sorted(set.intersection(*found))) if len(found) == 2 else ()
