"""The new words of a mail apart from what it repeats."""

import re
from functools import cache

from mailparser_reply.constants import MAIL_LANGUAGES, QUOTED_MATCH_INCLUDE
from mailparser_reply.parser import EmailMessage

LONGEST = 100_000
"""Characters searched for a quotation; longer mails are shown whole."""
LONGEST_LINE = 250
"""Characters of a line that are looked at: the search takes the square of a line's length."""


def _headers(labels: str) -> str:
    """A block of mail headers as Outlook writes it above the quoted mail."""
    return (
        rf"((?:(?:^|\n|\n{QUOTED_MATCH_INCLUDE})[* ]*(?:{labels}):[ *]*(?:\s{{,2}}).*){{2,}}"
        r"(?:\n.*){,1})"
    )


_ADDED = {
    "nl": {
        **MAIL_LANGUAGES["nl"],
        "wrote_header": (
            rf"^({QUOTED_MATCH_INCLUDE}Op\s.{{1,200}}?(?:\n.{{0,120}}?)?"
            r"(?:\sschreef.{0,160}?(?:<\n.{1,100})?|\sheeft\s.{1,120}?(?:\n.{0,60})?\sgeschreven):)$"
        ),
    },
    "nb": {
        "wrote_header": (
            rf"^({QUOTED_MATCH_INCLUDE}(?:Den|På|man\.|tir\.|ons\.|tor\.|fre\.|lør\.|søn\.|[0-9])"
            r".{0,200}?(?:\n.{0,120}?)?(?:\sskrev|\ssvarte).{0,160}?(?:<\n.{1,100})?:)$"
        ),
        "from_header": _headers("Fra|Sendt|Til|Emne|Dato|Kopi"),
    },
    "hu": {
        "wrote_header": (
            rf"^({QUOTED_MATCH_INCLUDE}.{{1,200}}?(?:\n.{{0,120}}?)?"
            r"(?:ezt írta|írta)(?: \(időpont:.{0,120}?\))?.{0,60}?:)$"
        ),
        "from_header": _headers("Feladó|Küldve|Elküldve|Dátum|Címzett|Tárgy|Másolat"),
    },
}

_QUOTED_TAIL = re.compile(r"(?:(?:\A|\n)[ \t]*(?:>|_{20})[^\n]*)+\s*\Z")


@cache
def _beginning() -> re.Pattern[str]:
    """What a quotation begins with, in every language that we know."""
    MAIL_LANGUAGES.update(_ADDED)
    return EmailMessage("", languages=["en", "nb", "nl", "hu", "da", "de"]).HEADER_REGEX


def apart(text: str) -> tuple[str, str]:
    """The new words and the quoted ones; together they are the whole text, nothing is lost.

    When nothing would be left of the new words, all of it counts as new.
    """
    text = text.replace("\r\n", "\n").strip()
    if len(text) > LONGEST or not _may_quote(text):
        return text, ""
    lines = text.split("\n")
    new = "\n".join(lines[: _quotation_in(lines)])
    new = _QUOTED_TAIL.sub("", new).rstrip()
    if not new.strip():
        return text, ""
    return new, text[len(new) :].strip("\n")


def _quotation_in(lines: list[str]) -> int:
    """The line in which a quotation begins; behind the last one when there is none."""
    shown = "\n".join(line.strip().lstrip("> ")[:LONGEST_LINE] for line in lines)
    found = _beginning().search(shown)
    if found is None:
        return len(lines)
    empty = len(found.group()) - len(found.group().lstrip("\n"))
    return shown.count("\n", 0, found.start() + empty)


def _may_quote(text: str) -> bool:
    """Cheap look for a sign of a quotation, since most first mails hold none."""
    return "\n>" in text or "@" in text or text.count(":\n") > 0 or "----" in text
