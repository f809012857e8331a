"""Telling people from machines, so that no two robots ever write to each other."""

from email.message import Message

from tillit.channels.email.headers import raw_header
from tillit.conversations.envelope import Robot

_NEVER_ANSWERED = ("mailer-daemon@", "postmaster@", "no-reply@", "noreply@", "do-not-reply@")
_ANSWERING_MACHINES = ("X-Autoreply", "X-Autorespond", "X-Autoresponder")
_OUT_OF_OFFICE = ("Auto-Submitted", "X-Auto-Response-Suppress", "In-Reply-To")
"""Exchange calls its absence notes auto-generated; these headers together give them away."""


def robot_in(mail: Message, sender: str) -> Robot:
    """Which kind of machine wrote a mail (RFC 3834, RFC 3464 and the usual vendor headers)."""
    if mail.get_content_type() == "multipart/report":
        return Robot.BOUNCE if _will_never_arrive(mail) else Robot.AUTO_REPLY
    if sender.startswith("mailer-daemon@"):
        return Robot.BOUNCE
    automatic = raw_header(mail, "Auto-Submitted").partition(";")[0].strip().lower()
    if automatic == "auto-replied" or _is_answering_machine(mail):
        return Robot.AUTO_REPLY
    if automatic not in ("", "no") or _is_bulk(mail) or sender.startswith(_NEVER_ANSWERED):
        return Robot.LIST
    return Robot.NONE


def _will_never_arrive(report: Message) -> bool:
    """Whether a report says so, rather than that a mail was read, or is only delayed."""
    if report.get_param("report-type", "delivery-status") != "delivery-status":
        return False
    actions = {raw_header(part, "Action").lower() for part in report.walk()} - {""}
    return not actions or "failed" in actions


def _is_answering_machine(mail: Message) -> bool:
    if raw_header(mail, "Precedence").lower() == "auto_reply":
        return True
    if all(mail.get(name) for name in _OUT_OF_OFFICE):
        return True
    return any(mail.get(name) for name in _ANSWERING_MACHINES)


def _is_bulk(mail: Message) -> bool:
    if raw_header(mail, "Precedence").lower() in ("bulk", "list", "junk"):
        return True
    return bool(mail.get("List-Id") or mail.get("List-Unsubscribe"))
