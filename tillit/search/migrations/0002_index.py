"""The index itself: SQLite has tables for it, PostgreSQL a type of column."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

FORWARD = {
    "sqlite": (
        # Words come spelled: every sign that is not a space belongs to one.
        "CREATE VIRTUAL TABLE search_index USING fts5("
        "words, senders, receivers, marks, content='', columnsize=0,"
        " tokenize=\"ascii tokenchars '_'\")",
        "CREATE VIRTUAL TABLE search_parts USING fts5("
        "word, content='', columnsize=0, detail='none', tokenize='trigram')",
    ),
    "postgresql": (
        "ALTER TABLE search_document ADD COLUMN vector tsvector",
        "CREATE INDEX search_document_vector ON search_document USING gin (vector)",
        "CREATE TABLE search_parts (word_id bigint PRIMARY KEY, runs tsvector NOT NULL)",
        "CREATE INDEX search_parts_runs ON search_parts USING gin (runs)",
    ),
}
BACKWARD = {
    "sqlite": ("DROP TABLE search_index", "DROP TABLE search_parts"),
    "postgresql": ("ALTER TABLE search_document DROP COLUMN vector", "DROP TABLE search_parts"),
}


def forward(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in FORWARD[editor.connection.vendor]:
        editor.execute(statement, params=None)


def backward(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in BACKWARD[editor.connection.vendor]:
        editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [migrations.RunPython(forward, backward)]
