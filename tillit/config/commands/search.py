"""`tillit search rebuild`: makes the index anew, the newest first."""

import argparse
import os
import time

from tillit.config.commands.setup import ready_with_tables
from tillit.config.words import gettext as _

NICENESS = 10


def main(arguments: argparse.Namespace) -> int:
    """Empty the index and fill it; stopped and begun again with --go-on, it continues."""
    ready_with_tables()
    from tillit.search.rebuilding import begin, go_on

    if not arguments.go_on:
        begin()
    if arguments.gently:
        os.nice(NICENESS)
    count = 0
    began = time.monotonic()
    while done := go_on():
        count += done
        if arguments.gently:
            time.sleep(time.monotonic() - began)
            began = time.monotonic()
        print(f"\r{count}", end="", flush=True)
    print("\r" + _("Conversations indexed: %(count)d.") % {"count": count})
    return 0
