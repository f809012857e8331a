"""Addresses that we do not want to hear from."""

from tillit.journal import rows
from tillit.people.actions import normal
from tillit.people.models import BlockedSender, IdentityKind


def is_blocked(value: str) -> bool:
    """Whether mail from this address is not filed."""
    return rows.first(BlockedSender, value=_normal(value)) is not None


def block(value: str) -> bool:
    """Block an address; False when there is none, or it was blocked already."""
    value = _normal(value)
    return bool(value) and BlockedSender.objects.get_or_create(value=value)[1]


def unblock(value: str) -> bool:
    """Let an address write again; False when it was not blocked."""
    return BlockedSender.objects.filter(value=_normal(value)).delete()[0] > 0


def _normal(value: str) -> str:
    return normal(IdentityKind.EMAIL, value)[:320]
