"""Fetching everything that came since the cursor, one mail after the other."""

import imaplib
import logging
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

from django.db import InterfaceError, OperationalError
from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientError

from tillit import clock
from tillit.channels.email.fetching.connecting import Folder
from tillit.channels.email.fetching.giving import NotGiven, fetched
from tillit.channels.email.fetching.models import ImapProgress, ImapSource
from tillit.channels.email.fetching.progressing import note_stumble
from tillit.channels.email.fetching.taking import Listed, hold, take
from tillit.channels.email.fetching.trouble import Kind, Trouble, in_words, is_limit
from tillit.channels.email.intake import LARGEST_MAIL

logger = logging.getLogger(__name__)

AT_ONCE = 200
"""Mails whose sizes are asked for in one command; the mails themselves come one by one."""
LONGEST_HEAD = 64 * 1024
REFUSED_TOO_OFTEN = 3
CUT_TOO_OFTEN = 10
"""Failures in a row at one mail, after which it is held and the next ones get their turn."""

Facts = dict[bytes, Any]


def catch_up(
    client: IMAPClient,
    source: ImapSource,
    folder: Folder,
    go_on: Callable[[], bool] = lambda: True,
) -> int:
    """Take over every mail beyond the cursor; how many there were.

    Raises:
        Trouble: what is in the way; what was fetched until then is stored and counted.
    """
    count = 0
    for mail in _listed(client, source):
        if not go_on():
            break
        _take_over(client, source, folder, mail)
        count += 1
    return count


def _listed(client: IMAPClient, source: ImapSource) -> Iterator[Listed]:
    last_uid = ImapProgress.objects.values_list("last_uid", flat=True).get(source=source)
    with in_words():
        # "5:*" names the last mail even if its number is lower.
        found = sorted(uid for uid in client.search(["UID", f"{last_uid + 1}:*"]) if uid > last_uid)
    for begin in range(0, len(found), AT_ONCE):
        uids = found[begin : begin + AT_ONCE]
        with in_words():
            told = _told(client, uids)
        for uid in uids:
            # One that is not told of was deleted meanwhile.
            if facts := told.get(uid):
                yield Listed(uid, facts.get(b"RFC822.SIZE", 0), _arrival(facts))


def _told(client: IMAPClient, uids: list[int]) -> dict[int, Facts]:
    """Size and arrival of mails; one whose facts nobody understands spoils no other."""
    try:
        return client.fetch(uids, ["RFC822.SIZE", "INTERNALDATE"])
    except (OSError, imaplib.IMAP4.abort):
        raise
    except Exception as error:
        if is_limit(error):
            raise
        if len(uids) == 1:
            return {uids[0]: {b"RFC822.SIZE": 0}}
        return {uid: facts for one in uids for uid, facts in _told(client, [one]).items()}


def _arrival(facts: Facts) -> datetime:
    arrived = facts.get(b"INTERNALDATE")
    return arrived.astimezone(UTC) if isinstance(arrived, datetime) else clock.now()


def _take_over(client: IMAPClient, source: ImapSource, folder: Folder, mail: Listed) -> None:
    try:
        if mail.size > LARGEST_MAIL:
            _hold(source, folder, mail, _head(client, mail), cause=_too_large(mail))
        elif raw := fetched(client, mail.uid, "BODY.PEEK[]", b"BODY[]"):
            take(source, validity=folder.validity, mail=mail, raw=raw)
    except (OSError, imaplib.IMAP4.abort) as error:
        if note_stumble(source) >= CUT_TOO_OFTEN:
            _hold(source, folder, mail, cause=f"the connection breaks off at it: {error}")
        raise Trouble(Kind.CUT, error) from error
    except (OperationalError, InterfaceError):
        raise
    except Exception as error:
        _stumble(source, folder, mail, error)


def _stumble(source: ImapSource, folder: Folder, mail: Listed, error: Exception) -> None:
    """Something is the matter with one mail: try it again later, but not for ever."""
    if is_limit(error):
        raise Trouble(Kind.QUOTA, error) from error
    logger.warning("mail %s of %s could not be taken over", mail.uid, source, exc_info=error)
    if note_stumble(source) >= REFUSED_TOO_OFTEN:
        _hold(source, folder, mail, cause=f"its server does not give it: {error}")
        return
    theirs = isinstance(error, (IMAPClientError, NotGiven))
    raise Trouble(Kind.ANSWER if theirs else Kind.OURSELVES, error) from error


def _hold(
    source: ImapSource, folder: Folder, mail: Listed, head: bytes = b"", *, cause: str
) -> None:
    words = f"{cause}; it is still in the mailbox of {source.user}"
    hold(source, validity=folder.validity, mail=mail, head=head, cause=words)


def _too_large(mail: Listed) -> str:
    megabytes = 1024 * 1024
    return f"it has {mail.size / megabytes:.0f} MB, and {LARGEST_MAIL // megabytes} MB are accepted"


def _head(client: IMAPClient, mail: Listed) -> bytes:
    part = f"BODY.PEEK[HEADER]<0.{LONGEST_HEAD}>"
    return fetched(client, mail.uid, part, b"BODY[HEADER]<0>").rstrip(b"\r\n")
