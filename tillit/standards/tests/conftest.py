"""The same browsers and inboxes as in the tests of conversations."""

from tillit.conversations.tests.conftest import ada, eve, night

__all__ = ["ada", "eve", "night"]
