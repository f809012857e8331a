"""Notices on a device while Tillit is not open: Web Push, as browsers know it."""

from tillit.notices.pushing.devices import add, forget, of
from tillit.notices.pushing.identity import public_key
from tillit.notices.pushing.leaving import push

__all__ = ["add", "forget", "of", "public_key", "push"]
