"""How hits look: rows as in the lists, with the words that were found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.utils.safestring import SafeString

from tillit.conversations.finding.searching import Found
from tillit.conversations.listing import SHOWN, shown_row
from tillit.conversations.models import Attachment, Conversation, Message
from tillit.journal import rows
from tillit.people.models import Agent
from tillit.search.highlighting import highlighted, passage
from tillit.ui.addresses import url_of


def conversations_of(found: Found, agent: Agent) -> list[Conversation]:
    """The conversations themselves, in the order found.

    The index may be a moment behind: who may see what is asked once more.
    """
    teams, numbers = agent.team_ids, list(found.numbers)
    visible = f"id IN ({rows.marks(numbers)}) AND team_id IN ({rows.marks(teams)})"
    read = rows.select(Conversation, visible, [*numbers, *teams], only=(*SHOWN, "address"))
    rows.attach_one(read, "contact", only=("name",))
    known = {one.pk: one for one in read}
    return [known[number] for number in found.numbers if number in known]


def rows_of(found: Found, agent: Agent) -> list[dict[str, Any]]:
    """What `conversations/row.html` shows of each hit."""
    conversations = conversations_of(found, agent)
    passages = _passages(conversations, found.spellings)
    return [_row(one, found.spellings, passages.get(one.pk)) for one in conversations]


def _row(
    conversation: Conversation, spellings: Collection[str], hit: SafeString | None
) -> dict[str, Any]:
    row = shown_row(conversation)
    return {
        **row,
        "url": url_of("conversations:conversation", conversation.pk),
        "elsewhere": True,
        "name": highlighted(row["name"], spellings),
        "plain_name": row["name"],
        "subject": highlighted(row["subject"], spellings),
        "preview": hit if hit is not None else row["preview"],
    }


def _passages(
    conversations: Sequence[Conversation], spellings: Collection[str]
) -> Mapping[int, SafeString]:
    """Where each conversation says it: its newest message with a hit, else a file or an address."""
    if not spellings:
        return {}
    passages: dict[int, SafeString] = {}
    for read in (_messages, _files, _addresses):
        rest = [one for one in conversations if one.pk not in passages]
        for number, some in read(rest).items() if rest else ():
            hits = (passage(text, spellings) for text in some)
            hit = next((one for one in hits if one is not None), None)
            if hit is not None:
                passages[number] = hit
    return passages


def _messages(conversations: Sequence[Conversation]) -> Mapping[int, list[str]]:
    numbers = [one.pk for one in conversations]
    said = f"conversation_id IN ({rows.marks(numbers)}) AND NOT automatic ORDER BY at DESC, id DESC"
    return _texts(rows.values(Message, ("conversation_id", "text"), said, numbers))


def _files(conversations: Sequence[Conversation]) -> Mapping[int, list[str]]:
    files = Attachment.objects.filter(message__conversation__in=conversations, inline=False)
    return _texts(files.values_list("message__conversation_id", "name"))


def _addresses(conversations: Sequence[Conversation]) -> Mapping[int, list[str]]:
    return {one.pk: [one.address] for one in conversations}


def _texts(found: Iterable[Any]) -> Mapping[int, list[str]]:
    texts: dict[int, list[str]] = defaultdict(list)
    for number, text in found:
        texts[number].append(text)
    return texts
