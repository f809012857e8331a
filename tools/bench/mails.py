"""Mails as customers send them: new ones and replies, some as HTML, some with a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from random import Random

from bench.filling import Answerable, World
from bench.words import Vocabulary, length_of_a_mail, some_language, vocabulary

REPLIES, AS_HTML, WITH_FILE = 0.10, 0.20, 0.06
FILE_BYTES = (2_000, 60_000)
FIRST_LINE = "On Mon, 2 Mar 2026 at 10:00, Bench <desk@desk.example> wrote:"


@dataclass(frozen=True)
class Mail:
    """A mail and where it goes."""

    sender: str
    recipient: str
    raw: bytes


def written(world: World, count: int, seed: int) -> list[Mail]:
    """So many mails; other ones for another seed."""
    random = Random(seed)  # noqa: S311 (the same every time, not a secret)
    writer = Writer(random, world)
    return [writer.mail(f"{seed}.{number}") for number in range(count)]


class Writer:
    """Writes mails of random customers."""

    def __init__(self, random: Random, world: World) -> None:
        """Reply to the messages of this world, and write to its inboxes."""
        self._random = random
        self._inboxes: Sequence[str] = world.inboxes
        self._answerable = list(world.answerable)

    def mail(self, name: str) -> Mail:
        """One mail; its name is told by no other."""
        language = some_language(self._random)
        words = vocabulary(language)
        mail = EmailMessage(policy=SMTP)
        mail["Message-ID"] = f"<bench.{name}@{language}.example>"
        if self._answerable and self._random.random() < REPLIES:
            answered = self._random.choice(self._answerable)
            sender, recipient = answered.customer, answered.inbox
            self._answer(mail, words, answered)
        else:
            sender, recipient = f"{name}@{language}.example", self._random.choice(self._inboxes)
            self._begin(mail, words)
        mail["From"] = Address(words.name(self._random), addr_spec=sender)
        mail["To"] = recipient
        mail["Date"] = "Mon, 02 Mar 2026 12:00:00 +0100"
        if self._random.random() < WITH_FILE:
            content = self._random.randbytes(self._random.randint(*FILE_BYTES))
            mail.add_attachment(content, maintype="image", subtype="jpeg", filename="photo.jpg")
        return Mail(sender, recipient, mail.as_bytes())

    def _answer(self, mail: EmailMessage, words: Vocabulary, answered: Answerable) -> None:
        mail["Subject"] = f"Re: {words.subject(self._random)}"
        mail["In-Reply-To"] = mail["References"] = answered.message_id
        quoted = "\n".join(f"> {line}" for line in self._text(words).splitlines())
        mail.set_content(f"{self._text(words)}\n\n{FIRST_LINE}\n{quoted}\n")

    def _begin(self, mail: EmailMessage, words: Vocabulary) -> None:
        mail["Subject"] = words.subject(self._random)
        text = self._text(words)
        if self._random.random() < AS_HTML:
            paragraphs = "".join(f"<p style='margin:0'>{part}</p>" for part in text.split("\n\n"))
            mail.set_content(f"<html><body><div>{paragraphs}</div></body></html>", subtype="html")
        else:
            mail.set_content(text)

    def _text(self, words: Vocabulary) -> str:
        return words.text(self._random, length_of_a_mail(self._random))
