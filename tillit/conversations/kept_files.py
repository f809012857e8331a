"""Files that are stored already and wait in a composer: named by what only we can write."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass

from django.core.signing import BadSignature, dumps, loads

from tillit.conversations import files
from tillit.conversations.models import Conversation
from tillit.conversations.spine import KeptFile

MOST_FILES = 50


@dataclass(frozen=True)
class KeptChoice:
    """A stored file as the composer offers it; `value` is what the form sends back."""

    name: str
    value: str


def offered(conversation: Conversation, kept: Iterable[KeptFile]) -> list[KeptChoice]:
    """Files as the composer of this conversation offers them."""
    salt = _salt(conversation)
    return [KeptChoice(file.name, dumps(asdict(file), salt=salt, compress=True)) for file in kept]


def chosen(conversation: Conversation, values: Iterable[str]) -> list[KeptFile]:
    """The files that a form of this conversation sent back; what we did not write is ignored."""
    return list(_read(conversation, list(values)[:MOST_FILES]))


def _read(conversation: Conversation, values: Iterable[str]) -> Iterator[KeptFile]:
    for value in values:
        try:
            file = KeptFile(**loads(value, salt=_salt(conversation)))
        except BadSignature:
            continue
        if files.path_of(file.sha256).exists():
            yield file


def _salt(conversation: Conversation) -> str:
    return f"tillit.kept.{conversation.pk}"
