"""The only makers of a Message: `receive` for what comes in; `post`, `forward` for what we say."""

from tillit.conversations.spine.enclosures import KeptFile, keep_enclosures, kept_with
from tillit.conversations.spine.forwarding import forward
from tillit.conversations.spine.posting import post, post_automatically
from tillit.conversations.spine.receiving import Received, receive
from tillit.conversations.spine.threading import answers_something, is_ours

__all__ = [
    "KeptFile",
    "Received",
    "answers_something",
    "forward",
    "is_ours",
    "keep_enclosures",
    "kept_with",
    "post",
    "post_automatically",
    "receive",
]
