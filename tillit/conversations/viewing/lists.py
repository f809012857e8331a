"""The lists that somebody may open: those that everybody has, and those that were put together."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tillit.conversations import listing
from tillit.conversations.listing import Page, Place
from tillit.conversations.models import SavedView, in_sidebar_of
from tillit.conversations.standing import VIEWS, StandingView
from tillit.conversations.viewing.conditions import Condition, Group, NoConditions, read
from tillit.conversations.viewing.sieve import CANDIDATES, Count, Sieve, counts
from tillit.people.models import Agent

MOST_IN_SIDEBAR = 30
_NOTHING = gettext_lazy("Nothing is here now")
_BY_ITSELF = gettext_lazy("What answers the conditions appears by itself.")
_NOTHING_AT_ALL = Group(
    "all", (Condition("status", "is", "resolved"), Condition("status", "is", "spam"))
)
_KEY = re.compile(r"saved-(\d{1,18})", re.ASCII)


@dataclass(frozen=True)
class SavedList:
    """A saved view as somebody looks at it."""

    saved: SavedView
    agent: Agent
    icon: str = "list-filter"
    empty_title: str | Promise = _NOTHING
    empty_text: str | Promise = _BY_ITSELF

    @property
    def key(self) -> str:
        """Its name in addresses."""
        return key_of(self.saved)

    @property
    def title(self) -> str:
        """Its name for people."""
        return self.saved.name

    @cached_property
    def sieve(self) -> Sieve:
        """What it asks for; one that can no longer be read shows nothing."""
        return Sieve.of(_group_of(self.saved), self.saved.sorting, self.agent)

    @property
    def edit_url(self) -> str:
        """Where it is changed; empty for who may not."""
        managed = SavedView.objects.managed_by(self.agent).filter(pk=self.saved.pk).exists()
        return reverse("conversations:saved_view", args=[self.saved.pk]) if managed else ""


AnyList = StandingView | SavedList


def key_of(saved: SavedView) -> str:
    """The name of a saved view in addresses."""
    return f"saved-{saved.pk}"


def _group_of(saved: SavedView) -> Group:
    """What it asks for; what an older version could ask and this one cannot finds nothing."""
    try:
        return read(saved.conditions)
    except NoConditions:
        return _NOTHING_AT_ALL


def find(key: str, agent: Agent) -> AnyList | None:
    """The list of this name, if the agent may open it."""
    named = _KEY.fullmatch(key)
    if named is None:
        return VIEWS.get(key)
    found = SavedView.objects.in_use().visible_to(agent).filter(pk=int(named[1])).first()
    return SavedList(found, agent) if found else None


def page_of(view: AnyList, agent: Agent, *, after: Place | None = None) -> Page:
    """A page of any list."""
    if isinstance(view, SavedList):
        return view.sieve.page(after)
    return listing.page_of(view, agent, after=after)


def saved_for(agent: Agent) -> list[SavedList]:
    """The saved views of an agent's sidebar: the own ones first, each by its name."""
    found = in_sidebar_of(agent)
    named = sorted(found, key=lambda one: (one.sharing != "nobody", one.name.casefold(), one.pk))
    return [SavedList(one, agent) for one in named[:MOST_IN_SIDEBAR]]


def numbers_of(lists: Iterable[SavedList]) -> dict[int, Count]:
    """How many each of them shows, in one statement."""
    return counts({one.saved.pk: one.sieve for one in lists})


def bound_told(count: Count, sieve: Sieve) -> str:
    """The sentence about what was looked at, when that is not everything."""
    if not count.cut:
        return ""
    most = {"n": number_format(CANDIDATES, force_grouping=True)}
    if sieve.begins_with_due and sieve.scope.promised:
        return _("Among the %(n)s that are due first.") % most
    if sieve.begins_with_due:
        return _("Among the %(n)s that are due first and the newest %(n)s.") % most
    return _("Among the newest %(n)s.") % most
