"""What every flow begins with: a migrated database, and a team at work."""

from __future__ import annotations

from argparse import Namespace


def prepare() -> int:
    """Migrate, and let a team begin; in a process of its own."""
    from tillit.config.commands import migrate
    from tillit.testing.cast import open_desk

    code = migrate.main(Namespace())
    if code == 0:
        open_desk()
    return code
