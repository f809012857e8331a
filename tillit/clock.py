"""The current time, in one place, so that history can be told at the time it happened."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

_moved_to: ContextVar[datetime | None] = ContextVar("moved_to", default=None)


def now() -> datetime:
    """The present instant in UTC, or the instant that the clock was moved to."""
    return _moved_to.get() or datetime.now(UTC)


def read(written: str | None) -> datetime | None:
    """An instant that was kept in words (as `isoformat` writes it), or that there was none."""
    return datetime.fromisoformat(written) if written else None


@contextmanager
def moved_to(instant: datetime) -> Iterator[None]:
    """Within this block it is `instant` (imports, the demo world and tests live in the past)."""
    token = _moved_to.set(instant.astimezone(UTC))
    try:
        yield
    finally:
        _moved_to.reset(token)
