"""`tillit export`: everything about every conversation, one JSON object per line."""

import argparse
import sys

from tillit.config.commands.setup import ready_with_tables


def main(arguments: argparse.Namespace) -> int:
    """Write to standard output, or to a file."""
    ready_with_tables()
    from tillit.api.export import write

    if arguments.to:
        with arguments.to.open("w", encoding="utf-8") as file:
            write(file)
    else:
        write(sys.stdout)
    return 0
