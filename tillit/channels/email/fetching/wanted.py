"""Fetching a held mail once more, by its number in its folder, because a person asked for it."""

import imaplib
from collections.abc import Iterable

from django.utils.translation import gettext_noop
from imapclient import IMAPClient

from tillit.channels.email.fetching.connecting import Folder
from tillit.channels.email.fetching.giving import fetched
from tillit.channels.email.fetching.models import ImapSource, UnfetchedMail
from tillit.channels.email.fetching.trouble import Kind, Trouble, is_limit
from tillit.channels.email.intake import key_of
from tillit.conversations.refetching import came, did_not_come

CUT_TOO_OFTEN = 3
"""Rounds that are given to a mail for one press of the button."""
GONE = gettext_noop("its server no longer has it")
RENUMBERED = gettext_noop(
    "its mailbox has numbered its mails anew, so it cannot be asked for; if it is still there, it"
    " has come in as a new mail"
)


def fetch_wanted(client: IMAPClient, source: ImapSource, folder: Folder) -> None:
    """Fetch what was asked for; each mail is there then, or it is told why not.

    Raises:
        Trouble: the connection broke off; it is tried again on the next round, but not for ever.
    """
    for mail in _wanted(source):
        if (mail.uid_validity, mail.place) != (folder.validity, source.place):
            _give_up(mail, RENUMBERED, for_good=True)
        else:
            _fetch(client, source, mail)


def _wanted(source: ImapSource) -> Iterable[UnfetchedMail]:
    asked = UnfetchedMail.objects.filter(source=source).exclude(asked_at=None)
    return asked.select_related("parcel__inbox").order_by("uid")


def _fetch(client: IMAPClient, source: ImapSource, mail: UnfetchedMail) -> None:
    try:
        raw = fetched(client, mail.uid, "BODY.PEEK[]", b"BODY[]")
    except (OSError, imaplib.IMAP4.abort) as error:
        _stumble(source, mail, error)
        raise Trouble(Kind.CUT, error) from error
    except Exception as error:
        if is_limit(error):
            raise Trouble(Kind.QUOTA, error) from error
        _give_up(mail, f"its server does not give it: {error}; {_still_in(source)}")
        return
    if raw:
        came(mail.parcel, key=key_of(raw, mail.parcel.inbox), raw=raw)
        mail.delete()
    else:
        _give_up(mail, GONE, for_good=True)


def _stumble(source: ImapSource, mail: UnfetchedMail, error: Exception) -> None:
    mail.stumbles += 1
    mail.save(update_fields=["stumbles"])
    if mail.stumbles >= CUT_TOO_OFTEN:
        _give_up(mail, f"the connection breaks off at it: {error}; {_still_in(source)}")


def _still_in(source: ImapSource) -> str:
    return f"it is still in the mailbox of {source.user}"


def _give_up(mail: UnfetchedMail, cause: str, *, for_good: bool = False) -> None:
    did_not_come(mail.parcel, cause=cause)
    if for_good:
        mail.delete()
    else:
        mail.asked_at = None
        mail.save(update_fields=["asked_at"])
