"""`tillit demo load|remove`: the demo world."""

import argparse
import gc
import sys

from tillit.config.commands.setup import ready_with_tables


def main(arguments: argparse.Namespace) -> int:
    """Load or remove it."""
    ready_with_tables()
    # Hundreds of thousands of short-lived objects: the collector would look at all code each time.
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
    from tillit.demo.world import DemoRefused, load, remove

    try:
        if arguments.action == "load":
            load(report=lambda words: print(words, flush=True))
        else:
            remove(report=lambda words: print(words, flush=True))
    except DemoRefused as error:
        print(error, file=sys.stderr)
        return 1
    return 0
