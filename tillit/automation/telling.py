"""Telling colleagues what a rule wants them to know."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tillit.automation import book, choices
from tillit.automation.doing import Scene
from tillit.automation.events import ColleagueTold
from tillit.automation.models import ACTOR, Rule
from tillit.conversations.doers import name_actors
from tillit.conversations.models import Conversation
from tillit.conversations.noticing import subject_of
from tillit.journal.recording import emit
from tillit.notices.giving import give
from tillit.notices.kinds import Kind, Told, register
from tillit.notices.models import Notice
from tillit.people.models import LEADING, Agent

KIND = "rule"


def those(scene: Scene) -> list[int]:
    """Tell those whom a step names, as far as they may see it; who they were."""
    conversation = scene.case.conversation
    told = [one for one in _meant(conversation, scene.said["who"])
            if conversation.team_id in one.team_ids]  # fmt: skip
    for agent in told:
        fact = ColleagueTold(conversation.pk, conversation.team_id, scene.rule.pk, agent.pk)
        event = emit(fact, by=scene.by, at=scene.case.at, carrying=conversation)
        give(agent=agent, kind=KIND, subject=subject_of(conversation.pk), event=event)
    return [agent.pk for agent in told]


def _meant(conversation: Conversation, who: str) -> Sequence[Agent]:
    here = Agent.objects.filter(is_active=True).order_by("name")
    of_team = here.filter(teams=conversation.team_id)
    if who.startswith("agent-"):
        return list(here.filter(pk=int(who.removeprefix("agent-"))))
    if who == choices.LEADS:
        return list(of_team.filter(role__in=LEADING))
    if who == choices.ASSIGNEE and conversation.assignee_id:
        return list(here.filter(pk=conversation.assignee_id))
    return list(of_team)


def _name(number: str) -> str:
    rule = Rule.objects.filter(pk=int(number)).first()
    words = _("The rule “%(name)s”")
    return words % {"name": book.title_of(rule)} if rule else _("A rule that is gone")


name_actors(ACTOR, _name)


def _tell(agent: Agent, notices: Sequence[Notice]) -> dict[int, Told]:
    numbers = {int(notice.subject.partition(":")[2]) for notice in notices}
    visible = Conversation.objects.visible_to(agent).filter(pk__in=numbers)
    found = {one.pk: one for one in visible.select_related("contact")}
    rules = {f"{ACTOR}:{rule.pk}": book.title_of(rule) for rule in Rule.objects.all()}
    told = {}
    for notice in notices:
        conversation = found.get(int(notice.subject.partition(":")[2]))
        if conversation is not None:
            told[notice.pk] = Told(
                text=_("%(rule)s: %(customer)s")
                % {
                    "rule": rules.get(notice.actor, _("A rule that is gone")),
                    "customer": conversation.contact.name,
                },
                url=reverse("conversations:conversation", args=[conversation.pk]),
                hint=f"#{conversation.pk} {conversation.subject}",
            )
    return told


register(
    Kind(
        KIND,
        gettext_lazy("A rule tells me something"),
        "workflow",
        _tell,
        brief=gettext_lazy("A rule has something for you: #{number}"),
    )
)
