"""Reading a mail for a person: all of its words, all of its headers, and what we made of it."""

from collections.abc import Collection, Iterator
from dataclasses import replace

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tillit.channels.email.charsets import text_of
from tillit.channels.email.display_pages import page_to_show
from tillit.channels.email.encoded_words import decoded
from tillit.channels.email.guarded import letter_within_limits
from tillit.channels.email.letter import Kind, Letter
from tillit.channels.email.parsing import Plan, parse, split_head
from tillit.channels.email.reading import envelope_of
from tillit.conversations.envelope import Robot
from tillit.conversations.inspection import Finding, Inspection

LONGEST_HEADER = 2000
"""Characters of one header that are shown."""
LONGEST_GUESS = 20_000
"""Bytes of a mail that cannot be read which are shown as they are."""

_WRITERS: dict[Robot, str | Promise] = {
    Robot.NONE: gettext_lazy("A person wrote it, as far as can be seen."),
    Robot.LIST: gettext_lazy(
        "A machine or a mailing list sent it; it is never answered by itself."
    ),
    Robot.AUTO_REPLY: gettext_lazy("An automatic reply, such as an absence note."),
    Robot.BOUNCE: gettext_lazy("A mail server reports that a mail could not be delivered."),
}
_RESULTS: dict[str, str | Promise] = {
    "pass": gettext_lazy("passed"),
    "fail": gettext_lazy("failed"),
    "softfail": gettext_lazy("failed, but only just"),
    "neutral": gettext_lazy("says nothing"),
}


def inspect(raw: bytes, trusted: Collection[str]) -> Inspection:
    """Read a mail without ever raising, in a process of its own: a person waits for the answer."""
    letter = letter_within_limits(raw, trusted, suspected=True)
    words = letter.words
    shown = replace(words, new=words.text, quoted="", signature="")
    return Inspection(
        envelope=envelope_of(letter),
        text=words.text or (_guess(raw) if letter.refusal else ""),
        html=page_to_show(shown),
        written_at=letter.date,
        headers=headers_of(raw),
        files=tuple(file.name for file in letter.files),
        findings=tuple(_findings(letter)),
        problems=letter.problems,
        refusal=letter.refusal,
    )


def headers_of(raw: bytes) -> tuple[tuple[str, str], ...]:
    """The headers in their order, in readable words."""
    mail, _plan = parse(split_head(raw, Plan())[0] + b"\r\n\r\n")
    return tuple((name, decoded(value)[:LONGEST_HEADER].strip()) for name, value in mail.items())


def _guess(raw: bytes) -> str:
    """The first words of something that could not be read."""
    return text_of(split_head(raw, Plan())[1][:LONGEST_GUESS])


def _findings(letter: Letter) -> Iterator[Finding]:
    if not letter.refusal:
        yield Finding(_("Kind"), _kind(letter))
    for label, result in _results(letter):
        if result != "none":
            yield Finding(label, str(_RESULTS.get(result, result)))
    if letter.signed:
        yield Finding(_("Signature"), _("It is signed. The signature was not checked."))
    if letter.encrypted:
        yield Finding(_("Encryption"), _("It is encrypted. Open it in your mail program."))


def _kind(letter: Letter) -> str:
    if letter.kind is Kind.LOOP:
        return _("One of our own mails, or one that runs in circles.")
    return str(_WRITERS.get(letter.robot, _WRITERS[Robot.LIST]))


def _results(letter: Letter) -> tuple[tuple[str, str], ...]:
    found = letter.authentication
    return (("SPF", found.spf), ("DKIM", found.dkim), ("DMARC", found.dmarc))
