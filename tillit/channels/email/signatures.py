"""What a mail program adds below the words by itself."""

import re
from collections.abc import Iterable
from functools import cache

from mailparser_reply.constants import MAIL_LANGUAGES

from tillit.channels.email.device_words import is_sent_from

MOST_LINES = 20
"""Lines below a mark that can still be a signature."""
LONGEST_LINE = 120

_MARK = re.compile(r"\s?(?:--|—|__)[ \t]?")
_ADDRESS = re.compile(r"\s?<https?:[^<>\s]*>")
_RULE = re.compile(r"[_*=-]{10,}\s*")


def signature_at(lines: list[str]) -> int:
    """The line in which the signature begins; behind the last one when there is none."""
    end = _last_word(lines)
    marked = _mark_in(lines, end)
    if marked < end:
        return _device_line(lines, marked)
    return _device_line(lines, end)


def signature_marked(lines: list[str], marked: Iterable[int]) -> int:
    """The line in which a page says that it begins; behind the last one when that cannot be."""
    for at in marked:
        below = [one for one in lines[at:] if one.strip()]
        if 0 < at < len(lines) and len(below) <= MOST_LINES:
            return at
    return len(lines)


def _last_word(lines: list[str]) -> int:
    end = len(lines)
    while end and not lines[end - 1].strip():
        end -= 1
    return end


def _mark_in(lines: list[str], end: int) -> int:
    """Where a line of two hyphens stands with little enough below it."""
    for at in range(max(0, end - MOST_LINES - 1), end):
        line = lines[at]
        if not at or not (_MARK.fullmatch(line) or _is_rule(lines, at)):
            continue
        below = [one for one in lines[at + 1 : end] if one.strip()]
        # The mark of the standard is sure, even above what a lawyer wants in one long line.
        if below and (line == "-- " or all(len(one) <= LONGEST_LINE for one in below)):
            return at
    return end


def _is_rule(lines: list[str], at: int) -> bool:
    """Whether a line is drawn; right below a single line it makes a heading of it."""
    if _RULE.fullmatch(lines[at]) is None:
        return False
    is_single = at < 2 or not lines[at - 2].strip()
    return lines[at].startswith("_") or not (is_single and lines[at - 1].strip())


def _device_line(lines: list[str], end: int) -> int:
    """Where the line of a telephone stands, if it is the last one above."""
    last = _last_word(lines[:end])
    for at in range(max(0, last - 2), last):
        line = _ADDRESS.sub("", lines[at][:1000]).strip("*_[]<> \t")
        if 0 < len(line) <= LONGEST_LINE and _is_device_line(line):
            return at
    return end if end < len(lines) else len(lines)


def _is_device_line(line: str) -> bool:
    return is_sent_from(line) or _others().match(line) is not None


@cache
def _others() -> re.Pattern[str]:
    """What telephones write in the languages that mail-parser-reply knows."""
    patterns = [one["sent_from"] for one in MAIL_LANGUAGES.values() if one.get("sent_from")]
    return re.compile("|".join(f"(?:{one})" for one in patterns), re.IGNORECASE)
