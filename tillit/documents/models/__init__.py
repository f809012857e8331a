"""Documents, their versions, what is proposed about them, and who has read them."""

from tillit.documents.models.document import Document, DocumentVersion, Picture, Words
from tillit.documents.models.proposal import Comment, Proposal, ProposalState, Vote
from tillit.documents.models.reading import Reading
from tillit.documents.models.review import Outcome, Review, Reviewed

__all__ = [
    "Comment",
    "Document",
    "DocumentVersion",
    "Outcome",
    "Picture",
    "Proposal",
    "ProposalState",
    "Reading",
    "Review",
    "Reviewed",
    "Vote",
    "Words",
]
