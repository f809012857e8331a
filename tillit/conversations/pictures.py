"""Pictures on the internet: named by a message, wanted by an agent, fetched by us."""

import hashlib
import re
from collections.abc import Callable, Iterable
from functools import partial
from html import unescape

from django.db import transaction

from tillit import clock
from tillit.conversations import changes
from tillit.conversations.events import PicturesFetched, PicturesWanted
from tillit.conversations.internet import Fetched, fetch_all
from tillit.conversations.models import Message, PictureState, RemotePicture, TrustedSender
from tillit.journal.recording import emit
from tillit.people.actor import Actor
from tillit.people.models import Agent

MOST_PICTURES = 40
"""Of one message; a letter has fewer, and the others are most likely there to count readers."""
FETCHER = Actor.system("pictures")

_REMOTE = re.compile(r'<img [^<>]*?\bdata-remote="([^"<>]+)"')


def name_of(address: str) -> str:
    """What a picture is called by: its address is too long for an index."""
    return hashlib.sha256(address.encode("utf-8", "surrogatepass")).hexdigest()


def addresses_in(html: str) -> list[str]:
    """Where the pictures are that a message names, each once."""
    if "data-remote=" not in html:
        return []
    return list(dict.fromkeys(unescape(found) for found in _REMOTE.findall(html)))[:MOST_PICTURES]


def known_of(messages: Iterable[Message]) -> dict[int, dict[str, RemotePicture]]:
    """The pictures of messages that were wanted already, by message and name."""
    numbers = [message.pk for message in messages if "data-remote=" in message.html]
    found: dict[int, dict[str, RemotePicture]] = {number: {} for number in numbers}
    if numbers:
        for picture in RemotePicture.objects.filter(message__in=numbers):
            found[picture.message_id][picture.name] = picture
    return found


def is_trusted(contact_id: int | None) -> bool:
    """Whether the pictures of this contact are fetched without asking."""
    return contact_id is not None and TrustedSender.objects.filter(contact=contact_id).exists()


@transaction.atomic
def want(*, message: Message, by: Agent, always: bool = False) -> None:
    """Have the pictures of a message fetched; with `always` those of the same sender as well."""
    if always and message.contact_id:
        TrustedSender.objects.get_or_create(
            contact_id=message.contact_id, defaults={"agent": by, "at": clock.now()}
        )
    conversation = changes.lock(message.conversation_id)
    if not _note_wanted(message):
        return
    changes.change(conversation)
    emit(
        PicturesWanted(conversation.pk, conversation.team_id, message.pk),
        by=Actor.agent(by),
        carrying=conversation,
    )


def _note_wanted(message: Message) -> bool:
    """Whether there is anything to be fetched that nobody fetches already."""
    known = set(message.remote_pictures.values_list("name", flat=True))
    new = [one for one in addresses_in(message.html) if name_of(one) not in known]
    RemotePicture.objects.bulk_create(
        RemotePicture(message=message, name=name_of(address), address=address) for address in new
    )
    missing = message.remote_pictures.filter(state=PictureState.MISSING)
    again = missing.update(state=PictureState.WANTED)
    return bool(new or again)


def fetch(message: Message) -> Callable[[], None] | None:
    """Fetch what is wanted, outside of any transaction; what is returned records it."""
    wanted = list(message.remote_pictures.filter(state=PictureState.WANTED))
    if not wanted:
        return None
    fetched = fetch_all([picture.address for picture in wanted])
    return partial(_record, message, wanted, fetched)


def _record(
    message: Message, wanted: list[RemotePicture], fetched: dict[str, Fetched | None]
) -> None:
    for picture in wanted:
        found = fetched.get(picture.address)
        picture.state = PictureState.KEPT if found else PictureState.MISSING
        picture.content_type = found.content_type if found else ""
        picture.sha256 = found.sha256 if found else ""
    RemotePicture.objects.bulk_update(wanted, ["state", "content_type", "sha256"])
    conversation = changes.lock(message.conversation_id)
    changes.change(conversation)
    emit(
        PicturesFetched(conversation.pk, conversation.team_id, message.pk),
        by=FETCHER,
        carrying=conversation,
    )
