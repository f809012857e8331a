"""What a form of the composer brings: words in both forms, and the files that go along."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import TypedDict

from django.http import QueryDict

from tillit.conversations import kept_files
from tillit.conversations.models import Conversation
from tillit.conversations.spine import KeptFile
from tillit.conversations.words import clean_page, html_of, without_nul

LONGEST_TEXT = 100_000
LONGEST_PAGE = 400_000
_UNSEEN = re.compile(r"[ \xa0]+(?=</p>|<br>)")


class WordsOfDraft(TypedDict):
    """Words in both forms with their files, as a draft takes them."""

    text: str
    html: str
    kept: Sequence[KeptFile]


@dataclass(frozen=True)
class Written:
    """What somebody has written; `html` is empty when it was written as plain text."""

    text: str = ""
    html: str = ""
    kept: Sequence[KeptFile] = field(default=())
    is_too_long: bool = False

    def words(self) -> WordsOfDraft:
        """What a draft keeps of it; a page that is too long is kept as plain text."""
        html = "" if self.is_too_long else self.html
        return {"text": self.text, "html": html, "kept": self.kept}

    def after(self, text: str, html: str, kept: Sequence[KeptFile]) -> Written:
        """The same below what comes back from a message."""
        typed = self.text.strip()
        return Written(
            text="\n\n".join(part for part in (text, typed) if part),
            html=html + (self.html or html_of(typed)),
            kept=[*kept, *(file for file in self.kept if file not in kept)],
        )


def written_in(conversation: Conversation, form: QueryDict) -> Written:
    """Read a form, of which nothing is trusted; the text of a page is made from it here.

    A page that says no more than its text is kept as text, with the spaces that were typed.
    """
    kept = kept_files.chosen(conversation, form.getlist("kept"))
    html = without_nul(form.get("html", ""))
    typed = form.get("text", "").replace("\r\n", "\n")
    if not html.strip():
        return Written(typed, "", kept, len(typed) > LONGEST_TEXT)
    if len(html) > LONGEST_PAGE:
        return Written(typed, "", kept, is_too_long=True)
    # Loaded here, since the parsers are only needed once somebody writes.
    from tillit.conversations.composing.cleaning import cleaned, twin_of

    page = cleaned(html, {file.content_id for file in kept if file.inline})
    text = twin_of(page)
    if typed.split() == text.split() and not needs_the_editor(text, page):
        return Written(typed, "", _in_use(kept, page), len(typed) > LONGEST_TEXT)
    return Written(text, str(page), _in_use(kept, page), len(text) > LONGEST_TEXT)


def _in_use(kept: Iterable[KeptFile], page: str) -> list[KeptFile]:
    """The files without the pictures that were taken out of the words again."""
    return [
        file for file in kept if not file.inline or f'data-cid="{escape(file.content_id)}"' in page
    ]


def needs_the_editor(text: str, html: str) -> bool:
    """Whether a page says anything that its plain text does not."""
    return bool(html) and _bare(html) != _bare(clean_page(html_of(text)))


def _bare(page: str) -> str:
    """A page without the spaces that nobody sees."""
    return _UNSEEN.sub("", page)
