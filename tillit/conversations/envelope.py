"""What a channel hands to the spine: one message, read, in the channel's own words."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum


class Robot(Enum):
    """Who wrote it, as far as it matters for answering automatically."""

    NONE = "none"
    LIST = "list"
    """A mailing list or a machine: to be read by a person, never to be answered automatically."""
    AUTO_REPLY = "auto_reply"
    BOUNCE = "bounce"


@dataclass(frozen=True)
class Enclosure:
    """A file inside an envelope."""

    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True)
class Envelope:
    """One message, read: what the spine needs, whatever the channel.

    `references` are the channel's names of messages that this one answers, nearest first; `tokens`
    the reply tokens that it was addressed to; `numbers` the conversations that its subject names.
    `html` need not be safe; the spine cleans it. `language` is empty when uncertain.
    """

    sender_address: str
    sender_name: str = ""
    subject: str = ""
    text: str = ""
    html: str = ""
    quoted: str = ""
    language: str = ""
    external_id: str = ""
    references: tuple[str, ...] = ()
    tokens: tuple[str, ...] = ()
    numbers: tuple[int, ...] = ()
    robot: Robot = Robot.NONE
    enclosures: Sequence[Enclosure] = field(default_factory=tuple)
