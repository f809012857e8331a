"""What rules add to pages: the settings, and lines of the timeline."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tillit.automation import giving, saying, steps, timed  # noqa: F401 (they register)
from tillit.automation.events import ColleagueTold, ConversationRouted, RoutingWaits
from tillit.automation.giving import reasons
from tillit.automation.saying import PURPOSE
from tillit.conversations.timeline import Line, Telling, describe, summarise
from tillit.journal.models import Event
from tillit.people.policy import Verb, may
from tillit.people.request import agent_of
from tillit.ui import settings_pages
from tillit.ui.addresses import url_of


@settings_pages.register("service", order=45)
def rules(request: HttpRequest) -> Iterator[settings_pages.Page]:
    """For those who look after a team."""
    if may(agent_of(request), Verb.LOOK_AFTER):
        yield settings_pages.Page(
            label=gettext_lazy("Rules"),
            text=gettext_lazy("What Tillit does by itself: answers, sorts, warns, hands over."),
            icon="workflow",
            url=url_of("automation:rules"),
            words=gettext_lazy("automation triggers routing escalation out of office automatic"),
        )


@summarise(PURPOSE)
def automatic_answer(name: str) -> str:
    """A rule's answer on one line."""
    return _("Answered automatically to %(name)s") % {"name": name}


@describe(ConversationRouted)
def tell_routed(fact: ConversationRouted, event: Event, telling: Telling) -> Line:
    """Who was given it, and why."""
    words = {
        "name": telling.name_of(fact.agent),
        "reasons": reasons(fact.language, fact.skill, fact.way, fact.load),
    }
    return Line(icon="split", text=_("Given to %(name)s because: %(reasons)s") % words)


@describe(RoutingWaits)
def tell_waits(fact: RoutingWaits, event: Event, telling: Telling) -> Line:
    """Nobody could take it."""
    return Line(icon="split", text=_("Nobody can take it just now; the first who can is given it"))


@describe(ColleagueTold)
def tell_told(fact: ColleagueTold, event: Event, telling: Telling) -> Line:
    """Somebody was told."""
    words = {"rule": telling.who_did(event), "name": telling.name_of(fact.agent)}
    return Line(icon="bell", text=_("%(rule)s told %(name)s") % words)
