"""Looking at the database from outside, while the service works on it."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from bench.floors import reading

LOOK_AGAIN = 0.05
PATIENCE = 300.0

_PROMISED = """
    SELECT count(*) FROM conversations_parcel AS parcel
    JOIN conversations_message AS message ON message.id = parcel.message_id
    WHERE parcel.id > ? AND parcel.state = 'conversation'
      AND EXISTS (SELECT 1 FROM standards_promise AS promise
                  WHERE promise.conversation_id = message.conversation_id)
      AND EXISTS (SELECT 1 FROM conversations_message AS ours
                  JOIN conversations_delivery AS delivery ON delivery.message_id = ours.id
                  WHERE ours.conversation_id = message.conversation_id
                    AND ours.purpose IN ('acknowledgement', 'out_of_hours'))
"""


class Watch:
    """Asks the database how far the work has come."""

    def __init__(self, database: Path) -> None:
        """Remember where it is."""
        self._database = database

    def parcels(self) -> int:
        """How many mails were stored so far."""
        return int(self._one("SELECT count(*) FROM conversations_parcel"))

    def newest_parcel(self) -> int:
        """The number of the mail that was stored last."""
        return int(self._one("SELECT coalesce(max(id), 0) FROM conversations_parcel"))

    def states_since(self, parcel: int) -> dict[str, int]:
        """What became of the mails after this one."""
        grouped = "SELECT state, count(*) FROM conversations_parcel WHERE id > ? GROUP BY state"
        return {str(state): int(count) for state, count in self._all(grouped, parcel)}

    def promised_since(self, parcel: int) -> int:
        """How many conversations of those have a promise and an acknowledgement on its way."""
        return int(self._one(_PROMISED, parcel))

    def wait_until_filed(self, parcels: int) -> None:
        """Return once so many mails are stored and none of them waits to be read."""
        waiting = "SELECT count(*) FROM conversations_parcel WHERE state = 'waiting'"
        self._wait(lambda: self.parcels() >= parcels and not self._one(waiting))

    def wait_until_idle(self) -> None:
        """Return once nothing is left for the worker to do."""
        self._wait(lambda: not self._one("SELECT count(*) FROM journal_reaction"))

    def _one(self, query: str, *values: Any) -> Any:
        return self._all(query, *values)[0][0]

    def _all(self, query: str, *values: Any) -> list[Any]:
        with closing(reading(self._database)) as connection:
            return connection.execute(query, values).fetchall()

    def _wait(self, is_so: Callable[[], bool]) -> None:
        until = time.monotonic() + PATIENCE
        while not is_so():
            if time.monotonic() > until:
                raise TimeoutError("the worker has not come to an end")
            time.sleep(LOOK_AGAIN)
