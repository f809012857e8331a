"""Whose check of senders is believed: what people set, and what the newest mails suggest."""

import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tillit.channels.email.authentication import first_checker
from tillit.channels.email.headers import person_in
from tillit.channels.email.models import Mailbox
from tillit.channels.email.parsing import parse
from tillit.conversations.models import Inbox, Parcel

NEWEST = 30
"""Mails that are looked at."""
LARGEST = 512 * 1024
"""Bytes; larger ones are left out, since only their heads matter and all of them is loaded."""
_HEAD = 64 * 1024
FEWEST = 3
"""So many mails must name a checker before it is suggested."""
SENDERS = 2
"""And so many domains must have sent them: one sender could write any name into all of his."""

_NAME = RegexValidator(
    r"^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?\Z",
    _("This is not the name of a mail server, such as mx.example.com."),
)


class TrustForm(forms.Form):
    """The name of our own mail server, as it signs what it found out about senders."""

    trusted_authserv = forms.CharField(
        label=_("Whose check results we believe"),
        required=False,
        max_length=255,
        validators=[_NAME],
        help_text=_(
            "The name that your own mail server puts first into Authentication-Results of the mails"
            " that it takes in. Leave it empty and Tillit checks DKIM and DMARC itself."
        ),
        widget=forms.TextInput(
            attrs={"autocapitalize": "none", "spellcheck": "false", "placeholder": "mx.example.com"}
        ),
    )

    def clean_trusted_authserv(self) -> str:
        """In small letters: names of servers are compared so."""
        return str(self.cleaned_data["trusted_authserv"]).lower()


@dataclass(frozen=True)
class Proposal:
    """The checker that most of the newest mails name."""

    name: str
    named: int
    looked_at: int


def proposal_for(inbox: Inbox) -> Proposal | None:
    """Whom the newest mails name above all others; never taken without a person."""
    newest = Parcel.objects.filter(inbox=inbox, size__lte=LARGEST, quiet=False).exclude(size=0)
    packed = newest.order_by("-id").values_list("packed", flat=True)[:NEWEST]
    heads = [head for one in packed if (head := _head_of(bytes(one)))]
    named, senders = Counter[str](), dict[str, set[str]]()
    for name, domain in _checked(heads):
        named[name] += 1
        senders.setdefault(name, set()).add(domain)
    if not named:
        return None
    name, count = named.most_common(1)[0]
    clearly = count >= FEWEST and 2 * count > len(heads) and len(senders[name]) >= SENDERS
    return Proposal(name, count, len(heads)) if clearly else None


def _head_of(packed: bytes) -> bytes:
    try:
        begun = zlib.decompressobj().decompress(packed, _HEAD)
    except zlib.error:
        return b""
    return begun.replace(b"\r\n", b"\n").partition(b"\n\n")[0]


def _checked(heads: list[bytes]) -> Iterator[tuple[str, str]]:
    """The checker that each head names first, and the domain of its sender."""
    for head in heads:
        mail, _plan = parse(head + b"\n\n")
        name = first_checker(mail)
        if name:
            yield name, person_in(mail, "From").address.lower().rpartition("@")[2]


def trust_of(
    inbox: Inbox, mailbox: Mailbox | None, form: TrustForm | None
) -> dict[str, Any] | None:
    """What the page shows of it, once there is a mailbox."""
    if mailbox is None:
        return None
    proposal = proposal_for(inbox)
    begun = TrustForm(initial={"trusted_authserv": mailbox.trusted_authserv})
    return {
        "url": reverse("mail_setup:trust", args=[inbox.pk]),
        "form": form or begun,
        "name": mailbox.trusted_authserv,
        "open": form is not None,
        "proposal": proposal if proposal and proposal.name != mailbox.trusted_authserv else None,
    }
