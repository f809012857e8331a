"""Mails of the kinds that fill a mailbox, the same each time, to measure how fast they are read."""

from __future__ import annotations

import base64
import quopri
from collections.abc import Callable
from random import Random

from bench.words import Vocabulary, some_language, vocabulary

HEADERS = 18
"""Of these each server on the way adds some; more than half of an ordinary head is theirs."""
LETTER_WORDS = (20, 220)
NEWSLETTER_BYTES = (50_000, 100_000)
THREAD = 6
"""Earlier mails that a long answer repeats."""
FILE_BYTES = (20_000, 400_000)
BULK = "List-Unsubscribe: <https://news.example/stop>\nPrecedence: bulk\n"
STYLE = "font-family:Helvetica,Arial,sans-serif;font-size:14px;line-height:21px;color:#3c4043"


class Post:
    """Writes mails of each kind."""

    def __init__(self, seed: int) -> None:
        """Begin anew: the same seed gives the same mails."""
        self._random = Random(seed)  # noqa: S311 (the same every time, not a secret)
        self._written = 0

    def kinds(self) -> dict[str, Callable[[], bytes]]:
        """Each kind by its name."""
        return {
            "letter": self.letter,
            "answer": self.answer,
            "long thread": self.long_thread,
            "page and text": self.page_and_text,
            "with files": self.with_files,
            "newsletter": self.newsletter,
            "page alone": self.page_alone,
        }

    def letter(self) -> bytes:
        """Plain words."""
        words = vocabulary(some_language(self._random))
        body = self._prose(words, *LETTER_WORDS)
        return self._head("text/plain; charset=utf-8") + body.encode()

    def answer(self) -> bytes:
        """A few words above a mail that is quoted."""
        return self._answer(1)

    def long_thread(self) -> bytes:
        """An answer that repeats all that was written before."""
        return self._answer(THREAD)

    def page_and_text(self) -> bytes:
        """The same words as a page and as plain text, as most programs send them."""
        words = vocabulary(some_language(self._random))
        said, before = self._prose(words, *LETTER_WORDS), self._prose(words, *LETTER_WORDS)
        text = f"{said}\n\nOn Mon, 2 Mar 2026 at 10:00, Ada <ada@desk.example> wrote:\n"
        text += "".join(f"> {line}\n" for line in before.split("\n"))
        page = "".join(
            f'<div dir="ltr" style="{STYLE}">{one}</div><br>' for one in said.split("\n")
        )
        page += '<div class="gmail_quote"><div dir="ltr" class="gmail_attr">On Mon, 2 Mar 2026'
        page += f' Ada wrote:<br></div><blockquote class="gmail_quote">{before}</blockquote></div>'
        parts = [("text/plain; charset=utf-8", text), ("text/html; charset=utf-8", page)]
        return self._head("multipart/alternative; boundary=edge") + _container(
            "edge", [_quoted_printable(*part) for part in parts]
        )

    def with_files(self) -> bytes:
        """Words and two files."""
        words = vocabulary(some_language(self._random))
        body = f"Content-Type: text/plain; charset=utf-8\n\n{self._prose(words, *LETTER_WORDS)}"
        files = [self._file(name) for name in ("receipt.pdf", "the lid.jpg")]
        return self._head("multipart/mixed; boundary=edge") + _container(
            "edge", [body.encode(), *files]
        )

    def newsletter(self) -> bytes:
        """A page of fifty to a hundred kilobytes: tables in tables, styles, links, pictures."""
        page, text = self._newsletter()
        parts = [("text/plain; charset=utf-8", text), ("text/html; charset=utf-8", page)]
        return self._head("multipart/alternative; boundary=edge", BULK) + _container(
            "edge", [_quoted_printable(*part) for part in parts]
        )

    def page_alone(self) -> bytes:
        """The same page without plain words beside it: they are found in the page."""
        page, _text = self._newsletter()
        return self._head("text/html; charset=utf-8", BULK) + page.encode()

    def _newsletter(self) -> tuple[str, str]:
        words = vocabulary(some_language(self._random))
        size = self._random.randint(*NEWSLETTER_BYTES)
        page = [f"<html><head><style>{'.card td{padding:0 12px}' * 60}</style></head><body>"]
        page.append(f'<div style="display:none">{self._prose(words, 10, 20)}</div><table><tr><td>')
        text, written = [], len(page[0])
        while written < size:
            said = self._prose(words, 20, 90)
            page.append(self._card(said))
            text.append(f"{said}\nhttps://news.example/{self._random.getrandbits(64):x}\n")
            written += len(page[-1])
        return "".join([*page, "</td></tr></table></body></html>"]), "\n".join(text)

    def _card(self, said: str) -> str:
        link = f"https://news.example/{self._random.getrandbits(160):x}"
        cell = f'<td class="card" align="left" style="padding:12px;{STYLE}">'
        return (
            f'<table role="presentation" width="600" cellpadding="0"><tr>{cell}'
            f'<a href="{link}" style="{STYLE};text-decoration:none"><img src="{link}.png"'
            f' width="560" height="220" alt="A picture" style="display:block"></a></td></tr><tr>'
            f'{cell}<h2 style="{STYLE}">{said[:40]}</h2><p style="{STYLE}">{said}</p>'
            f'<table><tr><td bgcolor="#2a52c9" style="{STYLE}"><a href="{link}">Read on</a>'
            f'</td></tr></table><img src="{link}" width="1" height="1"></td></tr></table>'
        )

    def _answer(self, depth: int) -> bytes:
        words = vocabulary(some_language(self._random))
        body = self._prose(words, 15, 60)
        for level in range(1, depth + 1):
            mark = ">" * level
            body += f"\n\n{'>' * (level - 1)} On 2 Mar 2026 at 1{level}:00, Ada <ada@desk.example>"
            body += " wrote:\n" + "".join(
                f"{mark} {line}\n" for line in self._prose(words, *LETTER_WORDS).split("\n")
            )
        return self._head("text/plain; charset=utf-8", "In-Reply-To: <one@desk.example>\n") + (
            body.encode()
        )

    def _head(self, kind: str, more: str = "") -> bytes:
        self._written += 1
        hops = "".join(
            f"X-Hop-{number}: {self._random.getrandbits(400):x}\n"
            f"Received: from mx{number}.example (mx{number}.example [192.0.2.{number}])\n"
            f"\tby mail.example with ESMTPS id {self._random.getrandbits(64):x}\n"
            "\tfor <support@desk.example>; Mon, 2 Mar 2026 12:00:00 +0100\n"
            for number in range(HEADERS // 3)
        )
        return (
            f"{hops}{more}From: =?utf-8?q?Zs=C3=B3fia?= Kov <c{self._written}@customer.example>\n"
            "To: Desk <support@desk.example>\nDate: Mon, 02 Mar 2026 12:00:00 +0100\n"
            f"Subject: =?utf-8?q?K=C3=A6re_dere=2C?= about order {self._written}\n"
            f"Message-ID: <{self._written}@customer.example>\nMIME-Version: 1.0\n"
            f"Content-Type: {kind}\n\n"
        ).encode()

    def _prose(self, words: Vocabulary, least: int, most: int) -> str:
        chosen = words.words(self._random, self._random.randint(least, most))
        lines = [" ".join(chosen[at : at + 12]) for at in range(0, len(chosen), 12)]
        return "\n".join(line.capitalize() + "." for line in lines)

    def _file(self, name: str) -> bytes:
        content = self._random.randbytes(self._random.randint(*FILE_BYTES))
        head = f'Content-Type: application/octet-stream; name="{name}"\n'
        head += f'Content-Disposition: attachment; filename="{name}"\n'
        return f"{head}Content-Transfer-Encoding: base64\n\n".encode() + base64.encodebytes(content)


def _quoted_printable(kind: str, words: str) -> bytes:
    head = f"Content-Type: {kind}\nContent-Transfer-Encoding: quoted-printable\n\n"
    return head.encode() + quopri.encodestring(words.encode())


def _container(edge: str, parts: list[bytes]) -> bytes:
    line = f"\n--{edge}".encode()
    return b"".join(line + b"\n" + part for part in parts) + line + b"--\n"
