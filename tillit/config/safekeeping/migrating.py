"""Bringing an older database up to date."""

from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder

from tillit.config.safekeeping.refusal import Refused


def migrate() -> int:
    """Migrate the connected database; return how many migrations that took.

    Raises:
        Refused: a migration failed.
    """
    before = len(MigrationRecorder(connection).applied_migrations())
    try:
        call_command("migrate", verbosity=0, interactive=False)
    except (CommandError, DatabaseError) as error:
        raise Refused(
            f"The backup could not be brought up to date, so nothing was restored: {error}"
        ) from error
    return len(MigrationRecorder(connection).applied_migrations()) - before
