"""`tillit figures rebuild`: counts anew what conversations came to, while everything runs."""

import argparse

from tillit.config.commands.setup import ready_with_tables
from tillit.config.words import gettext as _


def main(arguments: argparse.Namespace) -> int:
    """Count what came and went, and have every day rolled up again."""
    ready_with_tables()
    from tillit.insights.rebuilding import rebuild
    from tillit.insights.rolling import roll_up_stale

    rebuild(lambda done: print(f"\r{done}", end="", flush=True))
    while roll_up_stale():
        pass
    print("\r" + _("The figures are made anew."))
    return 0
