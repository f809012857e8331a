"""What documents do about their own facts: the index reads them again."""

from tillit.documents.events import (
    DocumentArranged,
    DocumentDropped,
    DocumentFact,
    DocumentTakenUp,
    VersionPublished,
)
from tillit.documents.finding import KIND
from tillit.journal.models import Event
from tillit.journal.registry import on
from tillit.search.marking import mark_stale


@on(VersionPublished, DocumentArranged, DocumentDropped, DocumentTakenUp, even_quiet=True)
def tell_index_of_document(fact: DocumentFact, event: Event) -> None:
    """Let the index read it again."""
    mark_stale(KIND, fact.document)
