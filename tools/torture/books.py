"""What the database and the folder of files say, read without Tillit's own code."""

from __future__ import annotations

import hashlib
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

DUPLICATE = "duplicate"


class Books:
    """The books of one installation, opened for one look."""

    def __init__(self, data: Path, database: Path) -> None:
        self._data = data
        self._database = database

    def rows(self, statement: str) -> list[tuple[str, ...]]:
        """What a statement finds."""
        with closing(sqlite3.connect(self._database)) as connection:
            return connection.execute(statement).fetchall()

    def count(self, statement: str) -> Counter[str]:
        """How often each value is found."""
        return Counter(str(row[0]) for row in self.rows(statement))

    def incoming(self) -> Counter[str]:
        """How often each mail is a message, by Message-ID and inbox."""
        return self.count(
            "SELECT m.external_id || ' ' || c.inbox_id FROM conversations_message m"
            " JOIN conversations_conversation c ON c.id = m.conversation_id"
            " WHERE m.kind = 'incoming'"
        )

    def conversations(self) -> int:
        """How many conversations there are."""
        return len(self.rows("SELECT id FROM conversations_conversation"))

    def acknowledgements(self) -> Counter[str]:
        """How many automatic answers each conversation got."""
        return self.count("SELECT conversation_id FROM conversations_message WHERE automatic")

    def replies(self) -> Counter[str]:
        """How often each form that was sent is a message."""
        return self.count(
            "SELECT text FROM conversations_message WHERE kind != 'incoming' AND NOT automatic"
        )

    def unsent(self) -> Counter[str]:
        """The Message-IDs of what is still to be sent."""
        return self.count(
            "SELECT m.external_id FROM conversations_delivery d"
            " JOIN conversations_message m ON m.id = d.message_id WHERE d.state = 'queued'"
        )

    def broken(self) -> Iterator[str]:
        """Everything that may never be, whatever has died."""
        for (verdict,) in self.rows("PRAGMA integrity_check"):
            if verdict != "ok":
                yield f"the database is damaged: {verdict}"
        for row in self.rows("PRAGMA foreign_key_check"):
            yield f"a row points nowhere: {row}"
        for number, state, message in self.rows(
            "SELECT id, state, COALESCE(message_id, '') FROM conversations_parcel"
        ):
            filed = state in ("conversation", "reply")
            if state in ("waiting", "held") or (filed and not message):
                yield f"parcel {number} is {state}, message {message or 'none'}"
        yield from self._missing_files()

    def _missing_files(self) -> Iterator[str]:
        for name, digest in self.rows("SELECT name, sha256 FROM conversations_attachment"):
            path = self._data / "files" / digest[:2] / digest[2:]
            if not path.exists():
                yield f"the file {name} is missing"
            elif hashlib.sha256(path.read_bytes()).hexdigest() != digest:
                yield f"the file {name} is damaged"
