"""Remembering what an agent has looked for lately, and forgetting it."""

from django.db import transaction

from tillit import clock
from tillit.conversations.models import RecentSearch
from tillit.conversations.models.recent_search import MOST_KEPT
from tillit.journal import rows
from tillit.people.models import Agent


def recent_of(agent: Agent) -> list[str]:
    """The texts of the latest searches."""
    return list(RecentSearch.objects.of(agent).values_list("text", flat=True)[:MOST_KEPT])


def remember(agent: Agent, text: str) -> None:
    """Put a search first; the oldest is forgotten."""
    newest = "agent_id = %s ORDER BY at DESC, id DESC LIMIT 1"
    # Who turns pages or comes back must not wait for those who write.
    if rows.values(RecentSearch, ("text",), newest, [agent.pk]) != [(text,)]:
        _put_first(agent, text)


@transaction.atomic
def _put_first(agent: Agent, text: str) -> None:
    RecentSearch.objects.update_or_create(agent=agent, text=text, defaults={"at": clock.now()})
    old = RecentSearch.objects.of(agent).values_list("pk", flat=True)[MOST_KEPT:]
    RecentSearch.objects.filter(pk__in=list(old)).delete()


def forget(agent: Agent) -> None:
    """Forget all of them."""
    RecentSearch.objects.of(agent).delete()
