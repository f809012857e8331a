"""The pages on which a mailbox is connected."""

from tillit.channels.email.setup.views.connecting import beginning, check, mailbox, mailboxes, pause
from tillit.channels.email.setup.views.permitting import ask, permission
from tillit.channels.email.setup.views.trials import trial
from tillit.channels.email.setup.views.trusting import trust

__all__ = [
    "ask",
    "beginning",
    "check",
    "mailbox",
    "mailboxes",
    "pause",
    "permission",
    "trial",
    "trust",
]
