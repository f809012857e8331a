"""Who reacts to which fact, and how."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any, TypeVar

from tillit.journal.facts import Fact
from tillit.journal.models import Lane

Function = Callable[..., Any]
F = TypeVar("F", bound=Function)


class Mode(Enum):
    """When a reaction runs.

    INLINE: in the transaction of the fact; only writes rows.
    LATER: by a worker, in a transaction of its own.
    OUTSIDE: by a worker, outside of a transaction, since it talks to the world or takes time; what
    it returns is a function that records the effect in one commit with "done".
    """

    INLINE = "inline"
    LATER = "later"
    OUTSIDE = "outside"


@dataclass(frozen=True)
class Handler:
    """One registered reaction."""

    name: str
    function: Function
    mode: Mode
    lane: Lane
    even_quiet: bool
    last: bool = False


_by_fact: dict[type[Fact], list[Handler]] = defaultdict(list)
_by_name: dict[str, Handler] = {}


def on(
    *facts: type[Fact],
    mode: Mode = Mode.INLINE,
    lane: Lane = Lane.QUICK,
    even_quiet: bool = False,
    last: bool = False,
) -> Callable[[F], F]:
    """Subscribe a function `(fact, event)` to facts.

    `even_quiet` also runs it for facts told quietly (history that is imported): counters and
    indexes need them, promises, acknowledgements and surveys must not. `last` runs it after all
    that is not: for what looks at what the others have done.
    """

    def register(function: F) -> F:
        app = function.__module__.removeprefix("tillit.").rsplit(".", 1)[0]
        name = f"{app}.{function.__name__}"
        handler = Handler(name, function, mode, lane, even_quiet, last)
        if handler.name in _by_name:
            raise ValueError(f"two reactions are called {handler.name}")
        _by_name[handler.name] = handler
        for fact in facts:
            _by_fact[fact] = sorted([*_by_fact[fact], handler], key=lambda one: one.last)
        return function

    return register


def handlers_of(fact: type[Fact], *, quiet: bool) -> list[Handler]:
    """The reactions that this fact sets going."""
    return [handler for handler in _by_fact[fact] if handler.even_quiet or not quiet]


def handler_named(name: str) -> Handler:
    """The reaction of this name.

    Raises:
        KeyError: no app registers it any more.
    """
    return _by_name[name]
