"""`bin/bench`: measures each size in turn and writes down what was found."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from bench import report
from bench.session import measure

SIZES = (10_000, 100_000)
SMALLEST = 200
"""With fewer conversations there is not one of every kind to be asked for."""
MAILS = 1500


def main(argv: Sequence[str] | None = None) -> int:
    """Measure; the exit code says that it was done, not that the figures are good."""
    arguments = _parser().parse_args(argv)
    results = measure(arguments.sizes, arguments.mails)
    markdown = report.markdown(results)
    print(markdown)
    if arguments.markdown:
        arguments.markdown.write_text(markdown, encoding="utf-8")
    if arguments.json:
        arguments.json.write_text(report.as_json(results), encoding="utf-8")
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
        "--mails",
        type=_mails,
        default=MAILS,
        metavar="N",
        help=f"how many mails to send (default: {MAILS})",
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures here as JSON")
    parser.add_argument(
        "--markdown", type=Path, metavar="FILE", help="write the tables here as well"
    )
    return parser


def _sizes(text: str) -> list[int]:
    parts = text.split(",")
    if not all(part.isdecimal() and int(part) >= SMALLEST for part in parts):
        words = f"sizes are numbers from {SMALLEST} up, with commas between: 10000,100000"
        raise argparse.ArgumentTypeError(words)
    return [int(part) for part in parts]


def _mails(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError("the number of mails is 1 or more")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
