"""Saved replies: found by their words, filled in for one customer, changed and put away."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from textwrap import shorten

from django.db import transaction

from tillit import clock
from tillit.conversations.composing.salutations import language_for
from tillit.conversations.composing.variables import fill, left_open
from tillit.conversations.models import (
    Conversation,
    SavedReply,
    SavedReplyFile,
    SavedReplyText,
)
from tillit.conversations.spine.enclosures import KeptFile
from tillit.people.languages import LANGUAGES
from tillit.people.models import Agent

MOST_FOUND = 8
LONGEST_TEXT = 20_000
LONGEST_PREVIEW = 130
_PLAIN = str.maketrans({"ø": "o", "æ": "ae", "ß": "ss"})


@dataclass(frozen=True)
class Found:
    """A saved reply as it would stand in this conversation."""

    id: int
    name: str
    shortcut: str
    text: str
    language: str
    foreign: bool
    open: tuple[str, ...]
    files: tuple[KeptFile, ...] = ()


@dataclass(frozen=True)
class Words:
    """A name and a text in one language."""

    language: str
    name: str
    text: str


def matching(sought: str, conversation: Conversation, agent: Agent) -> list[Found]:
    """The saved replies in which every sought word stands, best first, filled in."""
    wanted = folded(sought).split()
    ranked = []
    for reply in _usable(conversation, agent):
        rank = _rank(wanted, reply)
        if rank is not None:
            shown = _for_agent(reply, agent).name
            ranked.append(((rank, folded(shown), reply.pk), reply))
    ranked.sort(key=lambda entry: entry[0])
    return [_found(reply, conversation, agent) for _place, reply in ranked[:MOST_FOUND]]


def folded(text: str) -> str:
    """Without case and accents, as people type in a hurry."""
    decomposed = unicodedata.normalize("NFD", text.casefold().translate(_PLAIN))
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def _usable(conversation: Conversation, agent: Agent) -> Iterable[SavedReply]:
    """Those that the agent sees, and that are not another team's than the conversation's."""
    found = SavedReply.objects.in_use().visible_to(agent).prefetch_related("texts", "files")
    return [one for one in found if one.team_id in (None, conversation.team_id)]


def _rank(wanted: list[str], reply: SavedReply) -> int | None:
    """How well a reply answers what was typed, 0 best; None for not at all."""
    shortcut = folded(reply.shortcut)
    names = folded(" ".join(text.name for text in reply.texts.all()))
    if not wanted or shortcut == " ".join(wanted):
        return 0
    if shortcut.startswith(wanted[0]) and len(wanted) == 1:
        return 1
    if all(f" {word}" in f" {names}" for word in wanted):
        return 2
    texts = folded(" ".join(text.text for text in reply.texts.all()))
    whole = f"{shortcut} {names} {texts}"
    return 3 if all(word in whole for word in wanted) else None


def _in(reply: SavedReply, *languages: str) -> SavedReplyText:
    """The text in the first of these languages that it has, else in any."""
    texts = {text.language: text for text in reply.texts.all()}
    wanted = (language for language in languages if language in texts)
    return texts[next(wanted, min(texts))]


def _for_agent(reply: SavedReply, agent: Agent) -> SavedReplyText:
    return _in(reply, agent.language, "en")


def words_for(reply: SavedReply, conversation: Conversation) -> str:
    """Its words in the customer's language, else in the next best; nothing is filled in yet."""
    return _in(reply, language_for(conversation), conversation.inbox.language, "en").text


def files_of(reply: SavedReply) -> list[KeptFile]:
    """The files that go along with it."""
    return [
        KeptFile(file.name, file.content_type, file.size, file.sha256)
        for file in sorted(reply.files.all(), key=lambda file: file.pk)
    ]


def _found(reply: SavedReply, conversation: Conversation, agent: Agent) -> Found:
    spoken = language_for(conversation)
    chosen = _in(reply, spoken, conversation.inbox.language, "en")
    text = fill(chosen.text, conversation, agent)
    return Found(
        id=reply.pk,
        name=_for_agent(reply, agent).name,
        shortcut=reply.shortcut,
        text=text,
        language=dict(LANGUAGES)[chosen.language],
        foreign=chosen.language != spoken,
        open=tuple(left_open(text)),
        files=tuple(files_of(reply)),
    )


@dataclass(frozen=True)
class Listed:
    """A saved reply in the list of the settings."""

    id: int
    name: str
    shortcut: str
    team: str
    languages: str
    preview: str
    may_change: bool


def listed(agent: Agent, sought: str = "") -> list[Listed]:
    """Those that an agent may see in the settings, by name."""
    managed = set(SavedReply.objects.managed_by(agent).values_list("pk", flat=True))
    found = SavedReply.objects.in_use().visible_to(agent).select_related("team")
    wanted = folded(sought).split()
    shown = [
        _listed(reply, agent, may_change=reply.pk in managed)
        for reply in found.prefetch_related("texts")
        if _rank(wanted, reply) is not None
    ]
    return sorted(shown, key=lambda one: (folded(one.name), one.id))


def _listed(reply: SavedReply, agent: Agent, *, may_change: bool) -> Listed:
    text = _for_agent(reply, agent)
    return Listed(
        id=reply.pk,
        name=text.name,
        shortcut=reply.shortcut,
        team=reply.team.name if reply.team else "",
        languages=" · ".join(sorted(one.language.upper() for one in reply.texts.all())),
        preview=shorten(text.text, LONGEST_PREVIEW, placeholder=" …"),
        may_change=may_change,
    )


@transaction.atomic(savepoint=False)
def save(
    reply: SavedReply,
    words: Iterable[Words],
    *,
    more_files: Iterable[KeptFile] = (),
    without: Iterable[int] = (),
) -> SavedReply:
    """Store a saved reply in exactly these languages; files are added, and others taken away."""
    reply.save()
    reply.files.filter(pk__in=list(without)).delete()
    for file in more_files:
        SavedReplyFile.objects.create(
            reply=reply,
            name=file.name,
            content_type=file.content_type,
            size=file.size,
            sha256=file.sha256,
        )
    kept = []
    for each in words:
        SavedReplyText.objects.update_or_create(
            reply=reply,
            language=each.language,
            defaults={"name": each.name, "text": each.text},
        )
        kept.append(each.language)
    reply.texts.exclude(language__in=kept).delete()
    return reply


def put_away(reply: SavedReply) -> None:
    """Take a saved reply out of use; it can be taken up again."""
    reply.put_away_at = clock.now()
    reply.save(update_fields=["put_away_at"])


def take_up(reply: SavedReply) -> None:
    """Use a saved reply again."""
    reply.put_away_at = None
    reply.save(update_fields=["put_away_at"])
