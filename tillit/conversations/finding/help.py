"""How filters are explained; each example is a search of its own."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Explained(NamedTuple):
    """A filter as it is typed, and what it lets through."""

    typed: str
    words: str | Promise


FILTERS = (
    Explained("from:nora", _("Written by somebody: a name or an address")),
    Explained("to:nora", _("Written to somebody")),
    Explained(
        "is:open", _("Also is:resolved, is:snoozed, is:unread, is:mine, is:unassigned and is:spam")
    ),
    Explained("in:support", _("In an inbox")),
    Explained("tag:refund", _("With a tag")),
    Explained("has:attachment", _("With a file")),
    Explained(
        "after:2026-06-01", _("Last message on that day or later; a month or a year will do")
    ),
    Explained("before:2026-07", _("Last message before that")),
    Explained('"cracked lid"', _("These words in this order, exactly as they are")),
    Explained("#1042", _("The conversation with this number")),
)
