"""The ways into the handbook: the navigation, the palette, and what it offers while one types."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tillit.conversations.finding import suggesting
from tillit.conversations.finding.suggesting import Group, Suggestion
from tillit.documents import finding
from tillit.people.models import Agent
from tillit.people.policy import Verb, may
from tillit.people.request import agent_of
from tillit.search.highlighting import highlighted
from tillit.standards.handbook import KIND
from tillit.standards.handbook.scope import pages_of
from tillit.ui import navigation, settings_pages
from tillit.ui.addresses import url_of

MOST_OFFERED = 4


@navigation.register("workspace", order=15)
def handbook(request: HttpRequest) -> Iterator[navigation.Item]:
    """For everybody: what we promise and how we work concerns all."""
    yield navigation.Item(
        label=_("Handbook"), icon="book-open", url=url_of("handbook:handbook"), key="b"
    )


@settings_pages.register("service", order=12)
def reviews(request: HttpRequest) -> Iterator[settings_pages.Page]:
    """For those who look after standards and pages."""
    if may(agent_of(request), Verb.LOOK_AFTER):
        yield settings_pages.Page(
            label=gettext_lazy("Reviews"),
            text=gettext_lazy("When standards and pages of the handbook are looked at again."),
            icon="calendar-check",
            url=url_of("handbook:reviews"),
            words=gettext_lazy("calendar due half year"),
        )


@suggesting.register
def pages(agent: Agent, text: str) -> Group:
    """Pages of the handbook in which every word stands."""
    found = finding.search(agent, KIND, text)
    known = {one.pk: one for one in pages_of(agent).filter(pk__in=found.numbers[:MOST_OFFERED])}
    options = [
        Suggestion(
            icon="book-open",
            label=highlighted(known[number].title, found.spellings),
            url=url_of("handbook:page", known[number].slug),
        )
        for number in found.numbers
        if number in known
    ]
    return Group("handbook", _("Handbook"), options)
