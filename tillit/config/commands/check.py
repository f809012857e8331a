"""`tillit check`: settings and health; exit 1 when something is wrong."""

import argparse

from tillit.config.commands.setup import ready


def main(arguments: argparse.Namespace) -> int:
    """Print every problem with a hint; silence would not tell that anything was looked at."""
    ready()
    from django.core import checks

    from tillit.config.health import findings

    problems = [message for message in checks.run_checks() if message.level >= checks.WARNING]
    problems += findings()
    for problem in problems:
        print(f"{problem.id}: {problem.msg}")
        if problem.hint:
            print(f"    {problem.hint}")
    serious = [problem for problem in problems if problem.is_serious()]
    if not problems:
        print("Everything is in order.")
    return 1 if serious else 0
