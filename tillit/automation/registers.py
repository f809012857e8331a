"""What rules add to pages: the settings, and lines of the timeline."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tillit.automation import giving, saying, steps, timed  # noqa: F401 (they register)
from tillit.automation.events import (
    ColleagueTold,
    ConversationPassedOn,
    ConversationRouted,
    RoutingWaits,
)
from tillit.automation.giving import reasons
from tillit.automation.passing import PASSED_ON
from tillit.automation.saying import PURPOSE
from tillit.automation.workplaces import WorkplaceForm, workplace_of
from tillit.conversations.models import Conversation
from tillit.conversations.timeline import Line, Telling, describe, summarise
from tillit.journal.models import Event
from tillit.people.models import Agent
from tillit.people.policy import Verb, may
from tillit.people.request import agent_of
from tillit.ui import panels, settings_pages
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


@panels.register("conversation.assignee", order=10)
def way_to_pass_on(conversation: Conversation, agent: Agent) -> panels.Section | None:
    """A link in the menu of who has it."""
    if not (conversation.is_open and may(agent, Verb.ANSWER)):
        return None
    data = {
        "url": url_of("automation:passing_on", conversation.pk),
        "label": _("Pass it on …"),
        "icon": "hand-helping",
    }
    return panels.Section("passing", "", "", data)


@panels.register("agent", order=10)
def workplace(colleague: Agent, reader: Agent) -> panels.Section | None:
    """What routing needs to know of a colleague."""
    if not may(colleague, Verb.ANSWER):
        return None
    data = {
        "form": WorkplaceForm(workplace_of(colleague)),
        "url": url_of("automation:workplace", colleague.pk),
    }
    return panels.Section("work", gettext_lazy("What is given"), "automation/workplace.html", data)


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


@describe(ConversationPassedOn)
def tell_passed_on(fact: ConversationPassedOn, event: Event, telling: Telling) -> Line:
    """Who could not solve it, and who is to."""
    words = {"who": telling.who_did(event), "name": telling.name_of(fact.agent)}
    if fact.agent is None:
        text = _("%(who)s passed it on to another team")
    else:
        text = _("%(who)s passed it on to %(name)s")
    return Line(icon="hand-helping", text=capfirst(text % words))


@summarise(PASSED_ON)
def told_of_passing(name: str) -> str:
    """On one line that the customer was told."""
    return _("Told %(name)s that a colleague takes it up") % {"name": name}
