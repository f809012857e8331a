"""What feedback adds to pages."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tillit.automation.asking import offer as ask
from tillit.automation.cases import Case
from tillit.conversations.models import Conversation, Message
from tillit.conversations.timeline import Line, Telling, describe, summarise
from tillit.conversations.unsubscribing import offers_unsubscribing
from tillit.conversations.viewing.conditions import Condition
from tillit.conversations.viewing.vocabulary import CHOICE, Choice, Question
from tillit.feedback import (  # noqa: F401 (they register)
    methods,
    ruling,
    settings,
)
from tillit.feedback.advocates import registers as of_advocates  # noqa: F401 (it registers)
from tillit.feedback.aspects import Aspects
from tillit.feedback.events import (
    CustomerNotAsked,
    ResponseSaved,
    SurveysRefused,
    SurveysWanted,
)
from tillit.feedback.kept import kept_well
from tillit.feedback.mails import PURPOSE
from tillit.feedback.measures import MEASURES
from tillit.feedback.models import Outcome, Refusal, Response, Score
from tillit.feedback.own_questions import OwnQuestions
from tillit.feedback.questionnaire import Kind
from tillit.feedback.refusing import refusal_address
from tillit.feedback.response_rate import ResponseRate
from tillit.feedback.said import registers  # noqa: F401 (it registers)
from tillit.feedback.telling_apart import TOPICS
from tillit.journal import rows
from tillit.journal.models import Event
from tillit.measures.dimensions import register as register_dimension
from tillit.measures.registry import register as register_measure
from tillit.people.models import Agent, Contact
from tillit.standards.models import ServiceStandard
from tillit.ui import panels
from tillit.ui.components import face

MOST_FACES = 6

_NEWEST = (
    "kind = 'csat' AND score IS NOT NULL"
    " AND invitation_id IN (SELECT i.id FROM feedback_invitation i"
    " JOIN conversations_conversation c ON c.id = i.conversation_id"
    " WHERE i.contact_id = %s AND c.team_id IN ({marks})) ORDER BY at DESC LIMIT {most}"
)


def _scores(agent: Agent) -> list[Choice]:
    return [(str(score.value), score.label) for score in Score]


def _rated(condition: Condition, case: Case) -> bool:
    """What the customer has said of this conversation, if anything."""
    given = Response.objects.filter(invitation__conversation=case.conversation.pk, kind=Kind.CSAT)
    scores = given.order_by("-at").values_list("score", flat=True)[:1]
    return (str(scores[0]) == condition.value if scores else False) != condition.negates


ask(
    Question(
        "score",
        gettext_lazy("How the customer felt"),
        CHOICE,
        _scores,
        frozenset(str(score.value) for score in Score),
    ),
    _rated,
)


@panels.register("conversation", order=20)
def feelings(conversation: Conversation, agent: Agent) -> panels.Section:
    """How this customer has felt, as far as the agent may see the conversations."""
    return _feelings(conversation.contact_id, agent)


@panels.register("customer", order=20)
def feelings_of(contact: Contact, agent: Agent) -> panels.Section:
    """The same on the customer's own page."""
    return _feelings(contact.pk, agent)


@panels.register("standard", order=20)
def said_of_it(standard: ServiceStandard, agent: Agent) -> panels.Section | None:
    """How well customers say that it was kept."""
    found = kept_well(standard.pk, agent)
    if found is None:
        return None
    title = gettext_lazy("How well we keep it, customers say")
    return panels.Section("kept", title, "feedback/panel_kept.html", found)


def _feelings(contact: int, agent: Agent) -> panels.Section:
    teams = agent.team_ids
    marks = rows.marks(teams)
    own = f"contact_id = %s AND team_id IN ({marks})"
    newest = rows.select(Response, _NEWEST.format(marks=marks, most=MOST_FACES), [contact, *teams])
    words = next((response for response in newest if response.comment), None)
    data = {
        "scores": [response.score for response in reversed(newest)],
        "comment": words.comment if words else "",
        "comment_at": words.at if words else None,
        "conversations": rows.count(Conversation, own, [contact, *teams]),
        "refused_at": _refused_at(contact),
    }
    title = gettext_lazy("How they feel")
    return panels.Section("feelings", title, "feedback/panel_feelings.html", data)


def _refused_at(contact: int) -> datetime | None:
    refusal = rows.first(Refusal, contact_id=contact)
    return refusal.at if refusal else None


@offers_unsubscribing(PURPOSE)
def refuse_here(message: Message) -> str:
    """Every mail that asks can be refused for good."""
    conversation = message.conversation
    return refusal_address(conversation.pk, conversation.contact_id)


@describe(SurveysRefused)
def tell_refused(fact: SurveysRefused, event: Event, telling: Telling) -> Line:
    """They were asked once too often."""
    return Line(icon="bell-off", text=_("The customer does not want to be asked any more"))


@describe(SurveysWanted)
def tell_wanted(fact: SurveysWanted, event: Event, telling: Telling) -> Line:
    """They changed their mind."""
    return Line(icon="bell", text=_("The customer may be asked again"))


@summarise(PURPOSE)
def survey_line(name: str) -> str:
    """The question on one line."""
    return _("Asked %(name)s how we did") % {"name": name}


@describe(CustomerNotAsked)
def tell_not_asked(fact: CustomerNotAsked, event: Event, telling: Telling) -> Line | None:
    """Why nobody asked; that no person had answered is plain to see."""
    if fact.outcome == Outcome.NO_ANSWER:
        return None
    words = {"why": Outcome(fact.outcome).label}
    return Line(icon="message-circle-off", text=_("Not asked how we did: %(why)s") % words)


def _is_a_face(fact: ResponseSaved) -> bool:
    found = rows.first(Response, pk=fact.response)
    return found is not None and found.kind == Kind.CSAT and fact.score is not None


@describe(ResponseSaved)
def tell_response(fact: ResponseSaved, event: Event, telling: Telling) -> Line:
    """What the customer answered."""
    if not _is_a_face(fact):
        return Line(icon="message-square-text", text=_("The customer answered a survey"))
    words = {"answer": face(fact.score or 1).label}
    icon = face(fact.score or 1).icon
    if fact.before is None:
        return Line(icon=icon, text=_("The customer answered: %(answer)s") % words)
    return Line(icon=icon, text=_("The customer changed the answer: %(answer)s") % words)


register_dimension(TOPICS)
for measure in (*MEASURES, Aspects(), ResponseRate(), OwnQuestions()):
    register_measure(measure)
