"""`tillit worker --only filers` makes conversations of what was kept."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping
from typing import Any
from unittest import mock

from torture.flows.arriving import Arriving
from torture.flows.flow import Wrong
from torture.mails import MAILS, mail


class Filing(Arriving):
    """The mails are there, and are read, filed, promised and acknowledged."""

    name = "filing"

    def prepare(self) -> int:
        """Take in the mails."""
        from tillit.channels.email.intake import take_in
        from tillit.conversations.models import Inbox

        for number in range(MAILS):
            take_in(mail(number), inbox=Inbox.objects.get())
        return 0

    def victim(self) -> int:
        """The worker."""
        from tillit.config.commands import worker

        return worker.main(Namespace(only="filers", once=True))

    @property
    def wrong(self) -> Mapping[str, Wrong]:
        """Mistakes of a worker."""
        return {"says done before it files": done_before, "files, then says done": _done_after}


def done_before() -> None:
    """What was claimed is done, and then carried out."""
    from tillit.journal import worker

    run, done = worker._run, worker._mark_done

    def early(held: Any, event: Any) -> None:
        done(held)
        with mock.patch.object(worker, "_mark_done"):
            run(held, event)

    mock.patch.object(worker, "_run", early).start()


def _done_after() -> None:
    """What was carried out is done in a transaction of its own, and nobody looks whether it was."""
    from tillit.conversations import parcels
    from tillit.conversations.models import ParcelState
    from tillit.journal import worker

    run, done, prepare = worker._run, worker._mark_done, parcels.prepare

    def late(held: Any, event: Any) -> None:
        with mock.patch.object(worker, "_mark_done"):
            run(held, event)
        done(held)

    def always(parcel: Any, *, attempt: int) -> Any:
        parcel.state = ParcelState.WAITING
        return prepare(parcel, attempt=attempt)

    mock.patch.object(worker, "_run", late).start()
    mock.patch.object(parcels, "prepare", always).start()
