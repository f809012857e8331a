"""What follows when a page is to leave: it is made as its reader sees it, and mailed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.db import transaction
from django.http import Http404, QueryDict
from django.utils import translation

from tillit import clock
from tillit.insights.events import PageMailWanted
from tillit.insights.models.mailing import PageMail, PageMailReader, Problem
from tillit.insights.papers.letter import letter_of
from tillit.insights.papers.paper import Paper, paper_of
from tillit.insights.periods import BY, OWN, selection_read_from
from tillit.journal.models import Event, Lane
from tillit.journal.registry import Mode, on
from tillit.people.letters import LetterRefused
from tillit.people.models import Agent


@on(PageMailWanted, mode=Mode.OUTSIDE, lane=Lane.SLOW)
def send_page(fact: PageMailWanted, event: Event) -> Callable[[], None] | None:
    """Mail it; who has left or wants it no more gets nothing.

    Raises:
        TryLater: it could not be sent now.
    """
    readers = PageMailReader.objects.filter(
        mail=fact.page_mail, agent=fact.reader, agent__is_active=True, mail__stopped_at=None
    )
    reader = readers.select_related("agent", "mail").first()
    if reader is None:
        return None
    return partial(_remember, reader.pk, _send(reader, fact))


def _send(reader: PageMailReader, fact: PageMailWanted) -> str:
    """What is the matter; empty when it has left."""
    with translation.override(reader.agent.language):
        try:
            made = paper_as_seen(reader.mail, reader.agent, fact.first, fact.last)
        except (Http404, KeyError):
            return Problem.UNSEEN
        try:
            letter_of(made, reader.agent).send()
        except LetterRefused:
            return Problem.REFUSED
    return ""


def paper_as_seen(mail: PageMail, agent: Agent, first: str, last: str) -> Paper:
    """The page about these days, as far as this agent may see it.

    Raises:
        Http404: the agent may not see its team, or somebody it is about.
        KeyError: there is no such page any more.
    """
    asked = QueryDict(mail.query, mutable=True)
    asked["period"], asked["from"], asked["to"] = OWN, first, last
    return paper_of(mail.page, selection_read_from(asked, agent), by=asked.get(BY, ""))


@transaction.atomic
def _remember(number: int, problem: str) -> None:
    sent = {} if problem else {"sent_at": clock.now()}
    PageMailReader.objects.filter(pk=number).update(problem=problem, **sent)
