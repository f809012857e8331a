"""The words and the files inside a mail."""

import re
from collections.abc import Callable, Iterable, Iterator
from email.message import Message

from tillit.channels.email import tnef
from tillit.channels.email.among_words import taken_apart
from tillit.channels.email.charsets import charset_of_page, text_of
from tillit.channels.email.enriched import words_of_enriched, words_of_richtext
from tillit.channels.email.file_names import content_type_of, file_name_of, safe_name, unnamed
from tillit.channels.email.flowed import unwrapped
from tillit.channels.email.left_out import left_out_by
from tillit.channels.email.letter import EnclosedFile
from tillit.channels.email.parsing import Part, parse
from tillit.channels.email.transfer import unpacked
from tillit.conversations.envelope import Enclosure
from tillit.conversations.pages.plain import page_text, text_of_html

__all__ = ["enclosures_of", "files_of", "parts_of", "text_in", "text_of_html", "words_of"]

_STUB = re.compile(
    r"\bhtml\b.{0,80}\b(?:mail|message|format|view|viewer|client|version)|"
    r"\b(?:mail|message|format|view|viewer|client)\b.{0,80}\bhtml\b|<html|<body|<div|<p>",
    re.IGNORECASE | re.DOTALL,
)
LONGEST_STUB = 400
_WORDS = ("text/plain", "text/html")
_WORDS_TOO: dict[str, Callable[[str], str]] = {
    "text/enriched": words_of_enriched,
    "text/richtext": words_of_richtext,
    "text/markdown": str,
    "text/x-markdown": str,
    "plain/text": str,
    "text/text": str,
}
"""Words in other ways, where they are not the other form of a plain text."""
_BEGINNING_OF_PAGE = re.compile(r"\s{0,100}(?:<!doctype html\b|<html[\s>])", re.IGNORECASE)
_TNEF = ("application/ms-tnef", "application/vnd.ms-tnef")


def parts_of(mail: Message) -> list[Part]:
    """The parts that are not containers; a mail inside of the mail is one part."""
    whole = mail if isinstance(mail, Part) else parse(mail.as_bytes())[0]
    return list(_leaves(whole))


def _leaves(part: Part) -> Iterator[Part]:
    if not part.is_multipart():
        yield part
        return
    for inner in part.inside:
        yield from _leaves(inner)


def content(part: Part, problems: list[str] | None = None) -> bytes:
    """The decoded bytes of a part; an attached mail as it stands."""
    return unpacked(part.body, str(part.get("Content-Transfer-Encoding", "")), problems)


def text_in(part: Part, problems: list[str] | None = None) -> str:
    """The words of a text part in its charset, or in the one it most likely meant."""
    raw = content(part, problems)
    if kind_of(part) == "text/plain":
        raw = taken_apart(raw).words
    charset = _charset_of(part)
    if not charset and kind_of(part) == "text/html":
        charset = charset_of_page(raw)
    text = text_of(raw, charset, problems)
    if (unmarked := _WORDS_TOO.get(kind_of(part))) is not None:
        return unmarked(text)
    if kind_of(part) == "text/plain" and _parameter(part, "format") == "flowed":
        return unwrapped(text, joined=_parameter(part, "delsp") == "yes")
    return text


def _charset_of(part: Part) -> str:
    try:
        return part.get_content_charset() or ""
    except (ValueError, LookupError):
        return ""


def _parameter(part: Part, name: str) -> str:
    value = part.get_param(name, "")
    return value.lower() if isinstance(value, str) else ""


def is_attached(part: Part) -> bool:
    """Whether a part is a file rather than words."""
    if part.get_content_disposition() == "attachment" or file_name_of(part):
        return True
    return kind_of(part) not in (_WORDS if part.choice else (*_WORDS, *_WORDS_TOO))


def kind_of(part: Part) -> str:
    """The content type; a container whose parts cannot be found is taken for plain text."""
    if part.get_content_maintype() == "multipart":
        return "text/plain"
    return content_type_of(part)


def texts_of(parts: Iterable[Part], problems: list[str]) -> tuple[str, str]:
    """The plain text and the page of a mail; files that stand in the text are not words of it."""
    texts = [part for part in parts if not is_attached(part)]
    said = [(part, text_in(part, problems)) for part in texts]
    said = [(part, text) for part, text in said if text.strip()]
    pages = [(part, text) for part, text in said if _is_page(part, text)]
    page = "\n".join(text for _part, text in pages)
    if len(pages) == len(said):
        return "", page
    # A page that says the same as a plain text is one with it; any other has words of its own.
    twice = {part.choice for part, text in said if not _is_page(part, text)} - {0}
    words = (
        text_of_html(text) if _is_page(part, text) else text
        for part, text in said
        if not _is_page(part, text) or part.choice not in twice
    )
    return "\n".join(words), page


def _is_page(part: Part, text: str) -> bool:
    return kind_of(part) == "text/html" or _BEGINNING_OF_PAGE.match(text) is not None


def is_stub(plain: str, page: str) -> bool:
    """Whether a plain text only says that the words are elsewhere."""
    text = plain.strip()
    if not page or len(text) > LONGEST_STUB:
        return False
    return not text or (bool(_STUB.search(text)) and len(text_of_html(page)) > len(text))


def words_of(parts: list[Part]) -> str:
    """The plain text of a mail, made from the HTML part when there is no other."""
    plain, page = texts_of(parts, [])
    return page_text(page).text if is_stub(plain, page) else plain


def files_of(parts: Iterable[Part], problems: list[str]) -> tuple[EnclosedFile, ...]:
    """The files of a mail, in order."""
    return tuple(file for part in parts for file in _files_in(part, problems))


def _files_in(part: Part, problems: list[str]) -> Iterator[EnclosedFile]:
    if not is_attached(part):
        yield from _files_among_words(part, problems)
        return
    raw = content(part, problems)
    kind, name = kind_of(part), file_name_of(part)
    problems += [missing] if (missing := left_out_by(part, kind)) else []
    if kind in _TNEF or name.lower() == "winmail.dat":
        inside = tnef.read(raw)
        if inside is not None and inside.files:
            yield from inside.files
            return
        problems.append("a winmail.dat cannot be taken apart")
    identifier = str(part.get("Content-ID", "")).strip(" \t<>")
    disposition = part.get_content_disposition()
    inline = disposition == "inline" or (disposition is None and bool(identifier))
    inline = inline or (bool(identifier) and part.get_content_maintype() == "image")
    yield EnclosedFile(name or unnamed(kind), kind, raw, identifier, inline)


def _files_among_words(part: Part, problems: list[str]) -> Iterator[EnclosedFile]:
    if kind_of(part) != "text/plain":
        return
    for file in taken_apart(content(part)).files:
        problems += [file.problem] if file.problem else []
        kind = "application/octet-stream"
        yield EnclosedFile(safe_name(file.name) or unnamed(kind), kind, file.content)


def enclosures_of(parts: list[Part]) -> tuple[Enclosure, ...]:
    """The files of a mail as the spine takes them."""
    return tuple(as_enclosure(file) for file in files_of(parts, []))


def as_enclosure(file: EnclosedFile) -> Enclosure:
    """A file as the spine takes it."""
    return Enclosure(
        name=file.name,
        content_type=file.content_type,
        content=file.content,
        content_id=file.content_id,
        inline=file.inline and bool(file.content_id),
    )
