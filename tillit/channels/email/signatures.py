"""What a mail program adds below the words by itself."""

import re
from functools import cache

from mailparser_reply.constants import MAIL_LANGUAGES

MOST_LINES = 20
"""Lines below a mark that can still be a signature."""
LONGEST_LINE = 120

_MARK = re.compile(r"\s?(?:--|—|__)[ \t]?")
_ADDRESS = re.compile(r"\s?<https?:[^<>\s]*>")
_RULE = re.compile(r"[_*=-]{10,}\s*")
_DEVICE = (
    r"(?:iphone|ipad|ipod|galaxy|samsung|android|huawei|xiaomi|redmi|oneplus|pixel|nokia|sony|xperia"
    r"|blackberry|windows|phone|mobil|telefon|mail|e-?post|outlook|yahoo|proton|gmail|aqua|bluemail"
    r"|htc|motorola|lg|smart|tablet|nett?brett|toestel|telefoon|készülék|icloud|thunderbird|spark)"
)
_SENT_FROM = re.compile(
    r"(?:"
    r"(?:get|download|hent|last ned|skaff)\b[^\n]{0,40}?(?:outlook|bluemail|aqua mail)[^\n]{0,60}"
    r"|(?:sent|sendt|skickat|verzonden|verstuurd|gesendet)\b"
    rf"[^\n]{{0,60}}?{_DEVICE}\S*[^\n]{{0,60}}"
    r"|(?:envoyé|enviado|inviato|wysłano|odesláno|lähetetty)\b[^\n]{0,100}"
    r"|outlook (?:voor|for|für|til) (?:ios|android|mac)\b[^\n]{0,60}"
    r"|(?:download|beszerzése|letöltés)[^\n]{0,20}outlook[^\n]{0,60}"
    rf"|(?:elküldve|küldve)\b[^\n]{{0,60}}{_DEVICE}\S*[^\n]{{0,40}}"
    rf"|[^\n]{{0,40}}{_DEVICE}\S*[^\n]{{0,30}}\b(?:küldve|elküldve|küldtem)\b[^\n]{{0,30}}"
    r"|az outlook (?:ios|android)[^\n]{0,60}beszerzése"
    r"|envoyé de mon[^\n]{0,80}|sent via [^\n]{0,60}|sent with [^\n]{0,60}"
    r")",
    re.IGNORECASE,
)


def signature_at(lines: list[str]) -> int:
    """The line in which the signature begins; behind the last one when there is none."""
    end = _last_word(lines)
    marked = _mark_in(lines, end)
    if marked < end:
        return _device_line(lines, marked)
    return _device_line(lines, end)


def _last_word(lines: list[str]) -> int:
    end = len(lines)
    while end and not lines[end - 1].strip():
        end -= 1
    return end


def _mark_in(lines: list[str], end: int) -> int:
    """Where a line of two hyphens stands with little enough below it."""
    for at in range(max(0, end - MOST_LINES - 1), end):
        line = lines[at]
        if not (_MARK.fullmatch(line) or _RULE.fullmatch(line)):
            continue
        below = [one for one in lines[at + 1 : end] if one.strip()]
        if below and at and all(len(one) <= LONGEST_LINE for one in below):
            return at
    return end


def _device_line(lines: list[str], end: int) -> int:
    """Where the line of a telephone stands, if it is the last one above."""
    last = _last_word(lines[:end])
    for at in range(max(0, last - 2), last):
        line = _ADDRESS.sub("", lines[at][:1000]).strip("*_[]<> \t")
        if 0 < len(line) <= LONGEST_LINE and _is_device_line(line):
            return at
    return end if end < len(lines) else len(lines)


def _is_device_line(line: str) -> bool:
    return bool(_SENT_FROM.fullmatch(line.rstrip(".!"))) or bool(_others().match(line))


@cache
def _others() -> re.Pattern[str]:
    """What telephones write in the languages that mail-parser-reply knows."""
    patterns = [one["sent_from"] for one in MAIL_LANGUAGES.values() if one.get("sent_from")]
    return re.compile("|".join(f"(?:{one})" for one in patterns), re.IGNORECASE)
