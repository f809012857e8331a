"""The new words of a mail apart from what it repeats."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tillit.channels.email.introductions import (
    LONGEST as LONGEST_INTRODUCTION,
)
from tillit.channels.email.introductions import (
    MOST_LINES,
    begins_introduction,
    begins_with_a_date,
    introduces,
    is_forward_mark,
    is_header_block,
    is_original_mark,
    is_rule,
    may_end_introduction,
    may_introduce,
)
from tillit.channels.email.signatures import signature_at, signature_marked

LONGEST = 300_000
"""Characters searched for a quotation; longer mails are shown whole."""

_MARKED = re.compile(r"[ \t]*(?:>|\|\s)")
_MAY_GO_ON = re.compile(r"[\d@<]")
_LINK_ALONE = re.compile(r"\s*[(<\[]?https?://[^\s]{1,1000}[)>\]]?\s*>?\s*")
_ON_ONE_LINE = re.compile(
    r"(?P<reply>\S(?:.{0,300}?[^\s-])??)\s?(?:(?<!\w)|(?=--))(?P<rest>(?:-{2,}\s?)?"
    r"(?:On|Am|Le|El|Il|Op|Den|Em) (?=.{0,40}\d).{5,300}"
    r"(?:wrote|schrieb|écrit|escribió|scritto|schreef|skrev|escreveu)\b.{0,80}:)\s*"
)
_MARKS = re.compile(r"^(?:[ \t]*>)+[ \t]?")


@dataclass(frozen=True)
class Division:
    """A text in its three parts; each of its words is in one of them."""

    new: str
    quoted: str = ""
    signature: str = ""


@dataclass(frozen=True)
class _Quotation:
    """From which line to which one a mail repeats an earlier one."""

    begin: int
    end: int


def apart(text: str) -> tuple[str, str]:
    """The new words and the quoted ones; together they are the whole text, nothing is lost.

    When nothing would be left of the new words, all of it counts as new.
    """
    lines = _lines_of(text)
    quotation = _quotation_in(lines, ())
    return _new_and_quoted(lines, quotation)


def divided(text: str, quotations: Iterable[int] = (), signatures: Iterable[int] = ()) -> Division:
    """The new words, the quoted ones and the signature.

    `quotations` and `signatures` are lines in which the markup of a page says that one begins.
    """
    given = text.replace("\r\n", "\n").split("\n")
    lines = given if quotations else _with_introductions_alone(given)
    new, quoted = _new_and_quoted(lines, _quotation_in(lines, tuple(quotations)))
    below = new.split("\n")
    at = signature_at(below)
    if at == len(below):
        at = signature_marked(below, _as_in(below, given, signatures))
    signed = "\n".join(below[:at]).rstrip()
    if not signed.strip():
        return Division(new, quoted)
    return Division(signed, quoted, "\n".join(below[at:]).strip())


def _as_in(below: list[str], lines: list[str], numbers: Iterable[int]) -> Iterator[int]:
    """Where lines of the whole text stand among the new words, if they begin as it does."""
    first = _next_word(lines, 0)
    for number in numbers:
        if lines[first : number + 1] == below[: number + 1 - first]:
            yield number - first


def _with_introductions_alone(lines: list[str]) -> list[str]:
    """Words in front of an introduction on its own line, as some telephones put them there."""
    for at, line in enumerate(lines[:-1]):
        if not line.rstrip().endswith(":") or len(line) > LONGEST_INTRODUCTION:
            continue
        if not _is_marked(lines[_next_word(lines, at + 1, 1)]):
            continue
        found = _ON_ONE_LINE.fullmatch(line)
        if found and not _is_marked(line):
            return [*lines[:at], found["reply"], found["rest"], *lines[at + 1 :]]
    return lines


def _lines_of(text: str) -> list[str]:
    return text.replace("\r\n", "\n").strip().split("\n")


def _new_and_quoted(lines: list[str], quotation: _Quotation | None) -> tuple[str, str]:
    if quotation is None:
        return "\n".join(lines).strip(), ""
    above = "\n".join(lines[: quotation.begin]).rstrip()
    below = "\n".join(lines[quotation.end :]).strip("\n").rstrip()
    new = f"{above}\n\n{below}" if above.strip() and below.strip() else above or below
    if not new.strip():
        return "\n".join(lines).strip(), ""
    return new.strip(), "\n".join(lines[quotation.begin : quotation.end]).strip("\n").rstrip()


def _quotation_in(lines: list[str], hints: tuple[int, ...]) -> _Quotation | None:
    if sum(map(len, lines)) > LONGEST:
        return None
    begin, below = _introduction_in(lines, set(hints))
    if begin is None:
        return _marked_alone(lines)
    if below is None:
        return None
    if _next_word(lines, below) < len(lines) and not _is_marked(lines[_next_word(lines, below)]):
        return _Quotation(begin, len(lines))
    return _marked_block(lines, begin, below)


def _introduction_in(lines: list[str], hints: set[int]) -> tuple[int | None, int | None]:
    """Where the first introduction begins and ends; without an end it introduces a forward."""
    for at, line in enumerate(lines):
        shown = _MARKS.sub("", line, count=1).strip()
        if not shown:
            continue
        if is_forward_mark(shown):
            return at, None
        length = _introduction_at(lines, at, shown)
        if not length and at in hints:
            return at, _end_of_hint(lines, at)
        if length:
            return at, at + length
    return None, None


def _introduction_at(lines: list[str], at: int, shown: str) -> int:
    """How many lines an introduction takes that begins here; 0 when none does."""
    if is_original_mark(shown):
        return 1
    if is_rule(shown):
        following = _next_word(lines, at + 1)
        return following - at if following < len(lines) and _headers_at(lines, following) else 0
    if _headers_at(lines, at):
        return 1
    return _wrote_at(lines, at, shown)


def _headers_at(lines: list[str], at: int) -> bool:
    if ":" not in lines[at][:60] and "：" not in lines[at][:60]:
        return False
    window = [_MARKS.sub("", line, count=1) for line in lines[at : at + 14]]
    return is_header_block(window, 0)


def _wrote_at(lines: list[str], at: int, shown: str) -> int:
    """An introduction of one line, or of some that were wrapped."""
    if len(shown) > LONGEST_INTRODUCTION:
        return 0
    if at + 1 < len(lines) and not may_end_introduction(shown) and not _may_go_on(shown):
        return 0
    joined = ""
    for count, line in enumerate(lines[at : at + MOST_LINES], start=1):
        words = _MARKS.sub("", line, count=1).strip()
        if not words:
            # Some programs break the line around an address, and leave an empty one there.
            if joined and at + count < len(lines) and lines[at + count].startswith("<"):
                continue
            return 0
        joined = f"{joined} {words}".strip()
        if introduces(joined):
            # Words right above an introduction that is whole without them are no part of it.
            return 0 if count > 1 and _wrote_below(lines, at + 1, at + count) else count
        if words.endswith(":") and count > 1:
            return 0
    return 0


def _wrote_below(lines: list[str], first: int, end: int) -> bool:
    starts = (at for at in range(first, end) if not lines[at - 1].rstrip().endswith("<"))
    rests = (" ".join(lines[start:end]).strip() for start in starts)
    is_whole = begins_introduction
    if begins_with_a_date(_MARKS.sub("", lines[first - 1], count=1).strip()):
        # The date stands in the line above, so that a name alone is the end of an introduction.
        is_whole = begins_with_a_date
    return any(is_whole(rest) and introduces(rest) for rest in rests)


def _may_go_on(line: str) -> bool:
    """Whether the first line of a wrapped introduction looks like one."""
    return _MAY_GO_ON.search(line) is not None


def _end_of_hint(lines: list[str], at: int) -> int:
    """Behind the words between the place that the markup names and the marked lines."""
    for end in range(at, min(at + MOST_LINES + 1, len(lines))):
        if _is_marked(lines[end]):
            return end
    return at


def _next_word(lines: list[str], at: int, least: int = 0) -> int:
    while at < len(lines) - least and not lines[at].strip():
        at += 1
    return at


def _is_marked(line: str) -> bool:
    return _MARKED.match(line) is not None


def _marked_block(lines: list[str], begin: int, below: int) -> _Quotation | None:
    """A quotation of marked lines: it ends with them, and there may be an answer below."""
    end = _end_of_marked(lines, below)
    rest = lines[end:]
    if not any(_is_marked(line) for line in rest):
        return _Quotation(begin, end)
    # Answers between the quoted lines say little without them: all of it is new.
    return _trailing_only(lines, begin)


def _trailing_only(lines: list[str], begin: int) -> _Quotation | None:
    """Only the marked lines at the very end, below the last word that is not marked."""
    end = _above_signature(lines)
    start = end
    while start > begin and (not lines[start - 1].strip() or _is_marked(lines[start - 1])):
        start -= 1
    start = _next_word(lines, start)
    return _Quotation(_with_introduction(lines, start), end) if start < end else None


def _above_signature(lines: list[str]) -> int:
    """The end, or the mark of a signature right below a marked line: it is no answer to it."""
    at = signature_at(lines)
    above = [line for line in lines[:at] if line.strip()]
    is_below = at < len(lines) and lines[at].startswith("--") and above and _is_marked(above[-1])
    return at if is_below else len(lines)


def _with_introduction(lines: list[str], start: int) -> int:
    """Above the line or two that introduce a marked block without a colon, or in any language."""
    last = start - 1
    while last >= 0 and not lines[last].strip():
        last -= 1
    if last < 0:
        return start
    if introduces(f"{lines[last].strip()}:"):
        return last
    if may_introduce(lines[last]) and "@" in lines[last]:
        before = lines[last - 1].rstrip() if last else ""
        return last - 1 if before.endswith("<") and may_introduce(f"{before}:") else last
    return start


def _end_of_marked(lines: list[str], at: int) -> int:
    end = at
    for number in range(at, len(lines)):
        if _is_marked(lines[number]):
            end = number + 1
        elif lines[number].strip() and not _is_torn_off(lines, number):
            break
    return end


def _is_torn_off(lines: list[str], at: int) -> bool:
    """Whether a line is the end of a marked one that some program wrapped without a mark."""
    if not _is_marked(lines[at - 1]) or at + 1 >= len(lines) or not _is_marked(lines[at + 1]):
        return False
    before = lines[at - 1]
    if _LINK_ALONE.fullmatch(lines[at]):
        return True
    is_open = before.count("(") > before.count(")") or before.count("<") > before.count(">")
    return is_open or (len(before) > 60 and len(lines[at].strip()) < 30)


def _marked_alone(lines: list[str]) -> _Quotation | None:
    """Marked lines without an introduction: at the end, or at the beginning with words below."""
    marked = [number for number, line in enumerate(lines) if line.lstrip().startswith(">")]
    if not marked:
        return None
    first = marked[0]
    if not any(line.strip() for line in lines[:first]):
        end = _end_of_marked(lines, first)
        return _Quotation(first, end) if end > marked[-1] else None
    return _trailing_only(lines, 0)
