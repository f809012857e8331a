"""The words of one language, as `words/*.txt` lists them.

A file has sections; each entry has a line of its own:

    [friendliness +2]           a topic, and that it is praise (+1 mild to +3 strong) or blame
    kind                        this word
    friendl*                    words that begin so; *pakke ends so
    call|ring .. back           words in this order; either of two, with up to three others between

    [clarity expected]          says nothing when it is there, blame when denied: "understand"
    [speed unless delivery +2]  tells its topic only where the other one is not spoken of;
                                "unless others": where none is
    [mood -2]                   praise or blame that tells no topic
    [negator] …                 words that change what others mean: see `Role`

Spelling is without case, accents and apostrophes, as in searches; # begins a comment. Stems are not
used: "helpful" and "helpless" have the same one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path

from tillit.feedback.understanding.patterns import GAP, Atom, atom_of
from tillit.feedback.understanding.understood import Topic
from tillit.search.words import composed, folded

FOLDER = Path(__file__).parent / "words"
IN_ALL = "all"
"""The file of signs and smileys that every language shares."""
_HEADER = re.compile(
    r"\[(?P<name>\w+)(?: unless (?P<unless>[\w ]+?))?(?: (?P<strength>[+-][123]|expected))?\]"
)
_APOSTROPHES = str.maketrans("", "", "'’´`")


class Role(StrEnum):
    """What an entry does to others."""

    NEGATOR = "negator"
    """Turns what follows: "not", "never", "without"."""
    INTENSIFIER = "intensifier"
    DIMINISHER = "diminisher"
    CONTRAST = "contrast"
    """What follows weighs more: "but", "however"."""
    WISH = "wish"
    """Praise that follows is only wished for: "would be nice", "I hope"."""
    MATTER = "matter"
    """What the customer came with: no blame in a sentence that says it was solved: "broken"."""
    NOTHING = "nothing"
    """Words that mislead: "kind regards"."""


@dataclass(frozen=True, slots=True)
class Telling:
    """How an entry tells a topic."""

    unless: frozenset[Topic]
    """The topics that silence it."""
    denied: bool
    """Whether it must be denied: who understood does not speak of clarity."""


@dataclass(slots=True)
class Entry:
    """One line, with all that its sections say of it."""

    elements: tuple[frozenset[Atom] | None, ...]
    """The words in order, each in one of several spellings; None is a gap."""
    specificity: tuple[int, int]
    """The more words, then the more letters: the longest entry counts."""
    strength: int = 0
    expected: bool = False
    role: Role | None = None
    denies: bool = False
    """Whether one of its own words is a negator."""
    topics: Mapping[Topic, Telling] = field(default_factory=dict)
    """Shared by all entries that stand in one section only."""

    @property
    def weighs(self) -> bool:
        """Whether it says more than a topic."""
        return bool(self.strength or self.expected or self.role)


@dataclass(frozen=True, slots=True)
class Section:
    """What a header says of the entries below."""

    role: Role | None
    topics: Mapping[Topic, Telling]
    strength: int
    expected: bool


class Lexicon:
    """All entries of one language, found by the words that they begin with."""

    def __init__(self, language: str, entries: dict[str, Entry]) -> None:
        """Sort the entries by their first word."""
        self.language = language
        self.entries = entries
        self.atoms: set[Atom] = set()
        self.singles: dict[Atom, Entry] = {}
        self.pairs: dict[tuple[Atom, Atom], list[Entry]] = {}
        self.gapped: dict[Atom, list[Entry]] = {}
        negators = {
            atom
            for entry in entries.values()
            if entry.role == Role.NEGATOR and len(entry.elements) == 1
            for atom in entry.elements[0] or ()
        }
        for entry in entries.values():
            entry.denies = any(not negators.isdisjoint(word or ()) for word in entry.elements)
            self._file(entry)

    def _file(self, entry: Entry) -> None:
        first, *rest = entry.elements
        for element in entry.elements:
            self.atoms |= element or frozenset()
        for atom in first or ():
            if not rest:
                # Some differ by an accent only: "meg" and "még".
                alike = self.singles.get(atom, entry)
                self.singles[atom] = max(entry, alike, key=lambda one: abs(one.strength))
            elif rest[0] is None:
                self.gapped.setdefault(atom, []).append(entry)
            else:
                for second in rest[0]:
                    self.pairs.setdefault((atom, second), []).append(entry)


@cache
def lexicon_of(language: str) -> Lexicon:
    """The lexicon of one of our languages."""
    entries: dict[str, Entry] = {}
    for name in (IN_ALL, language):
        _add(entries, (FOLDER / f"{name}.txt").read_text("utf-8"))
    return Lexicon(language, entries)


def _add(entries: dict[str, Entry], text: str) -> None:
    for section, line in lines_of(text):
        entry = entries.setdefault(line, _entry_of(line))
        entry.strength = max(entry.strength, section.strength, key=abs)
        entry.expected |= section.expected
        entry.role = section.role or entry.role
        entry.topics = _both(entry.topics, section.topics)


def _both(
    before: Mapping[Topic, Telling], more: Mapping[Topic, Telling]
) -> Mapping[Topic, Telling]:
    """All topics; of two tellings the one that need not be denied."""
    if not before or not more:
        return before or more
    told = {topic: one for topic, one in more.items() if before.get(topic, one).denied}
    return {**more, **before, **told}


def lines_of(text: str) -> Iterator[tuple[Section, str]]:
    """Each entry of a file with its section."""
    section: Section | None = None
    for whole in text.splitlines():
        line = whole.partition("# ")[0].strip()
        if line.startswith("["):
            section = _section_of(line)
        elif line and section:
            yield section, line


def _section_of(line: str) -> Section:
    header = _HEADER.fullmatch(line)
    if not header:
        raise ValueError(line)
    name, strength = header["name"], header["strength"] or "0"
    expected = strength == "expected"
    role = Role(name) if name in set(Role) else None
    topics = {} if role or name == "mood" else _told(Topic(name), header["unless"], expected)
    return Section(role, topics, 0 if expected else int(strength), expected)


def _told(topic: Topic, unless: str | None, denied: bool) -> dict[Topic, Telling]:
    named = (unless or "").split()
    others = frozenset(Topic) - {topic} if named == ["others"] else frozenset(map(Topic, named))
    return {topic: Telling(others, denied)}


def _entry_of(line: str) -> Entry:
    words = [None if word == GAP else _spellings_of(word) for word in line.split()]
    letters = sum(max(atom.weight for atom in word) for word in words if word)
    return Entry(tuple(words), (sum(word is not None for word in words), letters))


@cache
def _spellings_of(word: str) -> frozenset[Atom]:
    return frozenset(atom_of(either, spelled(either.strip("*"))) for either in word.split("|"))


def spelled(written: str) -> str:
    """A word as the lexicon spells it; signs and smileys stay what they are."""
    letters = composed(written).translate(_APOSTROPHES)
    return folded(letters) if letters[:1].isalnum() else written
