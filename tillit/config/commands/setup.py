"""What every command that needs the database does first."""

import django


def ready() -> None:
    """Load the apps."""
    django.setup()
