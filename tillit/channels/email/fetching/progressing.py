"""How far the fetching of a source has come: begun, begun anew, reported."""

import logging

from django.db import transaction

from tillit import clock
from tillit.channels.email.fetching.connecting import Folder
from tillit.channels.email.fetching.models import Beginning, ImapProgress, ImapSource, State
from tillit.channels.email.fetching.trouble import Trouble

logger = logging.getLogger(__name__)


@transaction.atomic
def meet(source: ImapSource, folder: Folder) -> ImapProgress:
    """The progress in this very folder: the one we know, or a new beginning."""
    ImapProgress.objects.get_or_create(source=source)
    progress = locked(source)
    if progress.uid_validity is None:
        _begin(progress, source, folder)
    elif (progress.uid_validity, progress.place) != (folder.validity, source.place):
        logger.warning("the mails of %s are numbered anew; looking through all of them", source)
        _begin_anew(progress, folder)
    progress.uid_validity, progress.place = folder.validity, source.place
    progress.save()
    return progress


def locked(source: ImapSource) -> ImapProgress:
    """The progress, held until the transaction ends; another process waits so long."""
    return ImapProgress.objects.select_for_update().get(source=source)


def _begin(progress: ImapProgress, source: ImapSource, folder: Folder) -> None:
    # Servers tell when a mail arrived in whole seconds.
    progress.began_at = clock.now().replace(microsecond=0)
    if source.begin_with == Beginning.HISTORY:
        progress.known_below = progress.quiet_below = folder.next_uid
    else:
        progress.last_uid = progress.tidied_uid = folder.next_uid - 1


def _begin_anew(progress: ImapProgress, folder: Folder) -> None:
    """The numbers that we knew mean nothing any more, so every mail is looked at once again."""
    progress.last_uid, progress.quiet_below, progress.stumbles = 0, 0, 0
    progress.known_below = folder.next_uid
    # What lay there before stays as people arranged it.
    progress.tidied_uid = folder.next_uid - 1


def note_well(source: ImapSource) -> None:
    """Everything there is has been fetched."""
    _note(source, state=State.WORKING, trouble="", last_error="", last_fetch_at=clock.now())


def note_trouble(source: ImapSource, trouble: Trouble) -> None:
    """Tell people what is in the way."""
    logger.warning("%s: %s", source, trouble)
    _note(source, state=State.TROUBLE, trouble=trouble.kind.value, last_error=trouble.detail)


def note_untidy(source: ImapSource, trouble: Trouble) -> None:
    """Everything is fetched, but the mails could not be marked or moved."""
    note_trouble(source, trouble)
    _note(source, last_fetch_at=clock.now())


def note_stumble(source: ImapSource) -> int:
    """One more failure at the next mail; how many in a row these are."""
    with transaction.atomic():
        progress = locked(source)
        progress.stumbles += 1
        progress.save(update_fields=["stumbles"])
    return progress.stumbles


def _note(source: ImapSource, **values: object) -> None:
    if not ImapProgress.objects.filter(source=source).update(**values):
        ImapProgress.objects.create(source=source, **values)
