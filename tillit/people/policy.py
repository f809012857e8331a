"""Which role may do what. Which conversations somebody sees is decided by teams, in querysets."""

from collections.abc import Callable
from enum import Enum
from functools import wraps
from typing import Any, TypeVar, cast

from django.http import Http404, HttpRequest

from tillit.people.models import LEADING, Agent, Role, Team

View = TypeVar("View", bound=Callable[..., Any])


class Verb(Enum):
    """What not everybody may do."""

    ANSWER = "answer"
    """Write to customers and to anybody else outside, and decide about mail that is held."""
    SORT = "sort"
    """Change who has a conversation, and how it stands."""
    LOOK_AFTER = "look_after"
    """Set up what belongs to the own teams."""
    PROMISE = "promise"
    """Decide what customers are promised; the front line keeps it."""
    ADMINISTER = "administer"
    """Set up everything."""


_EVERYBODY_BUT_LIGHT = frozenset({Role.ADMINISTRATOR, Role.LEAD, Role.AGENT})
_ALLOWED: dict[Verb, frozenset[Role]] = {
    Verb.ANSWER: _EVERYBODY_BUT_LIGHT,
    Verb.SORT: _EVERYBODY_BUT_LIGHT,
    Verb.LOOK_AFTER: frozenset(LEADING),
    Verb.PROMISE: frozenset(LEADING),
    Verb.ADMINISTER: frozenset({Role.ADMINISTRATOR}),
}


def may(agent: Agent, verb: Verb, team: int | None = None) -> bool:
    """Whether an agent may do this; a team may let its light agents sort."""
    if agent.role in _ALLOWED[verb]:
        return True
    if team is None or verb is not Verb.SORT or agent.role != Role.LIGHT:
        return False
    return Team.objects.filter(pk=team, light_agents_sort=True).exists()


def refuse_unless(agent: Agent, verb: Verb, team: int | None = None) -> None:
    """Go on only if the agent may do this.

    Raises:
        Http404: he or she may not; what is not allowed does not exist.
    """
    if not may(agent, verb, team):
        raise Http404


def needs(verb: Verb) -> Callable[[View], View]:
    """A view for those only who may do this; nobody else finds it."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            refuse_unless(cast(Agent, request.user), verb)
            return view(request, *args, **kwargs)

        return cast(View, guarded)

    return decorate
