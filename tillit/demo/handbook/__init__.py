"""The handbook of the demo team: three pages, and one that Bo would write otherwise."""

from __future__ import annotations

import tomllib
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from tillit import clock
from tillit.demo.shop import remember
from tillit.documents import proposing
from tillit.documents.models import Document, Words
from tillit.documents.publishing import Text, write
from tillit.documents.reading import confirm
from tillit.people.languages import CODES
from tillit.people.models import Agent, Team
from tillit.standards.handbook import KIND
from tillit.standards.handbook.keeping import attach
from tillit.standards.models import ServiceStandard

PAGES = ("answering", "mistakes", "passing")
_FOLDER = Path(__file__).parent


def write_handbook(team: Team, agents: list[Agent], now: datetime) -> None:
    """What the team has written down; most have read it, and one change is proposed."""
    words = {code: tomllib.loads((_FOLDER / f"{code}.toml").read_text()) for code in CODES}
    *others, lead = agents
    written = [
        _write(words, name, team, lead, now - timedelta(days=60 - 20 * place))
        for place, name in enumerate(PAGES)
    ]
    remember(*written)
    _read(written, others, now - timedelta(days=10))
    versions = {"versions__inbox__team": team, "versions__valid_to": None}
    standards = ServiceStandard.objects.filter(**versions).distinct()
    with clock.moved_to(now - timedelta(days=9)):
        attach(document=written[0], standards=standards, among=[], by=lead)
    _propose(words, written[1], others, now)


def _write(words: dict[str, Any], name: str, team: Team, lead: Agent, at: datetime) -> Document:
    title, text = (_said(words, name, part) for part in ("title", "text"))
    with clock.moved_to(at):
        return write(kind=KIND, language=lead.language, text=Text(title, text), team=team, by=lead)


def _said(words: dict[str, Any], name: str, part: str) -> Words:
    return {code: str(words[code][name][part]).strip() for code in sorted(words)}


def _read(pages: list[Document], agents: list[Agent], at: datetime) -> None:
    """All have read the first one, half of them the second, and one the third."""
    for count, page in zip((len(agents), len(agents) // 2, 1), pages, strict=True):
        for agent in agents[:count]:
            with clock.moved_to(at):
                assert page.current is not None  # noqa: S101 (just published)
                confirm(version=page.current, by=agent)


def _propose(words: dict[str, Any], page: Document, agents: list[Agent], now: datetime) -> None:
    """Bo would rather call; Ingrid and Ada say what they think of it."""
    ada, bo, eszter, ingrid = agents
    assert page.current is not None  # noqa: S101 (just published)
    better = {**page.current.text, "en": str(words["en"]["proposal"]["text"]).strip()}
    text = Text(page.current.title, better, words["en"]["proposal"]["reason"])
    with clock.moved_to(now - timedelta(days=5)):
        made = proposing.propose(document=page, seen=page.current, text=text, by=bo)
    assert made is not None  # noqa: S101 (it is different)
    comments = words["en"]["comments"]
    with clock.moved_to(now - timedelta(days=4)):
        proposing.comment(proposal=made, text=comments["first"], by=ingrid)
        proposing.vote(proposal=made, in_favour=True, by=ingrid)
    with clock.moved_to(now - timedelta(days=3)):
        proposing.comment(proposal=made, text=comments["second"], by=eszter)
        proposing.vote(proposal=made, in_favour=False, by=eszter)
        proposing.vote(proposal=made, in_favour=True, by=ada)
