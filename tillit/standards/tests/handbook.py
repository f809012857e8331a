"""Pages of the handbook to look at in tests."""

from typing import Any

from tillit.documents.models import Document, Proposal
from tillit.documents.proposing import propose
from tillit.documents.publishing import Text, write
from tillit.people.models import Agent
from tillit.standards.handbook import KIND
from tillit.testing.cast import Desk

BETTER = "Call the customer, then write."


def a_page(desk: Desk, *, for_everybody: bool = False, text: str = "Say sorry first.") -> Document:
    """How the desk owns up, in English and Norwegian."""
    words = Text(
        {"en": "How we own up", "nb": "Slik innrømmer vi feil"},
        {"en": text, "nb": "Si unnskyld først."},
    )
    team = None if for_everybody else desk.team
    return write(kind=KIND, language="en", text=words, team=team, by=desk.liv)


def a_proposal(page: Document, by: Agent, english: str = BETTER) -> Proposal:
    """What a colleague would write instead."""
    assert page.current is not None
    text = Text(page.current.title, {**page.current.text, "en": english}, "Customers expect it.")
    made = propose(document=page, seen=page.current, text=text, by=by)
    assert made is not None
    return made


def typed(**changed: Any) -> dict[str, Any]:
    """What is sent with a page that is written; nothing of it was changed yet."""
    return {
        "seen": "1",
        "title_en": "How we own up",
        "text_en": "Say sorry first.",
        "title_nb": "Slik innrømmer vi feil",
        "text_nb": "Si unnskyld først.",
        "reason": "Better so.",
        "asks_reading": "on",
        **changed,
    }
