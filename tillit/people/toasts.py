"""One sentence on the next page about what just happened, with a way back."""

from django.contrib import messages
from django.http import HttpRequest


def tell(request: HttpRequest, words: str, *, undo_url: str = "") -> None:
    """Say it once; a POST to `undo_url` undoes it."""
    messages.success(request, words, extra_tags=undo_url)
