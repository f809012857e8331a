"""What every command that needs the database does first."""

import sys

import django
from django.core.exceptions import ImproperlyConfigured


def ready() -> None:
    """Load the apps; a setting that cannot be read ends the command with one sentence."""
    try:
        django.setup()
    except ImproperlyConfigured as error:
        print(error, file=sys.stderr)
        raise SystemExit(1) from error


def ready_to_take_over() -> None:
    """The same for commands that tell a mail server "we have it"."""
    ready()
    from tillit.config.durability import commits_wait_for_the_disk

    commits_wait_for_the_disk()
