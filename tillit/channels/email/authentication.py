"""What our own mail server found out about the sender of a mail (RFC 8601)."""

import re
from collections.abc import Collection, Iterator
from email.message import Message
from typing import NamedTuple

from tillit.channels.email.encoded_words import repaired
from tillit.channels.email.letter import Authentication

LONGEST = 8000
_RESULTS = "authentication-results"
_HOP = "received"
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
_COMMENT = re.compile(r"\([^()]*\)")
_RESULT = re.compile(r"^\s*(spf|dkim|dmarc)\s*=\s*([a-z]+)", re.IGNORECASE)
_ABOUT = re.compile(r"\bheader\.(from|d)\s*=\s*([^\s;]+)", re.IGNORECASE)


class Finding(NamedTuple):
    """One result: by which method, what came out, and about which domain if it says so."""

    method: str
    result: str
    domain: str


def authentication_of(mail: Message, trusted: Collection[str]) -> Authentication:
    """The results in the headers of the servers that we trust; anybody can write the others."""
    results: dict[str, str] = {}
    for findings in _findings(mail, trusted):
        here: dict[str, str] = {}
        for finding in findings:
            # One good signature is enough, wherever it stands among others.
            if here.get(finding.method) != "pass":
                here[finding.method] = finding.result
        results = here | results
    return Authentication(**results)


def speaks_for(mail: Message, trusted: Collection[str], domain: str) -> bool | None:
    """Whether a server that we trust found the sender's domain proven; None when it is silent."""
    findings = [finding for findings in _findings(mail, trusted) for finding in findings]
    if not findings:
        return None
    verdict = next((finding for finding in findings if finding.method == "dmarc"), None)
    if verdict is not None:
        return verdict.result == "pass" and verdict.domain in ("", domain)
    signed = (finding for finding in findings if finding.method == "dkim")
    return any(finding.result == "pass" and finding.domain == domain for finding in signed)


def _findings(mail: Message, trusted: Collection[str]) -> Iterator[list[Finding]]:
    """The results of each header in the topmost run of trusted ones, from the top.

    A server writes above all that it was given. So what stands below a hop, or below the results
    of somebody else, was there before, and may be forged.
    """
    names = {name.lower() for name in trusted}
    begun = False
    for name, value in mail.items():
        kind = name.lower()
        server, rest = _read(str(value)) if kind == _RESULTS else ("", "")
        if server in names and server:
            begun = True
            yield [finding for one in rest.split(";") if (finding := _finding(one))]
        elif begun and kind in (_RESULTS, _HOP):
            return


def first_checker(mail: Message) -> str:
    """The server that the topmost results name; empty when there are none."""
    return next(
        (_read(str(value))[0] for name, value in mail.items() if name.lower() == _RESULTS), ""
    )


def _read(written: str) -> tuple[str, str]:
    """The name of the server, and its results."""
    server, _, rest = _plain(repaired(written)[:LONGEST]).partition(";")
    return next(iter(server.lower().split()), ""), rest


def _plain(written: str) -> str:
    """Without quoted words and comments: a stranger's words stand there."""
    written = _QUOTED.sub(" ", written)
    while (shorter := _COMMENT.sub(" ", written)) != written:
        written = shorter
    return written


def _finding(written: str) -> Finding | None:
    found = _RESULT.match(written)
    if found is None:
        return None
    about = _ABOUT.search(written)
    domain = about.group(2).lower().strip(".") if about else ""
    return Finding(found.group(1).lower(), found.group(2).lower(), domain)
