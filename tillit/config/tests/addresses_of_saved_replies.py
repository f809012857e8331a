"""The addresses of saved replies, for the walk over every address."""

from tillit.conversations.composing.saved_replies import Words, save
from tillit.conversations.models import SavedReply
from tillit.testing.cast import Desk


def saved_replies(desk: Desk, canary: str) -> dict[str, list[str]]:
    """A saved reply of the desk, and the pages about it."""
    words = [Words("en", f"Name {canary}", f"Words {canary}")]
    page = f"/settings/saved-replies/{save(SavedReply(team=desk.team), words).pk}/"
    return {
        "settings/saved-replies/": ["/settings/saved-replies/"],
        "settings/saved-replies/new/": ["/settings/saved-replies/new/"],
        "settings/saved-replies/<int:number>/": [page],
        "settings/saved-replies/<int:number>/putting-away/": [f"{page}putting-away/"],
    }
