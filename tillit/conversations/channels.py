"""What the core asks of a channel: capabilities, never its kind by name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from django.utils.functional import Promise

from tillit.conversations.envelope import Envelope
from tillit.conversations.inspection import Inspection

if TYPE_CHECKING:
    from tillit.conversations.models import Conversation, Delivery, Inbox, Parcel


class Unreadable(Exception):
    """A parcel that cannot be read; the words say why, and a person will see them."""


class TemporaryFailure(Exception):
    """Sending failed for a reason that may pass."""


class PermanentFailure(Exception):
    """Sending failed for good."""


@dataclass(frozen=True)
class Capabilities:
    """What a channel can do."""

    html: bool
    attachments: bool
    acknowledges: bool
    copies: bool = False
    """Whether others than the customer can be written to as well."""


class Channel(Protocol):
    """One way for customers to reach us."""

    @property
    def kind(self) -> str:
        """Its name in the database."""
        ...

    @property
    def name(self) -> str | Promise:
        """Its name for people."""
        ...

    @property
    def icon(self) -> str:
        """The icon that stands for it."""
        ...

    @property
    def capabilities(self) -> Capabilities:
        """What it can do."""
        ...

    def parse(self, raw: bytes, *, suspected: bool = False) -> Envelope:
        """Read a parcel; one that stopped the reader before is suspected, and read with care.

        Raises:
            Unreadable: it cannot be read.
        """
        ...

    def inspect(self, raw: bytes, inbox: Inbox) -> Inspection:
        """Read a parcel for a person who wants to know all of it; it never raises."""
        ...

    def new_external_id(self, conversation: Conversation) -> str:
        """The name of an outgoing message, fixed before it is sent; it cannot be guessed."""
        ...

    def send(self, delivery: Delivery) -> None:
        """Hand a message to the world; returns once it has been accepted.

        Raises:
            TemporaryFailure: to be tried again.
            PermanentFailure: never to be tried again.
        """
        ...

    def address_of(self, inbox: Inbox) -> str:
        """Where customers write to, for people to read; empty when there is none."""
        ...

    def proof_of(self, raw: bytes, address: str, inbox: Inbox) -> str:
        """A name for what this address has provably written; empty when nothing is proven.

        The same words sent again have the same name.
        """
        ...

    def can_ask_again(self, parcel: Parcel) -> bool:
        """Whether the bytes of a held parcel that has none can be asked for."""
        ...

    def ask_again(self, parcel: Parcel) -> bool:
        """Ask for them; False when nobody knows where they are.

        What comes of it is told to `refetching.came` or `refetching.did_not_come`.
        """
        ...

    def ours(self, addresses: Iterable[str]) -> set[str]:
        """Those of these addresses, in lower case, that lead back to one of our inboxes."""
        ...


_channels: dict[str, Channel] = {}


def register(channel: Channel) -> None:
    """Let the core know a channel."""
    _channels[channel.kind] = channel


def channel_of(kind: str) -> Channel:
    """The channel registered under this kind.

    Raises:
        KeyError: no app registers it.
    """
    return _channels[kind]
