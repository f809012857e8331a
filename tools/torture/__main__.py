"""`bin/torture`: ends processes at every call, in two places at once, and tells what was found."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from system_packages import DOVECOT, find_or_install
from torture.calls import NotHere
from torture.campaign import FLOWS, Plan
from torture.sharing import torture
from torture.tracing import Watched

UNAVAILABLE = 69
"""The exit code (EX_UNAVAILABLE) when this machine cannot do it."""


def main(argv: Sequence[str] | None = None) -> int:
    """Torture; 0 when nothing was lost, nothing doubled, and every mistake noticed."""
    arguments = _parser().parse_args(argv)
    plan = Plan(
        flows=tuple(arguments.flow or FLOWS),
        every=arguments.every,
        sample=arguments.sample,
        seed=arguments.seed,
        shares=arguments.processes,
    )
    try:
        _look_around(plan)
    except NotHere as error:
        print(error, file=sys.stderr)
        return UNAVAILABLE
    report = torture(plan)
    print(report.markdown())
    if arguments.json:
        arguments.json.write_text(report.as_json(), encoding="utf-8")
    return 0 if report.is_good else 1


def _look_around(plan: Plan) -> None:
    """See whether all is there that it takes.

    Raises:
        NotHere: it is not.
    """
    Watched(lambda: 0, within=Path("/")).until_it_ends()
    if "imap" in plan.flows and find_or_install(DOVECOT) is None:
        raise NotHere(f"install the package “{DOVECOT.package}” first")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="bin/torture",
        description="End Tillit's processes before every call that changes something.",
    )
    parser.add_argument("--flow", action="append", choices=FLOWS, help="only this one (repeatable)")
    parser.add_argument("--every", type=_count, default=1, metavar="K", help="only each K-th death")
    parser.add_argument(
        "--sample", type=_count, default=0, metavar="K", help="only K deaths of each flow, drawn"
    )
    parser.add_argument("--seed", type=int, default=1, help="draws the sample (default: 1)")
    parser.add_argument(
        "--processes", type=_count, default=min(2, os.cpu_count() or 1), help="side by side"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write what was found as JSON")
    return parser


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError("a number from 1 up is wanted")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
