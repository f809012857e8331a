"""What the connected database holds."""

from django.db import DatabaseError, OperationalError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Model

from tillit.config.safekeeping.manifest import Contents
from tillit.config.safekeeping.refusal import Refused
from tillit.conversations.models import (
    Conversation,
    Delivery,
    DeliveryState,
    Message,
    Parcel,
)
from tillit.conversations.uploads import NAMING_FILES
from tillit.standards.models import Promise

COUNTED: dict[str, type[Model]] = {
    "conversations": Conversation,
    "messages": Message,
    "parcels": Parcel,
    "deliveries": Delivery,
    "promises": Promise,
}


def look() -> Contents:
    """Count and list; a database that waits for its migrations is looked at as far as it goes."""
    migrations = sorted(map(".".join, MigrationRecorder(connection).applied_migrations()))
    tables = connection.introspection.table_names()
    counts = {
        name: model._default_manager.count() if model._meta.db_table in tables else 0
        for name, model in COUNTED.items()
    }
    kept = [model for model in NAMING_FILES if model._meta.db_table in tables]
    return Contents(migrations, counts, _files_of(kept))


def _files_of(models: list[type[Model]]) -> list[str]:
    """The checksums of the files that the rows of these models name."""
    found: set[str] = set()
    for model in models:
        named = model._default_manager.exclude(sha256="")
        found.update(named.values_list("sha256", flat=True).distinct())
    return sorted(found)


def known_migrations() -> set[str]:
    """Return every migration that this version has, or has put into another."""
    migrations = MigrationLoader(None).disk_migrations
    replaced = {key for migration in migrations.values() for key in migration.replaces}
    return {".".join(key) for key in {*migrations, *replaced}}


def holds_conversations() -> bool:
    """Tell whether something would be lost; what cannot be read counts as something.

    Raises:
        Refused: there is no database to restore into.
    """
    try:
        tables = connection.introspection.table_names()
        return Conversation._meta.db_table in tables and Conversation.objects.exists()
    except OperationalError as error:
        raise Refused(f"The database cannot be reached: {error}.") from error
    except DatabaseError:
        return True


def mails_that_wait() -> int:
    """Return how many mails leave as soon as a worker runs."""
    return Delivery.objects.filter(state=DeliveryState.QUEUED).count()
