"""What the pages of the handbook show of documents, proposals and standards."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.utils.translation import get_language

from tillit.documents import differences
from tillit.documents.markdown import page_of
from tillit.documents.models import Document, DocumentVersion, Proposal, Words
from tillit.documents.models.document import spoken
from tillit.people.languages import LANGUAGES
from tillit.standards.for_whom import for_whom, promised_by, target_of
from tillit.standards.models import StandardVersion
from tillit.ui.addresses import url_of

NAMES = dict(LANGUAGES)


def text_of(document: Document, version: DocumentVersion, wanted: str = "") -> dict[str, Any]:
    """A version as it is read: in which language, and in which others there is one."""
    said = version.words(document.language, wanted if wanted in NAMES else "")
    at = partial(url_of, "handbook:picture", document.slug)
    page = page_of(said.text, at)
    return {
        "title": said.title,
        "html": page.html,
        "contents": page.contents,
        "language": said.language,
        "foreign": NAMES[said.language] if said.language != get_language() else "",
        "others": [(code, NAMES[code]) for code in version.languages if code != said.language],
        "number": version.number,
        "day": version.day,
        "author": version.author.name if version.author else "",
        "reason": version.reason,
    }


def changes(before: tuple[Words, Words], after: tuple[Words, Words]) -> list[dict[str, Any]]:
    """What titles and texts say otherwise, in each language that changed."""
    codes = spoken({**before[1], **after[1], **before[0], **after[0]})
    found = (_change(code, before, after) for code in codes)
    return [one for one in found if one["title"] or one["text"]]


def _change(code: str, before: tuple[Words, Words], after: tuple[Words, Words]) -> dict[str, Any]:
    title, text = (
        differences.between(old.get(code, ""), new.get(code, ""))
        for old, new in zip(before, after, strict=True)
    )
    return {"code": code, "label": NAMES[code], "title": title, "text": text}


def changed_since(version: DocumentVersion, newest: DocumentVersion) -> list[dict[str, Any]]:
    """What a document says otherwise since a version; nothing when that one still holds."""
    if version.pk == newest.pk:
        return []
    return changes((version.title, version.text), (newest.title, newest.text))


def proposed(proposal: Proposal) -> list[dict[str, Any]]:
    """What a proposal would change in the version that it was made against."""
    base = proposal.version
    after = (proposal.title_on(base), proposal.text_on(base))
    return changes((base.title, base.text), after)


def listed_proposals(proposals: Iterable[Proposal]) -> list[dict[str, Any]]:
    """Proposals on one line each."""
    return [
        {
            "url": url_of("handbook:proposal", one.pk),
            "page": one.document.title,
            "author": one.author.name if one.author else "",
            "reason": one.reason,
            "at": one.at,
            "state": one.state,
            "state_words": one.get_state_display(),
            "comments": len(one.comments.all()),
            "in_favour": sum(vote.in_favour for vote in one.votes.all()),
            "against": sum(not vote.in_favour for vote in one.votes.all()),
        }
        for one in proposals
    ]


def listed_standard(version: StandardVersion) -> dict[str, Any]:
    """A standard on two lines."""
    return {
        "url": url_of("handbook:standard", version.standard_id),
        "name": version.standard.name,
        "words": version.words(),
        "target": target_of(version),
        "clock": promised_by(version),
        "whom": for_whom(version),
    }
