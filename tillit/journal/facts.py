"""What a fact is: something that happened, in the past tense, told in ids and values."""

from dataclasses import dataclass
from typing import Any, ClassVar, Protocol


class HasKey(Protocol):
    """Whoever did something: the journal only needs a short text that names it."""

    @property
    def key(self) -> str:
        """For example `agent:3`."""
        ...


@dataclass(frozen=True)
class Fact:
    """The base of every fact. Holds ids and before and after values, never personal text.

    `about` names the field whose value the fact is about: `about = "conversation"` with
    `conversation=1042` puts the fact on the timeline of `conversation:1042`.
    """

    about: ClassVar[str] = ""

    @classmethod
    def kind(cls) -> str:
        """The name under which the fact is stored: `conversations.ConversationResolved`."""
        return _KINDS[cls]

    @property
    def subject(self) -> str:
        """What the fact is about, as `conversation:1042`; empty when about nothing."""
        return f"{self.about}:{getattr(self, self.about)}" if self.about else ""

    def values(self) -> dict[str, Any]:
        """The fields as JSON can keep them."""
        return dict(vars(self))

    def __init_subclass__(cls, **options: Any) -> None:
        """Remember every kind of fact by its name."""
        super().__init_subclass__(**options)
        app = cls.__module__.removeprefix("tillit.").rsplit(".", 1)[0]
        kind = f"{app}.{cls.__name__}"
        _KINDS[cls] = kind
        _CLASSES[kind] = cls


_KINDS: dict[type[Fact], str] = {}
_CLASSES: dict[str, type[Fact]] = {}


def class_of(kind: str) -> type[Fact]:
    """The class of facts stored under this name.

    Raises:
        KeyError: no such fact is known (its app is not installed).
    """
    return _CLASSES[kind]
