"""The words of a message as the page shows them: pictures in their places, long ones folded."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from html import unescape

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from tillit.conversations.models import (
    ARRIVING,
    Attachment,
    Message,
    PictureState,
    RemotePicture,
)
from tillit.conversations.pictures import name_of
from tillit.conversations.seals import seal
from tillit.conversations.votes import is_question, without_ways_to_answer
from tillit.conversations.words import clean_html, html_of
from tillit.people.models import Agent

SHOWN_TYPES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
"""Types that a browser may show; everything else is downloaded, never run as HTML or SVG."""
LONGEST_PAGE = 60_000
"""Characters of markup that are shown in the conversation; a longer one begins as plain text."""
LONGEST_TEXT = 12_000
LONGEST_QUOTED = 12_000
_PICTURE = re.compile(r"<img\b([^<>]*)>")
_LINK = re.compile(r"</?a\b[^<>]*>")
_ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')


@dataclass(frozen=True)
class Body:
    """What is shown of a message.

    `placed` are the attachments that stand among the words; `absent` counts the pictures that are
    not here, of which `wanted` are being fetched and `missing` could not be had.
    """

    html: SafeString
    quoted: SafeString
    placed: frozenset[int] = frozenset()
    is_cut: bool = False
    absent: int = 0
    wanted: int = 0
    missing: int = 0


def attachment_url(attachment: Attachment, viewer: Agent) -> str:
    """Where this viewer finds a file, for some hours."""
    number = attachment.pk
    return reverse("conversations:attachment", args=[number, seal("attachment", number, viewer)])


def picture_url(picture: RemotePicture, viewer: Agent) -> str:
    """Where this viewer finds a picture that was fetched, for some hours."""
    number = picture.pk
    return reverse("conversations:picture", args=[number, seal("picture", number, viewer)])


def body_of(
    message: Message,
    viewer: Agent,
    remote: Mapping[str, RemotePicture],
    *,
    whole: bool = False,
) -> Body:
    """A message as this viewer sees it; `remote` are its pictures that were wanted."""
    body = _body_of(message, viewer, remote, whole=whole)
    html, quoted = (mark_safe(without_ways_to_answer(one)) for one in (body.html, body.quoted))
    return replace(body, html=html, quoted=quoted)


def _body_of(
    message: Message,
    viewer: Agent,
    remote: Mapping[str, RemotePicture],
    *,
    whole: bool = False,
) -> Body:
    quoted, quoted_cut = _beginning(message.quoted, LONGEST_QUOTED, whole)
    if message.automatic and message.kind not in ARRIVING:
        # Our automatic mails are dressed for mail programs; on the page they wear our clothes.
        html = clean_html(message.html)
        if is_question(message.purpose):
            # Whoever follows such a link speaks as the customer.
            html = mark_safe(_LINK.sub("", html))
        return Body(html, html_of(quoted), is_cut=quoted_cut)
    if not whole and _is_long(message):
        text, _cut = _beginning(message.text, LONGEST_TEXT, whole)
        return Body(html_of(text), html_of(quoted), is_cut=True)
    if not _has_pictures(message):
        return Body(mark_safe(message.html), html_of(quoted), is_cut=quoted_cut)
    placing = _Placing(message, viewer, remote)
    html = mark_safe(_PICTURE.sub(placing.place, message.html))
    return Body(
        html,
        html_of(quoted),
        frozenset(placing.placed),
        quoted_cut,
        placing.absent,
        placing.wanted,
        placing.missing,
    )


def _has_pictures(message: Message) -> bool:
    return "<img" in message.html


def _is_long(message: Message) -> bool:
    dressed = _has_pictures(message) or "<table" in message.html or "<a " in message.html
    return len(message.html) > (LONGEST_PAGE if dressed else LONGEST_TEXT * 2)


def _beginning(text: str, longest: int, whole: bool) -> tuple[str, bool]:
    """The beginning of a text, to the end of a line, and whether anything follows."""
    if whole or len(text) <= longest:
        return text, False
    return text[:longest].rpartition("\n")[0] or text[:longest], True


class _Placing:
    """Putting the pictures of one message into their places."""

    def __init__(
        self, message: Message, viewer: Agent, remote: Mapping[str, RemotePicture]
    ) -> None:
        self._viewer = viewer
        self._remote = remote
        # Only the files of this very message: no other one's can be named.
        self._files = {
            file.content_id: file
            for file in message.attachments.all()
            if file.content_id and file.content_type in SHOWN_TYPES
        }
        self.placed: set[int] = set()
        self.absent = self.wanted = self.missing = 0

    def place(self, found: re.Match[str]) -> str:
        """What stands where the message names a picture."""
        said = {name: unescape(value) for name, value in _ATTRIBUTE.findall(found.group(1))}
        source = self._source(said)
        if not source:
            return _stand_in(said.get("alt", ""))
        sides = {side: said[side] for side in ("width", "height") if said.get(side, "").isdecimal()}
        size = mark_safe("".join(f' {side}="{int(number)}"' for side, number in sides.items()))
        return format_html(
            '<img src="{}" alt="{}"{} loading="lazy" decoding="async">',
            source,
            said.get("alt", ""),
            size,
        )

    def _source(self, said: Mapping[str, str]) -> str:
        if "data-cid" in said:
            return self._file(said["data-cid"])
        if said.get("src", "").startswith("cid:"):
            # Our own messages name their pictures as mail programs know them.
            return self._file(said["src"].removeprefix("cid:"))
        return self._fetched(said["data-remote"]) if "data-remote" in said else ""

    def _file(self, content_id: str) -> str:
        file = self._files.get(content_id) or self._files.get(content_id.partition("?")[0])
        if file is None:
            return ""
        self.placed.add(file.pk)
        return attachment_url(file, self._viewer)

    def _fetched(self, address: str) -> str:
        picture = self._remote.get(name_of(address))
        if picture is not None and picture.state == PictureState.KEPT:
            return picture_url(picture, self._viewer)
        self.absent += 1
        self.wanted += picture is not None and picture.state == PictureState.WANTED
        self.missing += picture is not None and picture.state == PictureState.MISSING
        return ""


def _stand_in(alt: str) -> str:
    words = " ".join(alt.split())
    return format_html('<span class="no-picture">{}</span>', words or _("Picture"))
