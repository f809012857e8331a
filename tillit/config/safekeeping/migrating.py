"""Bringing an older database up to date."""

from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder


def migrate() -> int:
    """Migrate the connected database; return how many migrations that took."""
    before = len(MigrationRecorder(connection).applied_migrations())
    call_command("migrate", verbosity=0, interactive=False)
    return len(MigrationRecorder(connection).applied_migrations()) - before
