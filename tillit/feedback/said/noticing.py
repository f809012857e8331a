"""What colleagues are told of the board: that a customer has not heard after all."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tillit.feedback.models import FollowUp
from tillit.feedback.said.events import WordCameBack
from tillit.journal import rows
from tillit.journal.models import Event
from tillit.journal.registry import on
from tillit.notices.giving import give
from tillit.notices.kinds import Kind, Told, register
from tillit.notices.models import Notice
from tillit.people.models import Agent
from tillit.ui.addresses import url_of

CAME_BACK = "word-came-back"


def about_follow_up(follow_up: int) -> str:
    """What notices about a row of the board are about."""
    return f"follow_up:{follow_up}"


@on(WordCameBack)
def tell_who_looks_after_it(fact: WordCameBack, event: Event) -> None:
    """Whoever looks after it learns of it; whoever wrote the message where nobody does."""
    number = fact.assignee or fact.writer
    agent = rows.first(Agent, id=number) if number else None
    if agent and fact.team in agent.team_ids:
        give(agent=agent, kind=CAME_BACK, subject=event.subject, event=event)


def _tell(agent: Agent, notices: Sequence[Notice]) -> dict[int, Told]:
    numbers = {one.pk: int(one.subject.partition(":")[2]) for one in notices}
    visible = FollowUp.objects.visible_to(agent).select_related("response__invitation__contact")
    found = {one.pk: one for one in visible.filter(pk__in=numbers.values())}
    return {
        key: Told(
            _words(found[number]), url_of("feedback:said_row", number), _("What customers say")
        )
        for key, number in numbers.items()
        if number in found
    }


def _words(follow_up: FollowUp) -> str:
    contact = follow_up.response.invitation.contact
    if contact is None or follow_up.anonymous:
        return _("Our message came back, so the customer has not heard of it")
    words = _("Our message to %(customer)s about the answer to a survey came back")
    return words % {"customer": contact.name}


register(
    Kind(
        CAME_BACK,
        gettext_lazy("What we told a customer because of an answer comes back"),
        "mail-warning",
        _tell,
        brief=gettext_lazy("A message about an answer came back"),
    )
)
