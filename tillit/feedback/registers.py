"""What feedback adds to pages."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tillit.conversations.models import Conversation
from tillit.conversations.timeline import Line, Telling, describe, summarise
from tillit.feedback.actions import PURPOSE
from tillit.feedback.events import ResponseSaved
from tillit.feedback.measures import Satisfaction
from tillit.feedback.models import Response
from tillit.journal.models import Event
from tillit.measures.registry import register as register_measure
from tillit.people.models import Agent
from tillit.ui import panels
from tillit.ui.components import face

MOST_FACES = 6


@panels.register("conversation", order=20)
def feelings(conversation: Conversation, agent: Agent) -> panels.Section:
    """How this customer has felt, as far as the agent may see the conversations."""
    contact = conversation.contact_id
    visible = Conversation.objects.visible_to(agent).filter(contact_id=contact)
    responses = Response.objects.filter(
        invitation__contact_id=contact, invitation__conversation__team_id__in=agent.team_ids
    )
    newest = list(responses.order_by("-at")[:MOST_FACES])
    words = next((response for response in newest if response.comment), None)
    data = {
        "scores": [response.score for response in reversed(newest)],
        "comment": words.comment if words else "",
        "comment_at": words.at if words else None,
        "conversations": visible.count(),
    }
    title = gettext_lazy("How they feel")
    return panels.Section("feelings", title, "feedback/panel_feelings.html", data)


@summarise(PURPOSE)
def survey_line(name: str) -> str:
    """The question on one line."""
    return _("Asked %(name)s how we did") % {"name": name}


@describe(ResponseSaved)
def tell_response(fact: ResponseSaved, event: Event, telling: Telling) -> Line:
    """What the customer answered."""
    words = {"answer": face(fact.score).label}
    icon = face(fact.score).icon
    if fact.before is None:
        return Line(icon=icon, text=_("The customer answered: %(answer)s") % words)
    return Line(icon=icon, text=_("The customer changed the answer: %(answer)s") % words)


register_measure(Satisfaction())
