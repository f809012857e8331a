"""What surveys add to rules: a contact that is over, what customers say, and asking them."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tillit.automation import book
from tillit.automation.book import Delivered
from tillit.automation.calling import offer
from tillit.automation.controls import Choice, Control, label_of
from tillit.automation.doing import Action, CannotBeDone, Scene, register
from tillit.automation.triggers import Trigger
from tillit.conversations.events import ConversationResolved
from tillit.conversations.models import Conversation, Shelf
from tillit.conversations.models.case import CaseType
from tillit.feedback import delivered
from tillit.feedback.actions import invite
from tillit.feedback.events import ResponseSaved
from tillit.feedback.models import Occasion, Survey
from tillit.journal import rows
from tillit.journal.models import Event
from tillit.people.actor import Actor
from tillit.people.models import Agent

offer(Trigger("rated", gettext_lazy("The customer says how we did"), (ResponseSaved,), order=30))
offer(
    Trigger(
        "over",
        # Also without a last reply: nobody chooses whom we ask by how a conversation is resolved.
        gettext_lazy("A contact is over: the conversation was resolved"),
        (ConversationResolved,),
        order=31,
    )
)


def _surveys(agent: Agent) -> list[Choice]:
    """Those that rules ask; some are there from the start."""
    for one in delivered.DELIVERED:
        delivered.delivered(one.purpose)
    found = Survey.objects.filter(occasion=Occasion.CONTACT, put_away_at=None).order_by("id")
    return [(one.purpose or str(one.pk), delivered.title_of(one)) for one in found]


def _ask(scene: Scene) -> dict[str, Any] | None:
    survey = _survey_named(scene.said["survey"])
    conversation = rows.get(Conversation, scene.case.conversation.pk)
    if conversation.shelf != Shelf.RESOLVED:
        return None
    agent = _who_resolved(conversation)
    asked = invite(conversation=conversation, agent=agent, survey=survey, at=scene.case.at)
    return {} if asked else None


def _survey_named(name: str) -> Survey:
    if not name.isdecimal():
        return delivered.delivered(name)
    found = Survey.objects.filter(pk=int(name), put_away_at=None).first()
    if found is None:
        raise CannotBeDone(_("This survey is not there any more."))
    return found


def _who_resolved(conversation: Conversation) -> Agent | None:
    """Who is asked about; nobody when a rule or a customer resolved it."""
    newest = "subject = %s AND kind = %s ORDER BY id DESC LIMIT 1"
    given = [f"conversation:{conversation.pk}", ConversationResolved.kind()]
    for (actor,) in rows.values(Event, ("actor",), newest, given):
        number = Actor.from_key(actor).agent_id
        return rows.first(Agent, pk=number) if number else None
    return None


register(
    Action(
        key="ask",
        label=gettext_lazy("Ask the customer"),
        icon="message-circle-question-mark",
        act=_ask,
        words=lambda said: (
            _("ask the customer: %(survey)s")
            % {"survey": label_of(_surveys(Agent()), said.get("survey", ""))}
        ),
        controls=(Control("survey", gettext_lazy("Survey"), choices=_surveys),),
        order=60,
    )
)

book.deliver(
    Delivered(
        purpose="complaint_survey",
        name=gettext_lazy("After a complaint, ask how we handled it, and nothing else"),
        trigger="over",
        conditions={
            "mode": "all",
            "items": [{"field": "type", "operator": "is", "value": CaseType.COMPLAINT.value}],
        },
        steps=[{"do": "ask", "survey": delivered.COMPLAINT}],
        stops=True,
        active=True,
        order=59,
    )
)
book.deliver(
    Delivered(
        purpose="survey",
        name=gettext_lazy("Ask how we did after each contact"),
        trigger="over",
        steps=[{"do": "ask", "survey": delivered.CONTACT}],
        active=True,
        order=60,
    )
)
