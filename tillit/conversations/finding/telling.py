"""After which facts the index reads a conversation again: all but those that change no hit."""

from collections.abc import Iterator

from tillit.conversations import case_events, events
from tillit.conversations.events import (
    AutomaticMessageWithheld,
    ColleagueDoubted,
    ConversationFact,
    ConversationStarted,
    MessageDelayed,
    MessageUndeliverable,
    PicturesFetched,
    PicturesWanted,
)
from tillit.conversations.finding.reading import KIND
from tillit.journal.models import Event
from tillit.journal.registry import on
from tillit.search.marking import mark_stale

SILENT = {
    AutomaticMessageWithheld,
    ColleagueDoubted,
    ConversationStarted,
    MessageDelayed,
    MessageUndeliverable,
    PicturesFetched,
    PicturesWanted,
}
"""A conversation that starts has a first message, which is a fact of its own."""


def _facts() -> Iterator[type[ConversationFact]]:
    for module in (events, case_events):
        for fact in vars(module).values():
            ours = isinstance(fact, type) and fact.__module__ == module.__name__
            if ours and issubclass(fact, ConversationFact) and fact not in SILENT:
                yield fact


@on(*_facts(), even_quiet=True)
def tell_index(fact: ConversationFact, event: Event) -> None:
    """Let the index read it again; what Tillit says by itself is not in it."""
    if not getattr(fact, "automatic", False):
        mark_stale(KIND, fact.conversation)
