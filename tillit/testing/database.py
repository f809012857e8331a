"""The empty database that a test run begins with: the tables of each set of migrations, made once.

All migrations together take longer than hundreds of tests. What they make depends on nothing but
their files and the versions of the database and of Django, so that it is kept between runs.
"""

import hashlib
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import django
from django.apps import apps

IN_MEMORY = "file:memorydb_default?mode=memory&cache=shared"
"""How Django calls the database of the tests."""


class KeptTables:
    """What the migrations of today make, in a file of a folder, and the database in memory."""

    def __init__(self, folder: Path, address: str = IN_MEMORY) -> None:
        """Open the database in memory, and find the file for what the migrations are now."""
        made_of = hashlib.sha256(f"{django.VERSION} {sqlite3.sqlite_version_info}".encode())
        for app in sorted(apps.get_app_configs(), key=lambda app: app.label):
            for file in sorted(Path(app.path, "migrations").glob("*.py")):
                made_of.update(f"\n{app.label} {file.name}\n".encode())
                made_of.update(file.read_bytes())
        self.file = folder / f"{made_of.hexdigest()}.sqlite3"
        self._memory = sqlite3.connect(address, uri=True)

    def fill(self) -> None:
        """Let the database in memory have what was kept, so that no migration is left to do."""
        if self.file.exists():
            with closing(sqlite3.connect(self.file)) as kept:
                kept.backup(self._memory)

    def keep(self) -> None:
        """Keep what was migrated, in place of what older migrations made."""
        with closing(self._memory):
            if self.file.exists():
                return
            # Another process of this run may do the same at this moment.
            half = self.file.with_suffix(f".{os.getpid()}")
            with closing(sqlite3.connect(half)) as target:
                self._memory.backup(target)
            half.replace(self.file)
        for older in set(self.file.parent.glob("*.sqlite3")) - {self.file}:
            older.unlink(missing_ok=True)
