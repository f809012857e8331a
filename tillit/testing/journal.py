"""Looking at the journal, and carrying out what waits in it."""

from collections.abc import Iterator
from contextlib import contextmanager

from tillit.channels.email.stand_in import sending_through
from tillit.conversations.models import Delivery
from tillit.journal.facts import Fact
from tillit.journal.models import Event, Lane
from tillit.journal.worker import work_off


@contextmanager
def assert_emits(*facts: type[Fact]) -> Iterator[None]:
    """Within the block at least these facts are recorded, in this order."""
    last = Event.objects.order_by("-id").values_list("id", flat=True).first() or 0
    yield
    told = list(Event.objects.filter(id__gt=last).order_by("id").values_list("kind", flat=True))
    wanted = [fact.kind() for fact in facts]
    left = iter(told)
    assert all(kind in left for kind in wanted), f"wanted {wanted}, told {told}"


def run_reactions() -> list[Delivery]:
    """Carry out everything that waits, as the worker would; what was sent, in order.

    Mails go nowhere: the deliveries count as accepted by the sending server.
    """
    sent: list[Delivery] = []
    with sending_through(sent.append):
        while work_off(*Lane, batch=50):
            pass
    return sent
