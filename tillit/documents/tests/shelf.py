"""A page to work on in tests."""

from tillit.documents.models import Document
from tillit.documents.publishing import Text, write
from tillit.people.models import Agent, Team

TITLE = {"en": "How we own up", "nb": "Slik innrømmer vi feil"}
WORDS = {
    "en": "# How\n\nSay sorry first.\n\nThen say what you do.",
    "nb": "Si unnskyld først.",
}


def a_page(by: Agent, team: Team | None = None, *, kind: str = "handbook") -> Document:
    """A page about mistakes, for a team or for everybody."""
    text = Text(title=TITLE, text=WORDS, reason="The first one.")
    return write(kind=kind, language="en", text=text, team=team, by=by)


def reworded(english: str, **more: object) -> Text:
    """The page with another English text."""
    return Text(title=TITLE, text={**WORDS, "en": english}, reason="Better so.", **more)  # type: ignore[arg-type]
