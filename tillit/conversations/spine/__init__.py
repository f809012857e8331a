"""The only two makers of a Message: `receive` for what comes in, `post` for what we say."""

from tillit.conversations.spine.enclosures import KeptFile, keep_enclosures
from tillit.conversations.spine.posting import post, post_automatically
from tillit.conversations.spine.receiving import Received, receive
from tillit.conversations.spine.threading import answers_something

__all__ = [
    "KeptFile",
    "Received",
    "answers_something",
    "keep_enclosures",
    "post",
    "post_automatically",
    "receive",
]
