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
