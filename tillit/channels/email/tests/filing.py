"""A mail comes in, and the worker reads it."""

from datetime import datetime

from tillit import clock
from tillit.channels.email.intake import take_in
from tillit.conversations.models import Parcel
from tillit.testing.cast import Desk
from tillit.testing.journal import run_reactions


def filed(desk: Desk, raw: bytes, *, at: datetime | None = None) -> Parcel:
    """The parcel of a mail to the desk, after the worker has carried out all that waited."""
    with clock.moved_to(at or clock.now()):
        parcel = take_in(raw, inbox=desk.inbox)
        run_reactions()
    parcel.refresh_from_db()
    return parcel
