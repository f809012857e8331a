"""Runs every check in order and says how long each took; bin/test starts it.

With arguments, only pytest runs, with those arguments.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from system_packages import CHROMIUM, DOVECOT, POSTGRESQL, find_or_install
from throwaway_postgres import postgres_cluster

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
PROGRAMS = Path(PYTHON).parent
JOURNEYS = "tests/journeys"
UNIT_TESTS = ("-m", "pytest", "--numprocesses", "2", f"--ignore={JOURNEYS}")


@dataclass(frozen=True)
class Step:
    """One check: a heading and what to do; it returns an exit code, or none when it was skipped."""

    heading: str
    do: Callable[[], int | None]


@dataclass(frozen=True)
class Result:
    """How a step went."""

    heading: str
    exit_code: int | None
    seconds: float

    @property
    def word(self) -> str:
        """Tell the outcome in one word."""
        if self.exit_code is None:
            return "skipped"
        return "failed" if self.exit_code else "passed"


def main() -> int:
    """Run from the command line."""
    os.chdir(ROOT)
    with tempfile.TemporaryDirectory(prefix="tillit-test-") as data:
        # Tests never touch the data of an installation.
        os.environ["TILLIT_DATA"] = data
        if len(sys.argv) > 1:
            return call(PYTHON, "-m", "pytest", *sys.argv[1:])
        results = [carry_out(step) for step in steps()]
    return summarize(results)


def steps() -> Iterator[Step]:
    """Yield all checks, the quick ones first."""
    yield Step("Format", lambda: call(PROGRAMS / "ruff", "format", "--check"))
    yield Step("Lint", lambda: call(PROGRAMS / "ruff", "check"))
    yield Step("Architecture", lambda: call(PROGRAMS / "lint-imports", "--no-cache", "--no-logo"))
    yield Step("Types", lambda: call(PROGRAMS / "mypy", "tillit"))
    yield Step("Translations", lambda: call(PYTHON, "tools/messages.py", "--check"))
    yield Step("Unit tests on SQLite", on_sqlite)
    yield Step("Journeys in a browser", journeys)
    yield Step("Data layer on PostgreSQL", on_postgresql)


def carry_out(step: Step) -> Result:
    """Do one step under its heading."""
    print(f"\n=== {step.heading} ===", flush=True)
    began = time.monotonic()
    return Result(step.heading, step.do(), time.monotonic() - began)


def call(*command: str | Path, **environment: str) -> int:
    """Run a program and return its exit code."""
    return subprocess.run(command, env={**os.environ, **environment}, check=False).returncode


def on_sqlite() -> int | None:
    """Run the unit tests; without the mail server, those that fetch mail are skipped."""
    if find_or_install(DOVECOT) is None and when_missing():
        return 1
    return call(PYTHON, *UNIT_TESTS)


def journeys() -> int | None:
    """Walk what a person does, in Chromium."""
    if find_or_install(CHROMIUM) is None:
        return when_missing()
    return call(PYTHON, "-m", "pytest", JOURNEYS)


def on_postgresql() -> int | None:
    """Run the tests of the data layer once more, on a real server that lives as long as they do."""
    initdb = find_or_install(POSTGRESQL)
    if initdb is None:
        return when_missing()
    with postgres_cluster(initdb.parent) as address:
        chosen = ("--only-data-layer", "-m", "not sqlite_only")
        return call(PYTHON, *UNIT_TESTS, *chosen, TILLIT_DATABASE_URL=address)


def when_missing() -> int | None:
    """Return how a step ends that lacks a program: on a build server that is a failure."""
    return 1 if os.environ.get("CI") == "true" else None


def summarize(results: list[Result]) -> int:
    """Print one line for each step and return the exit code of them all."""
    print("\n=== Summary ===")
    for result in results:
        print(f"{result.word:8}{result.seconds:7.1f} s  {result.heading}")
    return 1 if any(result.exit_code for result in results) else 0


if __name__ == "__main__":
    sys.exit(main())
