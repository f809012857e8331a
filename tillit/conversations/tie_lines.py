"""How the timeline tells what a conversation has to do with others."""

from typing import Any

from django.utils.translation import gettext as _

from tillit.conversations.case_events import (
    ConversationAbsorbed,
    ConversationLinked,
    ConversationMerged,
    ConversationReturned,
    ConversationSplitOff,
    ConversationUnlinked,
    ConversationUnmerged,
    MessagesSplitOff,
    ParentChanged,
)
from tillit.conversations.case_lines import line
from tillit.conversations.timeline import Line, Telling, describe
from tillit.journal.models import Event


@describe(ConversationMerged, ConversationUnmerged)
def tell_merged(fact: Any, event: Event, telling: Telling) -> Line | None:
    """Where it went, and that it is back; where it went to tells it in words of its own."""
    if fact.into == telling.conversation.pk:
        return None
    words = _("%(who)s merged it into #%(number)d")
    if isinstance(fact, ConversationUnmerged):
        words = _("%(who)s took it out of #%(number)d again")
    return line("merge", words, event, telling, number=fact.into)


@describe(ConversationAbsorbed, ConversationReturned)
def tell_absorbed(fact: Any, event: Event, telling: Telling) -> Line:
    """What came in, and what left again."""
    words = _("%(who)s merged #%(number)d into this conversation")
    if isinstance(fact, ConversationReturned):
        words = _("%(who)s took #%(number)d out of this conversation again")
    return line("merge", words, event, telling, number=fact.source)


@describe(MessagesSplitOff, ConversationSplitOff)
def tell_split(fact: Any, event: Event, telling: Telling) -> Line:
    """Where messages went, and where they came from."""
    if isinstance(fact, MessagesSplitOff):
        words = _("%(who)s split messages off into #%(number)d")
        return line("split", words, event, telling, number=fact.into)
    return line("split", _("%(who)s split it off #%(number)d"), event, telling, number=fact.origin)


@describe(ParentChanged)
def tell_parent(fact: ParentChanged, event: Event, telling: Telling) -> Line:
    """What it is a part of."""
    if fact.after is None:
        words = _("%(who)s said that it is no part of #%(number)d")
        return line("network", words, event, telling, number=fact.before)
    words = _("%(who)s made it a part of #%(number)d")
    return line("network", words, event, telling, number=fact.after)


@describe(ConversationLinked, ConversationUnlinked)
def tell_linked(fact: ConversationLinked, event: Event, telling: Telling) -> Line:
    """What it has to do with."""
    if isinstance(fact, ConversationUnlinked):
        return line(
            "unlink", _("%(who)s removed the link to #%(number)d"), event, telling,
            number=fact.other,
        )  # fmt: skip
    return line("link", _("%(who)s linked it to #%(number)d"), event, telling, number=fact.other)
