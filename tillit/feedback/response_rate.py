"""How many of those who were asked have answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import timedelta

from django.db.models import (
    BooleanField,
    Exists,
    ExpressionWrapper,
    OuterRef,
    Q,
    QuerySet,
)
from django.utils.translation import gettext_lazy as _

from tillit.feedback.models import Invitation, Occasion, Response
from tillit.feedback.questionnaire import Kind
from tillit.measures.answering import answering
from tillit.measures.dimensions import NONE, Fact, FromFacts, narrowed
from tillit.measures.registry import (
    Aim,
    Case,
    ClockKind,
    Extra,
    Figure,
    Group,
    Scope,
    Summary,
    Unit,
)
from tillit.measures.telling import share

OWN = {"agent": "agent_id"}


class ResponseRate(FromFacts):
    """Of those asked on a day whom the mail reached, how many have answered since.

    An answer that leaves the main question out is none. Told apart, it shows whether those who
    answered are like those who were asked. Who was asked by an anonymous survey counts in the whole
    only: a conversation is forgotten with the answer, so that slices would hold those alone who did
    not answer.
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
        "The share of customers who have answered the main question, of those who were asked in "
        "this period and whom the mail reached. Few answers may come from customers unlike the "
        "others: told apart by channel, language or segment it shows who answers and who does not. "
        "Who comes by a link or a QR code was not asked one by one and does not count here."
    )
    formula = _("answered ÷ (asked − came back), with its Wilson interval (95%)")
    exactness = ""
    has_clocks = False
    has_cases = True
    own = OWN
    ripens_after = timedelta(days=14)
    """Surveys stay open for longer, but hardly anybody answers later than that."""

    def facts(self, scope: Scope) -> Iterable[Fact]:
        """Whoever was asked, and whether an answer came."""
        about = "conversation_id", "agent_id", "survey__anonymous", "has_answered", "is_returned"
        return [
            Fact(conversation, (answered, returned), {"agent": str(agent or NONE)})
            if conversation and not anonymous
            else Fact(None, (answered, returned))
            for conversation, agent, anonymous, answered, returned in _asked(scope).values_list(
                *about
            )
        ]

    def count(self, told: Iterable[tuple[bool, bool]]) -> Summary:
        """How many, how many of them answered, and how many the mail did not reach."""
        found = list(told)
        return {
            "asked": len(found),
            "answered": sum(answered for answered, _returned in found),
            "returned": sum(returned for _answered, returned in found),
        }

    def figure(self, summaries: Iterable[Summary], clock: ClockKind) -> Figure:
        """The share over all days."""
        found = Counter[str]()
        for one in summaries:
            found.update(one)
        told = answering(
            invited=found["asked"], bounced=found["returned"], completed=found["answered"]
        )
        returned = Extra(_("Came back"), found["returned"] if found["asked"] else None, Unit.COUNT)
        return share(told.response.part, told.delivered, extras=(returned,))

    def cases(self, scope: Scope, offset: int, limit: int) -> Sequence[Case]:
        """Whom we asked, newest first; of an anonymous survey nobody is named."""
        leading = _asked(scope).select_related("conversation__contact", "survey")
        return [_case(one) for one in leading.order_by("-sent_at", "-id")[offset : offset + limit]]


def _asked(scope: Scope) -> QuerySet[Invitation]:
    # The main question of a survey that asks for words alone has no score.
    usable = Q(score__isnull=False) | Q(kind=Kind.TEXT)
    answers = Response.objects.filter(usable, invitation=OuterRef("pk"))
    found = Invitation.objects.filter(
        team_id__in=scope.teams, sent_at__gte=scope.start, sent_at__lt=scope.end
    ).exclude(survey__occasion=Occasion.LINK)
    if scope.slices:
        found = found.filter(survey__anonymous=False, conversation__isnull=False)
    known = narrowed(found, scope, own=OWN, through="conversation__")
    # Who answers a mail that came back has had it all the same.
    returned = Q(returned_at__isnull=False) & ~Exists(answers)
    return known.annotate(
        has_answered=Exists(answers),
        is_returned=ExpressionWrapper(returned, output_field=BooleanField()),
    )


def _case(invitation: Invitation) -> Case:
    conversation = None if invitation.survey.anonymous else invitation.conversation
    has_answered = bool(getattr(invitation, "has_answered", False))
    is_returned = bool(getattr(invitation, "is_returned", False))
    no_answer = _("Came back") if is_returned else _("No answer")
    return Case(
        conversation=conversation.pk if conversation else None,
        subject=conversation.subject if conversation else "",
        customer=conversation.contact.name if conversation else str(_("Anonymous")),
        at=invitation.sent_at,
        outcome=_("Answered") if has_answered else no_answer,
        tone="ok" if has_answered else "",
        value=None,
        unit=Unit.COUNT,
    )
