"""Letting something else than a sending server take our mails, while history is told again."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from tillit.conversations.models import Delivery

StandIn = Callable[[Delivery], None]

_stand_in: ContextVar[StandIn | None] = ContextVar("stand_in", default=None)


def stand_in() -> StandIn | None:
    """What takes our mails now; None for the real sending server."""
    return _stand_in.get()


@contextmanager
def sending_through(taker: StandIn) -> Iterator[None]:
    """Within this block every delivery goes to `taker`."""
    token = _stand_in.set(taker)
    try:
        yield
    finally:
        _stand_in.reset(token)
