"""Words with the simple marks of old mail programs (RFC 1341 and RFC 1896)."""

import re

_PARAMETER = re.compile(
    r"<param>.{0,1000}?</param>|<comment>.{0,1000}?</comment>", re.I | re.DOTALL
)
_MARK = re.compile(r"</?[a-z0-9-]{1,60}>", re.IGNORECASE)
_LINES = re.compile(r"\n+")


def words_of_enriched(text: str) -> str:
    """The words of text/enriched: a single end of line is a space, each further one is a line."""
    plain = _PARAMETER.sub("", text.replace("\r\n", "\n"))
    joined = _LINES.sub(lambda found: "\n" * (len(found.group()) - 1) or " ", plain)
    return _without_marks(joined)


def words_of_richtext(text: str) -> str:
    """The words of text/richtext, which names its ends of line."""
    plain = _PARAMETER.sub("", text.replace("\r\n", "\n")).replace("\n", " ")
    lines = re.sub(r" ?<(?:nl|np)> ?", "\n", plain, flags=re.IGNORECASE)
    return _without_marks(re.sub(r"<lt>", "<<", lines, flags=re.IGNORECASE))


def _without_marks(text: str) -> str:
    pieces = text.split("<<")
    return "<".join(_MARK.sub("", piece) for piece in pieces).strip("\n ")
