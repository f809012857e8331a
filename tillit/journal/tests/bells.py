"""Facts that only tests know, and reactions whose behaviour a test chooses."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import ClassVar

from tillit.journal.facts import Fact
from tillit.journal.models import Event, Lane, Reaction
from tillit.journal.recording import emit
from tillit.journal.registry import Mode, on

NOON = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Ringer:
    """Whoever pulls the rope."""

    key: str = "test:ringer"


@dataclass
class Behaviour:
    """What the reactions heard, and what they do next."""

    heard: list[str] = field(default_factory=list)
    failure: Exception | None = None
    meanwhile: Callable[[], object] | None = None

    def hear(self, what: str) -> None:
        """Remember it; then do what the test arranged."""
        self.heard.append(what)
        if self.meanwhile:
            self.meanwhile()
        if self.failure:
            raise self.failure


behaviour = Behaviour()


@dataclass(frozen=True)
class BellRang(Fact):
    """Heard at once, by a reaction in the same transaction."""

    about: ClassVar[str] = "bell"
    bell: int


@dataclass(frozen=True)
class EchoCame(Fact):
    """What the inline reaction to a bell tells."""

    about: ClassVar[str] = "bell"
    bell: int


@dataclass(frozen=True)
class LetterPosted(Fact):
    """Heard later, in a transaction."""

    letter: int


@dataclass(frozen=True)
class LetterCounted(Fact):
    """What the later reaction to a letter tells."""

    letter: int


@dataclass(frozen=True)
class PigeonSent(Fact):
    """Heard later, outside of a transaction, on the slow lane."""

    pigeon: int


@dataclass(frozen=True)
class CircleTurned(Fact):
    """Causes itself again."""

    turn: int


@on(BellRang)
def answer_inline(fact: BellRang, event: Event) -> None:
    """Tell the echo, then do what was chosen."""
    emit(EchoCame(fact.bell), by=Ringer())
    behaviour.hear(f"bell {fact.bell}")


@on(LetterPosted, mode=Mode.LATER)
def count_letter(fact: LetterPosted, event: Event) -> None:
    """Write a row, then do what was chosen."""
    emit(LetterCounted(fact.letter), by=Ringer())
    behaviour.hear(f"letter {fact.letter}, try {event.attempt}")


@on(LetterPosted, even_quiet=True)
def index_letter(fact: LetterPosted, event: Event) -> None:
    """Counters and indexes hear of quiet facts as well."""
    behaviour.heard.append(f"indexed {fact.letter}")


@on(PigeonSent, mode=Mode.OUTSIDE, lane=Lane.SLOW)
def let_fly(fact: PigeonSent, event: Event) -> Callable[[], None]:
    """Talk to the world; what is returned records it."""
    behaviour.hear(f"pigeon {fact.pigeon}")
    return lambda: behaviour.heard.append(f"pigeon {fact.pigeon} recorded")


@on(CircleTurned)
def turn_again(fact: CircleTurned, event: Event) -> None:
    """A loop of causes."""
    emit(CircleTurned(fact.turn + 1), by=Ringer())


def told(*facts: type[Fact]) -> list[str]:
    """The kinds of the recorded facts in order, those given only."""
    kinds = [fact.kind() for fact in facts]
    events = Event.objects.filter(kind__in=kinds).order_by("id")
    return [kind.rpartition(".")[2] for kind in events.values_list("kind", flat=True)]


def only_reaction() -> Reaction:
    """The one reaction that waits."""
    return Reaction.objects.get()
