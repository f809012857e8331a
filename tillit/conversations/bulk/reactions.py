"""The worker's part: pieces of a job, until nothing is left of it."""

from collections.abc import Callable

from tillit.conversations.bulk import jobs
from tillit.conversations.bulk.events import BulkBegun
from tillit.conversations.models import BulkJob, BulkState
from tillit.journal import waiting
from tillit.journal.models import Event, Lane
from tillit.journal.registry import Mode, on


@on(BulkBegun, mode=Mode.OUTSIDE, lane=Lane.SLOW)
def work_off_bulk(fact: BulkBegun, event: Event) -> Callable[[], None] | None:
    """Do a piece; what is left is done after what others wait for."""
    job = BulkJob.objects.filter(pk=fact.bulk).select_related("agent").first()
    if job is None or job.state != BulkState.RUNNING or job.undoing != fact.undoing:
        return None
    if jobs.work(job, most=jobs.PIECE, breath=jobs.BREATH):
        return lambda: waiting.go_on(event)
    return None
