"""Makes the files that are not kept in the repository: fonts, icons, pictures, catalogues.

Run it by hand with `python tools/build_assets.py`; bin/run, bin/test and the wheel do so too.
With --check nothing is made, and the exit code tells whether something is out of date.
"""

import argparse
import sys

import asset_catalogues
import asset_font
import asset_icons
import asset_marks

STEPS = {
    "the fonts": asset_font.build,
    "the icons": asset_icons.build,
    "the pictures of the app": asset_marks.build,
    "the message catalogues": asset_catalogues.build,
}


def build(*, check: bool = False) -> list[str]:
    """Make what is out of date and return its names; with check, only return the names."""
    return [name for name, step in STEPS.items() if step(check=check)]


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description="Make the fonts, the icons and the catalogues.")
    parser.add_argument("--check", action="store_true", help="only tell what is out of date")
    check = parser.parse_args().check
    try:
        stale = build(check=check)
    except asset_icons.UnknownIconError as error:
        print(error, file=sys.stderr)
        return 1
    for name in stale:
        print(f"{'Out of date' if check else 'Made'}: {name}.")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
