"""What our own mail server found out about the sender of a mail (RFC 8601)."""

import re
from collections.abc import Collection
from email.message import Message

from tillit.channels.email.encoded_words import repaired
from tillit.channels.email.letter import Authentication

LONGEST = 8000
_COMMENT = re.compile(r"\([^()]*\)")
_RESULT = re.compile(r"^\s*(spf|dkim|dmarc)\s*=\s*([a-z]+)", re.IGNORECASE)


def authentication_of(mail: Message, trusted: Collection[str]) -> Authentication:
    """The results in the headers of the servers that we trust; anybody can write the others."""
    names = {name.lower() for name in trusted}
    results: dict[str, str] = {}
    for written in mail.get_all("Authentication-Results", []):
        server, _, rest = _COMMENT.sub(" ", repaired(str(written))[:LONGEST]).partition(";")
        words = server.split()
        if not words or words[0].lower() not in names:
            continue
        for method, result in _results(rest):
            # One good signature is enough, wherever it stands among others.
            if results.get(method) != "pass":
                results[method] = result
    return Authentication(**results)


def _results(rest: str) -> list[tuple[str, str]]:
    found = (_RESULT.match(one) for one in rest.split(";"))
    return [(one.group(1).lower(), one.group(2).lower()) for one in found if one]
