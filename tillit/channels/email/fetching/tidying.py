"""Marking or moving the mails that are stored here, when people chose so.

Its own cursor follows that of the fetching, so a mail that was stored just before a crash is still
tidied up afterwards.
"""

from imapclient import SEEN, IMAPClient
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError

from tillit.channels.email.fetching.models import Afterwards, ImapProgress, ImapSource
from tillit.channels.email.fetching.trouble import Kind, Trouble

AT_ONCE = 500


def tidy_up(client: IMAPClient, source: ImapSource) -> None:
    """Mark or move every mail that was fetched since the last time.

    Raises:
        Trouble: the connection broke off, or the server does not let us.
    """
    if source.afterwards == Afterwards.LEAVE:
        return
    progress = ImapProgress.objects.get(source=source)
    if progress.tidied_uid >= progress.last_uid:
        return
    try:
        uids = client.search(["UID", f"{progress.tidied_uid + 1}:{progress.last_uid}"])
        for begin in range(0, len(uids), AT_ONCE):
            _tidy(client, source, uids[begin : begin + AT_ONCE])
    except (OSError, IMAPClientAbortError) as error:
        raise Trouble(Kind.CUT, error) from error
    except IMAPClientError as error:
        moving = source.afterwards == Afterwards.MOVE
        raise Trouble(Kind.MOVE if moving else Kind.MARK, error) from error
    ImapProgress.objects.filter(source=source).update(tidied_uid=progress.last_uid)


def _tidy(client: IMAPClient, source: ImapSource, uids: list[int]) -> None:
    if source.afterwards == Afterwards.SEEN:
        client.add_flags(uids, [SEEN], silent=True)
        return
    if not client.folder_exists(source.move_to):
        client.create_folder(source.move_to)
        client.subscribe_folder(source.move_to)
    if client.has_capability("MOVE"):
        client.move(uids, source.move_to)
    else:
        _move_by_copying(client, uids, source.move_to)


def _move_by_copying(client: IMAPClient, uids: list[int], folder: str) -> None:
    client.copy(uids, folder)
    client.delete_messages(uids, silent=True)
    # Without UIDPLUS, expunging would take other people's deleted mails too.
    if client.has_capability("UIDPLUS"):
        client.uid_expunge(uids)
