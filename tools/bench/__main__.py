"""`bin/bench`: measures each size in turn and writes down what was found."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from bench import report
from bench.session import measure

SIZES = (10_000, 100_000)
MAILS = 1500


def main(argv: Sequence[str] | None = None) -> int:
    """Measure; the exit code says that it was done, not that the figures are good."""
    arguments = _parser().parse_args(argv)
    found = [measure(size, arguments.mails) for size in sorted(arguments.sizes)]
    markdown = report.markdown(found)
    print(markdown)
    if arguments.markdown:
        arguments.markdown.write_text(markdown, encoding="utf-8")
    if arguments.json:
        arguments.json.write_text(report.as_json(found), encoding="utf-8")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="bin/bench", description="Measure Tillit with many conversations."
    )
    parser.add_argument(
        "--sizes",
        type=_sizes,
        default=list(SIZES),
        metavar="N,N",
        help="how many conversations to load (default: 10000,100000)",
    )
    parser.add_argument(
        "--mails", type=int, default=MAILS, metavar="N", help="how many mails to send (1500)"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures here as JSON")
    parser.add_argument(
        "--markdown", type=Path, metavar="FILE", help="write the tables here as well"
    )
    return parser


def _sizes(text: str) -> list[int]:
    parts = text.split(",")
    if not all(part.isdecimal() and int(part) > 0 for part in parts):
        raise argparse.ArgumentTypeError("sizes are numbers with commas between: 10000,100000")
    return [int(part) for part in parts]


if __name__ == "__main__":
    sys.exit(main())
