"""`tillit backup FILE`: database, attachments and secret key in one file, while everything runs."""

import argparse
import sys

from tillit.config.commands.setup import ready


def main(arguments: argparse.Namespace) -> int:
    """Make it, and say what is in it."""
    ready()
    from django.conf import settings
    from django.template.defaultfilters import filesizeformat

    from tillit.config.safekeeping import report
    from tillit.config.safekeeping.refusal import Refused
    from tillit.config.safekeeping.saving import save
    from tillit.config.safekeeping.tidiness import end_tidily

    end_tidily()
    target = arguments.file.absolute()
    try:
        manifest = save(settings.TILLIT_DATA, target, overwrite=arguments.overwrite)
    except Refused as error:
        print(error, file=sys.stderr)
        return 1
    size = filesizeformat(target.stat().st_size)
    print(f"Saved in {target} ({size}): {report.holdings(manifest)}.")
    for doubt in report.doubts(manifest):
        print(doubt, file=sys.stderr)
    return 0
