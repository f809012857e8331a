"""What stands above a quotation, in the words of every mail program that we know."""

import re
from functools import cache

from mailparser_reply.constants import MAIL_LANGUAGES

from tillit.channels.email import introduction_words as words

LONGEST = 400
"""Characters of an introduction: its lines joined."""
MOST_LINES = 5

_OWN = re.compile(
    r"(?:"
    # English
    r"(?:on|at)\b.{1,300}\b(?:wrote|writes|said|sent)\s?:|.{1,200}\s(?:wrote|writes)\s?(?:on|at|in)?.{0,160}:"
    # Norwegian, Danish and Swedish
    r"|(?:den|på|p\.|man|tir|ons|tor|fre|lør|søn|tis|mån|lör|sön|\d).{0,300}\s(?:skrev|svarte|skreiv)\b.{0,200}:"
    r"|.{1,200}\s(?:skrev|svarte)(?:\s(?:den|på|følgende|følgjande|i)\b.{0,160})?\s?:"
    # Dutch
    r"|(?:op\b|\d).{1,300}\b(?:schreef|schrijft)\b.{0,200}:"
    r"|op\b.{1,200}\bheeft\b.{1,200}\bgeschreven\s?:"
    r"|.{1,200}\s(?:schreef|schrijft)(?:\s(?:op|het volgende|in)\b.{0,160})?\s?:"
    # Hungarian
    r"|.{1,300}\b(?:ezt )?(?:írta|írja|írt|keltezéssel)\b.{0,160}:"
    # German
    r"|(?:am\b|\d).{1,300}\b(?:schrieb|hat)\b.{0,200}:|.{1,200}\sschrieb(?:\s.{0,160})?\s?:"
    # French, Spanish, Portuguese, Italian
    r"|le\b.{1,300}\ba\s?écrit\s?:|el\b.{1,300}\bescribió\s?:|(?:em|a)\b.{1,300}\b(?:escreveu|écrit)\b.{0,160}:"
    r"|il\b.{1,300}\bha scritto\s?:|(?:dnia|w dniu|\d|pon|wt|śr|czw|pt|sob|niedz)\b.{1,300}\b"
    r"(?:napisał|napisała|napisał\(a\)|pisze)\s?:"
    # Finnish, Czech, Russian
    r"|.{1,300}\bkirjoitti\b.{0,160}:|.{1,300}\bnapsal(?:\(a\)|a)?\s?:|.{1,300}\b(?:пишет|написала?)\s?:"
    r")",
    re.IGNORECASE,
)
_DATE_FIRST = (
    r"[-–\s]*(?:(?:on|am|le|el|il|op|den|em|no dia|dnia|w dniu|dne|pe|în|at)\s.{0,30}\d"
    r"|\d{1,4}[./ -]\s?"
    r"(?:\d|jan|feb|f[eé]v|mar|m[aä]r|maj|mai|apr|avr|abr|may|jun|jul|aug|ao[uû]|ago|sep|oct|o[kt]t|nov"
    r"|de[czs])|\w{2,10}[.,]{0,2} \d{1,2}[. ]"
)
_BEGINNING_WITH_A_DATE = re.compile(rf"{_DATE_FIRST})", re.IGNORECASE)
_BEGINNING = re.compile(rf"{_DATE_FIRST}|\w[^<>\d]{{0,60}}<[^<>\s]+@)", re.IGNORECASE)
_VERB = re.compile(
    r"wr[oi]te|said|sent\b|skr[ei]|svar|schreef|schrijf|geschr|írta|írja|írt|keltez|schrieb|hat\b|écrit"
    r"|escribi|escreveu|scritto|napisał|pisze|kirjoitti|napsal|пишет|написал|写道|작성|\d年",
    re.IGNORECASE,
)
_SIGN_OF_A_DATE = re.compile(r"\d|@|<")
_ZOHO = re.compile(
    r"-{2,}\s*(?:on|op|den|am|le)\b.{1,300}\b(?:wrote|schreef|skrev|schrieb)\s*-{2,}", re.I
)

_ORIGINAL = re.compile(rf"[-‐‑‒–—―_=*~\s]*(?:{words.ORIGINAL})[-‐‑‒–—―_=*~:\s]*", re.IGNORECASE)
_ABOVE = re.compile(rf"[-#=*_~<\s]{{2,}}(?:please )?(?:{words.ABOVE})[-#=*_~>.:\s]*", re.IGNORECASE)
_FORWARDED = re.compile(
    rf"[-‐‑‒–—―_=*\s>]*(?:begin )?(?:{words.FORWARDED})(?!\w)[^\n]{{0,80}}", re.IGNORECASE
)
_DATE = (
    r"(?=.*(?:(?<![\d.])\d{1,2}[:.h]\d\d(?!\d|\.\d)|\d[時시点]))"
    r"(?=.*(?:(?<!\d)(?:19|20)\d\d(?!\d)|(?<![\d.])\d{1,2}[./-]\s?\d{1,2}[./-]\s?\d{2}(?!\d?\.)|\d[年月]))"
)
_ADDRESSED = re.compile(_DATE + r".*<\s?[^<>()\s]+@[^<>()\s]+>\W{0,3}[:：]\s*", re.DOTALL)
"""A date, a time and an address in brackets before a colon: in any language."""
_DATED = re.compile(
    rf"{_DATE}.*(?:{words.WROTE})[^\w.!?]*(?:\s.{{0,60}})?[:：]\s*", re.I | re.DOTALL
)
_QUOTING = re.compile(rf"(?:{words.QUOTING})\s.{{0,160}}@.{{0,160}}[:：]", re.IGNORECASE)
_RULED = re.compile(rf"-{{3,}}\s?.{{1,160}}\s(?:{words.WROTE})\s?-{{3,}}", re.IGNORECASE)
_LABEL_OF = {name: key for key, names in words.LABELS.items() for name in names.split("|")}
_LABELLED = re.compile(
    r"[*_>|\s]{0,20}([^\W\d_][\w\u064b-\u0652\- ]{0,15}?)[*_]{0,2}\s?(?::[*_]{0,2}(?:\s|$)|：)"
)
_TIME = re.compile(r"\d[:.]\d\d")
_RULE = re.compile(r"[\s>]*(?:_{5,}|-{5,}|={5,})\s*$")
MOST_HEADER_LINES = 14


def introduces(line: str) -> bool:
    """Whether a joined line says that somebody wrote what follows."""
    if not may_end_introduction(line) or len(line) > LONGEST:
        return False
    text = words.without_directions(line).strip(" \t-–")
    if not _SIGN_OF_A_DATE.search(text):
        return False
    if _ADDRESSED.fullmatch(text) or _DATED.fullmatch(text) or _QUOTING.fullmatch(text):
        return True
    if not _VERB.search(line):
        return False
    return bool(_OWN.fullmatch(text) or _ZOHO.fullmatch(line.strip()) or _others().search(text))


def begins_with_a_date(line: str) -> bool:
    """Whether a line begins with a date, as an introduction does that names the writer later."""
    return _BEGINNING_WITH_A_DATE.match(line) is not None


def begins_introduction(line: str) -> bool:
    """Whether an introduction usually begins like this: with a preposition, a day or a date."""
    return _BEGINNING.match(line) is not None


def may_end_introduction(line: str) -> bool:
    """Whether the last line of an introduction could end like this one."""
    return words.without_directions(line[-20:]).rstrip().endswith((":", "-", "："))


@cache
def _others() -> re.Pattern[str]:
    """The introductions of the languages that mail-parser-reply knows and we do not."""
    ours = ("en", "nl", "de", "da", "sv", "david")
    patterns = [
        language["wrote_header"]
        for name, language in MAIL_LANGUAGES.items()
        if name not in ours and "wrote_header" in language
    ]
    return re.compile("|".join(f"(?:{one})" for one in patterns), re.MULTILINE | re.IGNORECASE)


def may_introduce(line: str) -> bool:
    """Whether a line right above marked ones most likely belongs to them, in any language."""
    text = line.strip()
    if len(text) > LONGEST or not _SIGN_OF_A_DATE.search(text):
        return False
    return text.endswith((":", "：")) or (text[:1].isdigit() and "@" in text)


def is_original_mark(line: str) -> bool:
    """Whether a line says that the mail which is answered follows, or that the answer ends."""
    if len(line) > 120:
        return False
    if _ABOVE.fullmatch(line):
        return True
    if not any(dash in line[:20] for dash in "-‐–—"):
        return False
    return bool(_ORIGINAL.fullmatch(line) or _RULED.fullmatch(line))


def is_forward_mark(line: str) -> bool:
    """Whether a line says that a mail follows which is passed on."""
    return len(line) < 160 and _FORWARDED.match(line) is not None


def is_rule(line: str) -> bool:
    """Whether a line is drawn across the page."""
    return _RULE.match(line) is not None


def label_of(line: str) -> str:
    """What a line of headers is about: sender, date, receiver, subject or copy; else empty."""
    found = _LABELLED.match(words.without_directions(line[:60]))
    return _LABEL_OF.get(found.group(1).strip().lower(), "") if found else ""


def is_header_block(lines: list[str], at: int) -> bool:
    """Whether the headers of a quoted mail begin in this line, as Outlook writes them."""
    first = label_of(lines[at])
    if first not in ("sender", "date", "subject"):
        return False
    labels: list[str] = []
    gaps = 0
    for line in lines[at : at + MOST_HEADER_LINES]:
        label = label_of(line)
        if label:
            labels.append(label)
            gaps = 0
            continue
        gaps += 1
        # A long list of receivers goes on in the next lines, and some put empty lines between.
        if gaps > 3:
            break
    kinds = set(labels)
    if first == "subject":
        return kinds >= {"sender", "date", "receiver"}
    beginning = " ".join(lines[at : at + 6])
    if "sender" in kinds and len(kinds) >= 3:
        return "subject" in kinds or "@" in beginning or bool(_TIME.search(beginning))
    return "date" in kinds and len(kinds & {"sender", "receiver"}) > 0 and "@" in beginning
