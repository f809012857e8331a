"""What a mail leaves out: the rest of it is in other mails, or a file is kept elsewhere."""

from tillit.channels.email.parsing import Part

LONGEST = 300
_WHERE = ("url", "site", "directory", "name", "server", "subject")
"""The parameters that say where a file is kept."""


def left_out_by(part: Part, kind: str) -> str:
    """What is missing in a part, in words; empty when nothing is."""
    if kind == "message/partial":
        number, total = _said(part, "number") or "?", _said(part, "total") or "?"
        return f"this is part {number} of {total} of a mail that was sent in pieces"[:LONGEST]
    if kind == "message/external-body":
        where = " ".join(filter(None, (_said(part, name) for name in _WHERE)))
        return f"a file is kept elsewhere: {where or _said(part, 'access-type')}"[:LONGEST]
    return ""


def _said(part: Part, name: str) -> str:
    value = part.get_param(name, "")
    return " ".join(value.split()) if isinstance(value, str) else ""
