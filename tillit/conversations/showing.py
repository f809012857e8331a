"""What one reader is shown of the messages of a page: words, files, and what there is to know."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.template.defaultfilters import filesizeformat

from tillit.conversations import pictures
from tillit.conversations.addresses import act_from
from tillit.conversations.bodies import Body, attachment_url, body_of
from tillit.conversations.invitations import Invitation, invitation_in, may_invite
from tillit.conversations.models import ARRIVING, Attachment, Message
from tillit.people.models import Agent
from tillit.ui.addresses import url_of

MAIL = "message/rfc822"
MOST_INVITATIONS = 3


@dataclass(frozen=True)
class File:
    """An attachment as the page shows it; `mail_url` opens one that is a mail itself."""

    name: str
    size: str
    url: str
    icon: str
    mail_url: str = ""


@dataclass(frozen=True)
class Pictures:
    """The pictures of a message that are on the internet.

    `state` is "away" until somebody wants them, then "coming"; "missing" are those that could not
    be had. `at_once` says that they are wanted as soon as the page is open.
    """

    state: str
    url: str
    at_once: bool = False


@dataclass(frozen=True)
class Extras:
    """What there is to know of a message that came in."""

    whole_url: str
    is_cut: bool = False
    pictures: Pictures | None = None
    invitations: tuple[Invitation, ...] = ()
    signed: bool = False
    encrypted: bool = False


class Reader:
    """Somebody who reads some messages; `view` is the list that the page was opened from."""

    def __init__(self, agent: Agent, view: str, messages: Iterable[Message]) -> None:
        self.agent = agent
        self._view = view
        self._messages = messages

    @cached_property
    def _pictures(self) -> dict[int, dict[str, pictures.RemotePicture]]:
        return pictures.known_of(self._messages)

    @property
    def reads_one(self) -> bool:
        """Whether people said a single thing, so that nothing would be left without it."""
        return sum(not message.automatic for message in self._messages) == 1

    def body(self, message: Message, *, whole: bool = False) -> Body:
        """The words."""
        return body_of(message, self.agent, self._pictures.get(message.pk, {}), whole=whole)

    def files(self, message: Message, body: Body) -> list[File]:
        """The files, without those that stand among the words."""
        return [
            self.file(attachment)
            for attachment in message.attachments.all()
            if attachment.pk not in body.placed
        ]

    def file(self, attachment: Attachment) -> File:
        """One file as a card."""
        is_mail = attachment.content_type == MAIL
        return File(
            name=attachment.name,
            size=filesizeformat(attachment.size).replace("\xa0", " "),
            url=attachment_url(attachment, self.agent),
            icon="image" if attachment.content_type.startswith("image/") else "file-text",
            mail_url=url_of("conversations:attached_mail", attachment.pk) if is_mail else "",
        )

    def extras(self, message: Message, body: Body) -> Extras | None:
        """What else there is to know of a message; None for our own."""
        if message.kind not in ARRIVING:
            return None
        return Extras(
            whole_url=url_of("conversations:message", message.pk),
            is_cut=body.is_cut,
            pictures=self._bar(message, body),
            invitations=self._invitations(message),
            signed=message.signed,
            encrypted=message.encrypted,
        )

    def _bar(self, message: Message, body: Body) -> Pictures | None:
        if not body.absent:
            return None
        url = act_from(self._view, "pictures", message.pk)
        if body.wanted:
            return Pictures("coming", url)
        if body.missing == body.absent:
            return Pictures("missing", url)
        return Pictures("away", url, at_once=pictures.is_trusted(message.contact_id))

    def _invitations(self, message: Message) -> tuple[Invitation, ...]:
        found = (invitation_in(file) for file in message.attachments.all() if may_invite(file))
        return tuple(one for one in found if one)[:MOST_INVITATIONS]
