"""Files that are stored already and wait in a composer: named by what only we can write."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass

from django.core.signing import BadSignature, dumps, loads
from django.template.defaultfilters import filesizeformat
from django.urls import reverse

from tillit.conversations import files
from tillit.conversations.models import Conversation
from tillit.conversations.spine import KeptFile

MOST_FILES = 50
SECONDS = 8 * 3600
"""How long the address of a picture in a composer works."""


@dataclass(frozen=True)
class KeptChoice:
    """A stored file as the composer offers it; `value` is what the form sends back.

    `picture` is the name of one that stands among the words, and `url` where it is to be seen.
    """

    name: str
    value: str
    size: str = ""
    picture: str = ""
    url: str = ""


def offered(conversation: Conversation, kept: Iterable[KeptFile]) -> list[KeptChoice]:
    """Files as the composer of this conversation offers them."""
    return [_choice(conversation, file) for file in kept]


def _choice(conversation: Conversation, file: KeptFile) -> KeptChoice:
    value = dumps(asdict(file), salt=_salt(conversation), compress=True)
    picture = file.content_id if file.inline else ""
    address = reverse("conversations:kept_picture", args=[conversation.pk, value])
    size = filesizeformat(file.size).replace("\xa0", " ")
    return KeptChoice(file.name, value, size, picture, address if picture else "")


def shown(conversation: Conversation, value: str) -> KeptFile | None:
    """A picture that waits in a composer, as long as its address is not too old."""
    found = _read(conversation, [value], SECONDS)
    return next((file for file in found if files.path_of(file.sha256).exists()), None)


def chosen(conversation: Conversation, values: Iterable[str]) -> list[KeptFile]:
    """The files that a form of this conversation sent back; what we did not write is ignored."""
    found = _read(conversation, list(values)[:MOST_FILES])
    return [file for file in found if files.need(file.sha256)]


def lost(conversation: Conversation, values: Iterable[str]) -> list[str]:
    """The names of the files among these that have been cleared away meanwhile."""
    found = _read(conversation, list(values)[:MOST_FILES])
    return [file.name for file in found if not files.path_of(file.sha256).exists()]


def _read(
    conversation: Conversation, values: Iterable[str], seconds: int | None = None
) -> Iterator[KeptFile]:
    for value in values:
        try:
            yield KeptFile(**loads(value, salt=_salt(conversation), max_age=seconds))
        except BadSignature:
            continue


def _salt(conversation: Conversation) -> str:
    return f"tillit.kept.{conversation.pk}"
