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


def ready_with_tables() -> None:
    """The same for commands that need what is stored; without any, one sentence ends them."""
    ready()
    from django.db import connection

    from tillit.config.words import gettext as _

    if "django_migrations" not in connection.introspection.table_names():
        print(_("There is no database here yet: “tillit migrate” makes one."), file=sys.stderr)
        raise SystemExit(1)


def ready_to_take_over() -> None:
    """The same for commands that tell a mail server "we have it"."""
    ready()
    from tillit.config.durability import commits_wait_for_the_disk

    commits_wait_for_the_disk()
