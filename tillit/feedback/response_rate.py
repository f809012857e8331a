"""How many of those who were asked have answered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from tillit.feedback.models import Invitation, Occasion, Response
from tillit.measures.dimensions import NONE, Fact, FromFacts, narrowed
from tillit.measures.registry import Aim, Case, ClockKind, Figure, Group, Scope, Summary, Unit
from tillit.measures.telling import share

OWN = {"agent": "agent_id"}


class ResponseRate(FromFacts):
    """Of those asked on a day, how many have answered since.

    Told apart, it shows whether those who answered are like those who were asked. Who was asked by
    an anonymous survey counts in the whole only: a conversation is forgotten with the answer, so
    that slices would hold those alone who did not answer.
    """

    key = basis = "response-rate"
    order = 34
    group = Group.PROMISES
    title = _("Response rate")
    unit = Unit.SHARE
    aim: Aim | None = None
    counted = _("customers asked")
    value_label = _("Answered")
    definition = _(
        "The share of customers who have answered, of those who were asked in this period. Few "
        "answers may come from customers unlike the others: told apart by channel, language or "
        "segment it shows who answers and who does not. Who comes by a link or a QR code was not "
        "asked one by one and does not count here."
    )
    formula = _("answered ÷ asked, with its Wilson interval (95%)")
    exactness = ""
    has_clocks = False
    has_cases = True
    own = OWN
    ripens_after = timedelta(days=14)
    """Surveys stay open for longer, but hardly anybody answers later than that."""

    def facts(self, scope: Scope) -> Iterable[Fact]:
        """Whoever was asked, and whether an answer came."""
        about = "conversation_id", "agent_id", "survey__anonymous", "has_answered"
        return [
            Fact(conversation, answered, {"agent": str(agent or NONE)})
            if conversation and not anonymous
            else Fact(None, answered)
            for conversation, agent, anonymous, answered in _asked(scope).values_list(*about)
        ]

    def count(self, told: Iterable[bool]) -> Summary:
        """How many, and how many of them answered."""
        answers = list(told)
        return {"asked": len(answers), "answered": sum(answers)}

    def figure(self, summaries: Iterable[Summary], clock: ClockKind) -> Figure:
        """The share over all days."""
        found = list(summaries)
        return share(sum(one["answered"] for one in found), sum(one["asked"] for one in found))

    def cases(self, scope: Scope, offset: int, limit: int) -> Sequence[Case]:
        """Whom we asked, newest first; of an anonymous survey nobody is named."""
        leading = _asked(scope).select_related("conversation__contact", "survey")
        return [_case(one) for one in leading.order_by("-sent_at", "-id")[offset : offset + limit]]


def _asked(scope: Scope) -> QuerySet[Invitation]:
    answers = Response.objects.filter(invitation=OuterRef("pk"))
    found = Invitation.objects.filter(
        team_id__in=scope.teams, sent_at__gte=scope.start, sent_at__lt=scope.end
    ).exclude(survey__occasion=Occasion.LINK)
    if scope.slices:
        found = found.filter(survey__anonymous=False, conversation__isnull=False)
    known = narrowed(found, scope, own=OWN, through="conversation__")
    return known.annotate(has_answered=Exists(answers))


def _case(invitation: Invitation) -> Case:
    conversation = None if invitation.survey.anonymous else invitation.conversation
    has_answered = bool(getattr(invitation, "has_answered", False))
    return Case(
        conversation=conversation.pk if conversation else None,
        subject=conversation.subject if conversation else "",
        customer=conversation.contact.name if conversation else str(_("Anonymous")),
        at=invitation.sent_at,
        outcome=_("Answered") if has_answered else _("No answer"),
        tone="ok" if has_answered else "",
        value=None,
        unit=Unit.COUNT,
    )
