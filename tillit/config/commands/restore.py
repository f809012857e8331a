"""`tillit restore FILE`: put back what `tillit backup` saved, brought up to date."""

import argparse
import sys

from tillit.config.commands.setup import ready


def main(arguments: argparse.Namespace) -> int:
    """Do it, and say what was done."""
    ready()
    from django.conf import settings

    from tillit.config.safekeeping import report
    from tillit.config.safekeeping.refusal import Refused
    from tillit.config.safekeeping.restoring import restore
    from tillit.config.safekeeping.tidiness import end_tidily

    end_tidily()
    source = arguments.file.absolute()
    try:
        restored = restore(settings.TILLIT_DATA, source, overwrite=arguments.overwrite)
    except Refused as error:
        print(error, file=sys.stderr)
        return 1
    print(*report.deeds(restored), sep="\n")
    for doubt in report.doubts(restored.manifest):
        print(doubt, file=sys.stderr)
    return 0
