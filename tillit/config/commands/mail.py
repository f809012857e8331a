"""`tillit mail explain`: how each mail is read, one JSON object per line, without storing it."""

import argparse
import json
import sys


def main(arguments: argparse.Namespace) -> int:
    """Print how the mails in these files, folders and mailboxes are read."""
    # No database is needed, so the apps are not loaded.
    from tillit.channels.email.explaining import explained

    for one in explained(arguments.paths, arguments.trust):
        line = json.dumps(one, ensure_ascii=False).encode("utf-8", "replace")
        sys.stdout.buffer.write(line + b"\n")
        sys.stdout.buffer.flush()
    return 0
