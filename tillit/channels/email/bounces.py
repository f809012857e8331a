"""Whom a mail did not reach, from the report that a mail server sends back."""

import re
from collections.abc import Iterator
from email.message import Message
from functools import cache

from tillit.channels.email.bodies import content, kind_of
from tillit.channels.email.headers import header, ids_in, message_ids, people_in, raw_header
from tillit.channels.email.letter import FailedRecipient
from tillit.channels.email.parsing import Part, parse
from tillit.channels.email.returned_words import addresses_told, written_report
from tillit.channels.email.robots import is_impersonal

LARGEST = 512 * 1024
"""Bytes of a mail in which reports of old mail servers are looked for."""
MOST = 200
"""Recipients of one report that are read."""
LONGEST_REPORT = 256 * 1024
LONGEST_REASON = 500

_STATUS = re.compile(r"(?<![\d.])([45])\.(\d)\.(\d{1,3})(?![\d.]*\d)")
_ACTION = re.compile(rb"^action:[ \t]*\w", re.IGNORECASE | re.MULTILINE)
_ANSWER = re.compile(
    r"^\s*(?:re|sv|vs|antw|aw|vá|fwd?|vb|wg|tr|továbbítás|vs|doorst)\s?:", re.IGNORECASE
)
_REPLY = re.compile(r"(?:^|[\s:(#-])([45])\d\d[\s-]")
_PACKED = re.compile(r"\+([0-9A-F]{2})")
_BLANK = re.compile(rb"\r?\n[ \t]*\r?\n")
_SUBJECT = re.compile(
    r"undeliver|delivery (?:warning|status|failure|has failed|problem|report)"
    r"|failure (?:delivery|notice|notification)|returned (?:mail|to sender)"
    r"|mail (?:delivery )?(?:failed|failure|error|system error)"
    r"|(?:message|mail) (?:status |could not be |not |has been )?(?:deliver|reject)"
    r"|error during delivery|user unknown|non.?delivery|rejected|warning: "
    r"|kan ikke leveres|ikke levert|kunne ikke leveres|leveringsfeil|uleverbar|onbestelbaar"
    r"|niet (?:worden )?(?:bezorgd|afgeleverd)|nem kézbesíthető|kézbesítetlen|kézbesítési hiba"
    r"|sikertelen kézbesítés|kézbesíthetetlen|unzustellbar|non remis|non recapitabile"
    r"|mancata consegna|no se puede entregar|no entregado|não (?:é possível entregar|entregue)"
    r"|niedostarcz|nelze doručit|nedoručiteln|не доставлен|недоставлен|olevererbar"
    r"|kan inte leverera|toimittamatta|ei voitu toimittaa|配信不能|配信できません"
    r"|无法送达|无法投递|退信|未送达|배달되지|전송 실패"
    r"|delayed|could not (?:be )?(?:send|deliver)",
    re.IGNORECASE,
)
_VERDICT = re.compile(
    r"[:(\[-]\s*(?:delivery failed|undeliverable|not delivered|non remis)[\s)\]]*$", re.I
)
"""Behind the subject of the mail that did not arrive."""
_SENDERS = re.compile(
    r"^(?:mailer[-_]?daemon|mdaemon|postmaster|mail-?daemon|mail\.?delivery|bounce)", re.I
)
_LATE = re.compile(
    r"\b(?:delayed|will (?:be )?retr(?:y|ied)|still trying|warning|no need to resend|temporar)",
    re.IGNORECASE,
)
_OVER = re.compile(
    r"\b(?:permanent|fatal|giving up|gave up|given up|no such user|unknown user)", re.I
)


def failed_in(mail: Part, parts: list[Part], sender: str, text: str) -> tuple[FailedRecipient, ...]:
    """Whom the mail that this one reports about did not reach; empty when it is no such report."""
    reported = _reported(parts)
    if reported:
        return reported
    if reported is not None and any(_ACTION.search(part.body) for part in parts):
        return ()
    if not may_be_bounce(mail, sender) or sum(len(part.body) for part in parts) > LARGEST:
        return ()
    return _guessed(mail, text)


def may_be_bounce(mail: Message, sender: str) -> bool:
    """Whether a mail comes from a mail server, as far as its headers say."""
    if mail.get("X-Failed-Recipients") is not None or _SENDERS.match(sender):
        return True
    subject = header(mail, "Subject")
    if _VERDICT.search(subject):
        return True
    if raw_header(mail, "Return-Path") == "<>" or not sender:
        return _SUBJECT.search(subject) is not None
    # A customer who passes on what a mail server wrote is no mail server.
    if mail.get("In-Reply-To") or _ANSWER.match(subject):
        return False
    return _SUBJECT.search(subject) is not None


def _reported(parts: list[Part]) -> tuple[FailedRecipient, ...] | None:
    """What the part made for programs says (RFC 3464); nothing when there is none."""
    reports = [part for part in parts if kind_of(part) in _REPORTS]
    if not reports:
        return None
    return tuple(one for part in reports for one in _recipients(content(part)))


_REPORTS = ("message/delivery-status", "message/global-delivery-status")


_RETURNED = ("message/rfc822", "text/rfc822-headers", "message/global")


def _recipients(report: bytes) -> Iterator[FailedRecipient]:
    """Everybody in a report; some programs write several empty lines between two of them."""
    blocks = [block.strip() for block in _BLANK.split(report[:LONGEST_REPORT])]
    found = (_recipient(block) for block in [block for block in blocks if block][: MOST + 1])
    return (one for one in found if one is not None)


def _recipient(block: bytes) -> FailedRecipient | None:
    fields, _plan = parse(block + b"\n\n")
    action = raw_header(fields, "Action").lower()
    address = _address(fields)
    if not address or not action.startswith(("fail", "delay", "error")):
        return None
    status = _STATUS.search(raw_header(fields, "Status"))
    said = raw_header(fields, "Diagnostic-Code")
    if status is None or status.group().endswith(".0.0"):
        status = _STATUS.search(said) or status
    gave_up = not action.startswith("delay")
    level = status.group(1) if status else _level(said, "5" if gave_up else "4")
    return FailedRecipient(
        address,
        status.group() if status else "",
        gave_up and level == "5",
        gave_up,
        said.partition(";")[2].strip()[:LONGEST_REASON],
    )


def _level(said: str, otherwise: str) -> str:
    found = _REPLY.search(f" {said} ")
    return found.group(1) if found else otherwise


def _address(fields: Message) -> str:
    found: list[str] = []
    for name in ("Original-Recipient", "Final-Recipient", "X-Actual-Recipient"):
        written = raw_header(fields, name)[:500]
        address = written.rpartition(";")[2].strip().strip("<>").strip()
        if "@" in address and " " not in address:
            found.append(address)
    if not found:
        return ""
    # The original one is packed by some servers, as they were told it (RFC 3461).
    meant = _PACKED.sub(lambda one: chr(int(one.group(1), 16)), found[0])
    return meant if meant in found else found[0]


def _guessed(mail: Part, text: str) -> tuple[FailedRecipient, ...]:
    """What mail servers write that do not keep to any standard."""
    named = [one.strip() for one in raw_header(mail, "X-Failed-Recipients").split(",")]
    permanent = [one for one in named if "@" in one]
    temporary: list[str] = []
    reported = tuple(_recipients(written_report(text)))
    if reported and not permanent:
        return reported[:MOST]
    if not permanent:
        late, over = _detector()(mail)
        permanent = sorted(one.decode("ascii", "replace") for one in over)
        temporary = sorted(one.decode("ascii", "replace") for one in late - over)
    # A customer may write that a parcel could not be delivered, a machine means a mail.
    if not permanent and not temporary and _is_machine(mail):
        own = people_in(mail, "From", "Sender", "To", "Cc", "Delivered-To", "Return-Path")
        permanent = addresses_told(text, {one.address for one in own})
    failed = [_with_status(address, text) for address in permanent if "@" in address]
    return tuple(failed + [FailedRecipient(one, "", False, False) for one in temporary])


def _is_machine(mail: Message) -> bool:
    senders = [one.address for one in people_in(mail, "From", "Sender")]
    if any(_SENDERS.match(one) for one in senders) or not senders:
        return True
    return is_impersonal(mail) or _VERDICT.search(header(mail, "Subject")) is not None


def returns_a_mail(mail: Message, parts: list[Part], sender: str) -> bool:
    """Whether a machine sends back a mail without a word about whom it is about."""
    if not may_be_bounce(mail, sender) or not is_impersonal(mail):
        return False
    return any(kind_of(part) in _RETURNED for part in parts)


@cache
def _detector():  # type: ignore[no-untyped-def]
    from flufl.bounce import all_failures

    return all_failures


def _with_status(address: str, text: str) -> FailedRecipient:
    """The status that stands nearest behind the address."""
    at = max(text.find(address), 0)
    behind = text[at : at + 1000]
    status = _STATUS.search(behind) or _STATUS.search(text[:20_000])
    if status:
        return FailedRecipient(address, status.group(), status.group(1) == "5")
    if _level(behind, "") == "4" or (_LATE.search(text[:5000]) and not _OVER.search(text[:5000])):
        return FailedRecipient(address, "", False)
    return FailedRecipient(address)


def ids_of_returned(parts: list[Part]) -> tuple[str, ...]:
    """The Message-IDs of the mails that a report returns."""
    found: list[str] = []
    for part in parts:
        if kind_of(part) in _RETURNED:
            inside, _plan = parse(content(part)[:LONGEST_REPORT])
            found += message_ids(inside, "Message-ID")
        elif kind_of(part) in (*_REPORTS, "message/disposition-notification"):
            said = re.search(
                rb"(?im)^(?:original-message-id|x-original-message-id):(.*)", part.body
            )
            found += ids_in(said.group(1).decode("ascii", "replace")) if said else []
    return tuple(dict.fromkeys(found))
