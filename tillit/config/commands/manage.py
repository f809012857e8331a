"""`tillit manage`: Django's own management commands."""

import argparse


def main(arguments: argparse.Namespace) -> int:
    """Pass everything on."""
    from django.core.management import execute_from_command_line

    execute_from_command_line(["tillit manage", *arguments.rest])
    return 0
