"""Trying a mailbox out before it is set up: the set-up page shows what comes of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientError

from tillit.channels.email.fetching.connecting import ANSWERING, open_folder, signed_in
from tillit.channels.email.fetching.models import ImapSource
from tillit.channels.email.fetching.trouble import Kind, Trouble, in_words, sentence


@dataclass(frozen=True)
class Outcome:
    """How it went, in one sentence.

    `detail` is what the server said in its own words; `folders` are those that can be chosen.
    """

    works: bool
    sentence: str
    kind: Kind | None = None
    detail: str = ""
    folders: Sequence[str] = ()
    mails: int = 0


def try_out(source: ImapSource, answering: float = ANSWERING) -> Outcome:
    """Connect, sign in and open the folder; nothing is changed and nothing fetched.

    The source need not be saved; its server has `answering` seconds for each answer.
    """
    folders: list[str] = []
    try:
        with signed_in(source, answering) as client:
            folders = _folders(client)
            with in_words():
                mails = open_folder(client, source).mails
                _look_for_room(client, source)
            at_once = client.has_capability("IDLE")
    except Trouble as trouble:
        words = sentence(trouble.kind, source)
        return Outcome(False, words, trouble.kind, trouble.detail, folders)
    return Outcome(True, _success(mails, at_once=at_once), folders=folders, mails=mails)


def _folders(client: IMAPClient) -> list[str]:
    try:
        return sorted(
            name for flags, _delimiter, name in client.list_folders() if rb"\Noselect" not in flags
        )
    except (OSError, IMAPClientError):
        return []


def _look_for_room(client: IMAPClient, source: ImapSource) -> None:
    """A full mailbox can be read as always, and yet nothing comes in any more."""
    if not client.has_capability("QUOTA"):
        return
    _roots, quotas = client.get_quota_root(source.folder)
    if any(one.limit and one.usage >= one.limit for one in quotas):
        raise Trouble(Kind.FULL)


def _success(mails: int, *, at_once: bool) -> str:
    holds = ngettext(
        "It works: the folder holds {count} mail.",
        "It works: the folder holds {count} mails.",
        mails,
    ).format(count=mails)
    pace = _("New mail comes in at once.") if at_once else _("New mail comes in every half minute.")
    return f"{holds} {pace}"
