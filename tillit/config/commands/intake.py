"""`tillit intake --inbox NAME`: one mail on standard input, as mail servers pipe it."""

import argparse
import logging
import sys

STORED, TRY_AGAIN, NO_SUCH_INBOX, TOO_LARGE = 0, 75, 67, 69
"""Exit codes as mail servers read them (sysexits.h): EX_OK, EX_TEMPFAIL, EX_NOUSER,
EX_UNAVAILABLE."""

logger = logging.getLogger(__name__)


def main(arguments: argparse.Namespace) -> int:
    """Store one mail; anything but 0 makes the mail server keep it."""
    try:
        return _take_in(arguments.inbox, sys.stdin.buffer.read())
    except (Exception, SystemExit) as error:
        print(f"the mail could not be stored: {error}", file=sys.stderr)
        return TRY_AGAIN


def _take_in(name: str, raw: bytes) -> int:
    from tillit.config.commands.setup import ready_to_take_over

    ready_to_take_over()
    from django.db.models import Q

    from tillit.channels.email.intake import LARGEST_MAIL, take_in
    from tillit.conversations.models import Inbox

    named = Q(name__iexact=name) | Q(mailbox__address__iexact=name)
    inbox = Inbox.objects.filter(named).first()
    if inbox is None:
        print(f"there is no inbox called {name}", file=sys.stderr)
        return NO_SUCH_INBOX
    if len(raw) > LARGEST_MAIL:
        print("the mail is larger than we accept", file=sys.stderr)
        return TOO_LARGE
    take_in(raw, inbox=inbox)
    return STORED
