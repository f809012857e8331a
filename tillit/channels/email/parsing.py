"""The structure of a mail: headers and parts, found in one pass over its bytes.

The parts keep their bytes as they came, so that an attached mail has the checksum that it had when
it was attached. They are messages of the standard library, which knows parameters and much else.
"""

import codecs
import re
from email.message import Message
from typing import Any

from tillit.channels.email.charsets import hint_in, text_of, text_of_header
from tillit.channels.email.containers import MOST_PARTS, likely_boundary, parts_between
from tillit.channels.email.headers import AS_WRITTEN
from tillit.channels.email.transfer import unpacked

LARGEST_HEAD = 256 * 1024
"""Bytes of the headers of a part that are read."""
MOST_HEADERS = 1000
LONGEST_HEADER = 64 * 1024
"""Characters of one header that are kept."""
LONGEST_CONTENT = 8 * 1024
"""The same of a header with parameters: taking them apart takes the square of it."""
DEEPEST = 30
"""Containers inside of each other that are opened."""

_KNOWN = frozenset(
    b"from to cc subject date received return-path reply-to sender references in-reply-to "
    b"message-id mime-version content-type content-transfer-encoding content-disposition "
    b"x-mailer user-agent delivered-to list-id".split()
)
_LATE_HEAD = re.compile(
    rb"(?:[ \t]*\r?\n){0,20}[ \t]*(?=(?:from|to|received|return-path|date|subject|message-id"
    rb"|mime-version|delivered-to|x-[\w-]{1,40}|content-type)[ \t]*:|From )",
    re.IGNORECASE,
)
_OUTLOOK_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How the files begin in which Outlook keeps a mail of its own (.msg)."""
_END_OF_HEAD = re.compile(
    rb"\r?\n(?:\r?\n|[ \t]+\r?\n(?![ \t]+[^ \t\r\n])(?!(?:from|to|cc|subject|date|received|reply-to"
    rb"|message-id|mime-version|x-[\w-]{1,40}|content-[\w-]{1,40})[ \t]*:))",
    re.IGNORECASE,
)
"""An empty line, or one of spaces with no more headers behind it."""
_FIELD = re.compile(rb"([!-9;-~]{1,100})[ \t]*:[ \t]*")
_FOLD = re.compile(rb"(?:\r?\n[ \t]+)+")


class Part(Message):
    """One part: its headers, and its bytes as they came."""

    def __init__(self, body: bytes = b"") -> None:
        """Start without headers."""
        super().__init__(policy=AS_WRITTEN)
        self.body = body
        self.inside: list[Part] = []
        self.choice = 0
        """Parts with the same number, other than 0, say the same in different ways."""
        self._first: dict[str, tuple[str, Any]] = {}

    def set_raw(self, name: str, value: Any) -> None:
        """Add a header as it stands."""
        super().set_raw(name, value)
        self._first.setdefault(name.lower(), (name, value))

    def get(self, name: str, failobj: Any = None) -> Any:
        """The first header of this name; found by its name, since a mail is asked for many."""
        found = self._first.get(name.lower())
        return failobj if found is None else AS_WRITTEN.header_fetch_parse(*found)

    def is_multipart(self) -> bool:
        """Whether other parts are in it."""
        return bool(self.inside)

    def get_payload(self, i: Any = None, decode: bool = False) -> Any:
        """The parts of a container, or the content of a part."""
        if self.is_multipart():
            return self.inside if i is None else self.inside[i]
        raw = unpacked(self.body, self.get("Content-Transfer-Encoding", ""))
        return raw if decode else text_of(raw, self.get_content_charset() or "")


class Plan:
    """What has been found so far in one mail, against its limits."""

    def __init__(self) -> None:
        """Start with nothing found."""
        self.problems: list[str] = []
        self.parts = 0
        self.choices = 0
        self.refusal = ""
        self.charset = ""
        """The one that the mail names first, a hint for what names none."""

    def note(self, problem: str) -> None:
        """Remember what is broken, once."""
        if problem not in self.problems and len(self.problems) < 50:
            self.problems.append(problem)

    def refuse(self, problem: str) -> None:
        """Say why this is no letter."""
        self.note(problem)
        self.refusal = self.refusal or problem


def parse(raw: bytes) -> tuple[Part, Plan]:
    """The parts of a mail, and what is broken about it."""
    plan = Plan()
    raw = _in_bytes(raw)
    if b"\n" not in raw[:LARGEST_HEAD] and b"\r" in raw[:LARGEST_HEAD]:
        raw = raw.replace(b"\r", b"\n")
        plan.note("the lines end without line feeds")
    if raw[:1].isspace() and (begin := _LATE_HEAD.match(raw)):
        raw = raw[begin.end() :]
        plan.note("something empty stands before the headers")
    if raw.startswith((b"From ", b">From ")) and not raw[5:60].lstrip().startswith(b":"):
        raw = raw.partition(b"\n")[2]
    if raw.startswith(_OUTLOOK_FILE):
        plan.refuse("this is a file of Outlook and no mail")
        raw = b""
    plan.charset = "" if raw[:LARGEST_HEAD].isascii() else hint_in(raw)
    return _part(raw, plan, 0), plan


def _in_bytes(raw: bytes) -> bytes:
    """A mail that somebody saved as text, without the mark that such files begin with."""
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return raw.decode("utf-16", "replace").encode("utf-8", "replace")
    return raw.removeprefix(codecs.BOM_UTF8)


def _part(raw: bytes, plan: Plan, depth: int, kind: str = "text/plain", choice: int = 0) -> Part:
    head, body = split_head(raw, plan)
    part = Part(body)
    part.choice = choice
    _read_fields(part, head, plan)
    part.set_default_type(kind)
    if part.get_content_maintype() == "multipart":
        if depth < DEEPEST:
            _open(part, plan, depth)
        else:
            plan.refuse(f"the mail has more than {DEEPEST} containers inside of each other")
    return part


def split_head(raw: bytes, plan: Plan) -> tuple[bytes, bytes]:
    """Headers and body."""
    if raw.startswith((b"\n", b"\r\n")):
        return b"", raw[raw.index(b"\n") + 1 :]
    end = _END_OF_HEAD.search(raw)
    head, body = (raw[: end.start()], raw[end.end() :]) if end else (raw.rstrip(b"\r\n"), b"")
    if not _FIELD.match(head):
        return b"", raw
    if len(head) > LARGEST_HEAD:
        plan.note(f"more than {LARGEST_HEAD} bytes of headers")
    return head[:LARGEST_HEAD], body


def _read_fields(part: Part, head: bytes, plan: Plan) -> None:
    lines = _FOLD.sub(b" ", head).split(b"\n") if head else []
    fields = [_FIELD.match(line) for line in lines[:MOST_HEADERS]]
    if len(lines) > MOST_HEADERS:
        plan.note(f"more than {MOST_HEADERS} headers")
    for number, (line, found) in enumerate(zip(lines, fields, strict=False)):
        if found is None:
            plan.note("a line among the headers is none")
            if not any(_is_known(one) for one in fields[number + 1 :]):
                part.body = b"\n".join(lines[number:]) + b"\n\n" + part.body
                return
            continue
        _keep(part, found.group(1).decode("ascii"), line[found.end() :], plan.charset)


def _is_known(field: re.Match[bytes] | None) -> bool:
    name = field.group(1).lower() if field is not None else b""
    return name in _KNOWN or name.startswith((b"x-", b"content-", b"list-", b"arc-", b"dkim-"))


def _keep(part: Part, name: str, value: bytes, hint: str) -> None:
    longest = LONGEST_CONTENT if name.lower().startswith("content-") else LONGEST_HEADER
    part.set_raw(name, text_of_header(value[:longest].rstrip(b"\r"), hint))


def _open(part: Part, plan: Plan, depth: int) -> None:
    pieces = _pieces(part, plan)
    if not pieces:
        plan.note("the parts of a container cannot be found")
        return
    kind = "message/rfc822" if part.get_content_subtype() == "digest" else "text/plain"
    choice = part.choice
    if part.get_content_subtype() == "alternative":
        plan.choices += 1
        choice = plan.choices
    children: list[Part] = []
    for piece in pieces:
        if plan.parts >= MOST_PARTS:
            plan.refuse(f"the mail has more than {MOST_PARTS} parts")
            break
        child = _part(piece, plan, depth + 1, kind, choice)
        plan.parts += not child.is_multipart()
        children.append(child)
    part.body = b""
    part.inside = children


def _pieces(part: Part, plan: Plan) -> list[bytes]:
    """The bytes of the parts of a container."""
    boundary = part.get_boundary()
    named = boundary.encode("utf-8", "replace") if boundary else b""
    pieces, is_closed = parts_between(part.body, named) if named else ([], False)
    if not pieces and not is_closed:
        # Nothing may stand for a container, but some programs encode them as a whole.
        part.body = unpacked(part.body, part.get("Content-Transfer-Encoding", ""))
        guess = likely_boundary(part.body)
        pieces, is_closed = parts_between(part.body, guess) if guess else ([], True)
        if guess != named and pieces:
            plan.note("the boundary of a container is not the one that it names")
    elif not pieces:
        part.body = b""
    if not is_closed:
        plan.note("the end of a container is missing")
    return pieces
