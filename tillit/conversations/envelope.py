"""What a channel hands to the spine: one message, read, in the channel's own words."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum

from tillit.conversations.parties import Party


class Robot(Enum):
    """Who wrote it, as far as it matters for answering automatically."""

    NONE = "none"
    LIST = "list"
    """A mailing list or a machine: to be read by a person, never to be answered automatically."""
    AUTO_REPLY = "auto_reply"
    BOUNCE = "bounce"
    LOOP = "loop"
    """One of our own messages, come back; only the spine says so, which knows what it has sent."""
    TRIAL = "trial"
    """We ourselves, to see whether messages come in: nobody reads it."""


@dataclass(frozen=True)
class Enclosure:
    """A file inside an envelope; `inline`: the words show it where they name its Content-ID."""

    name: str
    content_type: str
    content: bytes
    content_id: str = ""
    inline: bool = False


@dataclass(frozen=True)
class Failure:
    """Whom one of our messages did not reach. `over`: nobody tries any longer.

    `permanent`: the address is at fault, not the moment.
    """

    address: str
    reason: str = ""
    over: bool = True
    permanent: bool = True


@dataclass(frozen=True)
class Envelope:
    """One message, read: what the spine needs, whatever the channel.

    `references` are the channel's names of messages that this one answers, nearest first; `tokens`
    the reply tokens that it was addressed to; `numbers` the conversations that its subject names.
    `html` need not be safe; the spine cleans it. `language` is empty when uncertain. `to`, `cc` and
    `reply_to` are the people that its headers name.

    `answer_to` is where answers are wanted when not where it came from; `failures` are told by a
    bounce. `may_be_ours` says that it looks like one of our own, and `marks` are the reply tokens
    that our automatic messages carry. `colleague_tokens` stand in the address to which a colleague
    answers; `signature` is the last part of `text`. With `poses_as_colleague` it comes from a
    colleague's address, which proves nothing. `signed` and `encrypted` tell how the writer
    protected it; neither was checked.
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
    to: tuple[Party, ...] = ()
    cc: tuple[Party, ...] = ()
    reply_to: tuple[Party, ...] = ()
    answer_to: str = ""
    failures: tuple[Failure, ...] = ()
    may_be_ours: bool = False
    marks: tuple[str, ...] = ()
    colleague_tokens: tuple[str, ...] = ()
    signature: str = ""
    poses_as_colleague: bool = False
    signed: bool = False
    encrypted: bool = False

    @property
    def address(self) -> str:
        """Where answers go."""
        return self.answer_to or self.sender_address
