"""Files that come with messages: stored first, attached in the transaction."""

from collections.abc import Sequence
from dataclasses import dataclass

from tillit.conversations import files
from tillit.conversations.envelope import Enclosure
from tillit.conversations.models import Attachment, Message
from tillit.conversations.words import one_line


@dataclass(frozen=True)
class KeptFile:
    """A file that is stored already and only has to be attached."""

    name: str
    content_type: str
    size: int
    sha256: str
    content_id: str = ""
    inline: bool = False


def keep_enclosures(enclosures: Sequence[Enclosure]) -> list[KeptFile]:
    """Store files before the transaction, so that it stays short."""
    return [
        KeptFile(
            one_line(enclosure.name, 250) or "file",
            one_line(enclosure.content_type, 120) or "application/octet-stream",
            len(enclosure.content),
            files.keep(enclosure.content),
            one_line(enclosure.content_id, 250),
            enclosure.inline,
        )
        for enclosure in enclosures
    ]


def kept_with(message: Message) -> list[KeptFile]:
    """The files of a message, as they could be attached to another one."""
    return [
        KeptFile(file.name, file.content_type, file.size, file.sha256, file.content_id, file.inline)
        for file in message.attachments.order_by("id")
    ]


def attach(message: Message, kept: Sequence[KeptFile]) -> None:
    """Attach stored files to a message."""
    if kept:
        Attachment.objects.bulk_create(
            Attachment(
                message=message,
                name=file.name,
                content_type=file.content_type,
                size=file.size,
                sha256=file.sha256,
                content_id=file.content_id,
                inline=file.inline,
            )
            for file in kept
        )
