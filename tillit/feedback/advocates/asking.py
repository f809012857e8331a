"""Whom we might ask to be a reference, who was asked, and what they said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from tillit import clock
from tillit.conversations.customers import customers_visible_to
from tillit.documents.days import today_at_home
from tillit.feedback.advocates import noting
from tillit.feedback.advocates.events import ReferenceAnswered, ReferenceAsked
from tillit.feedback.models import (
    Advocacy,
    AdvocacyKind,
    ReferenceRequest,
    Refusal,
    Reply,
    Response,
)
from tillit.feedback.questionnaire import Kind
from tillit.journal.recording import emit
from tillit.measures.recommendation import PROMOTERS_FROM
from tillit.people.actor import Actor
from tillit.people.models import Agent, Contact

MOST = 20


class AskedBefore(Exception):
    """Nobody is asked twice."""


class DoesNotWant(Exception):
    """This customer does not want to be asked anything."""


@dataclass(frozen=True)
class Promoter:
    """A customer who would recommend us, and said so last on this day."""

    contact: Contact
    score: int
    at: datetime


def promoters(agent: Agent) -> list[Promoter]:
    """Those whose last word was a 9 or a 10, and whom nobody has asked for a reference yet.

    What was said anonymously leads to nobody, so they are not among them.
    """
    scored = Response.objects.filter(
        kind=Kind.NPS, score__isnull=False, invitation__team__in=agent.team_ids
    )
    own = scored.filter(invitation__contact=OuterRef("pk")).order_by("-at", "-pk")
    gladly = scored.filter(score__gte=PROMOTERS_FROM, invitation__contact__isnull=False)
    found = (
        customers_visible_to(agent)
        .filter(_NOBODY_ASKED, pk__in=gladly.values("invitation__contact"))
        .annotate(last=Subquery(own.values("score")[:1]), said_at=Subquery(own.values("at")[:1]))
        .filter(last__gte=PROMOTERS_FROM)
    )
    return [Promoter(one, one.last, one.said_at) for one in found.order_by("-said_at", "pk")[:MOST]]


_THEIRS = {"contact": OuterRef("pk")}
_NOBODY_ASKED = ~(
    Q(Exists(ReferenceRequest.objects.filter(**_THEIRS)))
    | Q(Exists(Refusal.objects.filter(**_THEIRS)))
    | Q(Exists(Advocacy.objects.standing().filter(kind=AdvocacyKind.REFERENCE, **_THEIRS)))
)


@transaction.atomic
def ask(*, contact: Contact, by: Agent) -> ReferenceRequest:
    """Note that a colleague has asked this customer to be a reference.

    Raises:
        AskedBefore: somebody did.
        DoesNotWant: the customer has refused questions.
    """
    Contact.objects.select_for_update().get(pk=contact.pk)
    if ReferenceRequest.objects.filter(contact=contact).exists():
        raise AskedBefore
    if Refusal.objects.filter(contact=contact).exists():
        raise DoesNotWant
    request = ReferenceRequest.objects.create(contact=contact, asked_by=by, asked_at=clock.now())
    emit(ReferenceAsked(contact.pk, request.pk), by=Actor.agent(by))
    return request


@transaction.atomic
def answer(*, request: ReferenceRequest, reply: Reply, by: Agent) -> None:
    """Note what the customer said; a yes makes a reference customer, and only once."""
    held = ReferenceRequest.objects.select_for_update(of=("self",)).select_related("contact")
    asked = held.get(pk=request.pk)
    before = asked.reply
    if before != Reply.WAITING or reply == before:
        return
    asked.reply = reply
    asked.save(update_fields=["reply"])
    fact = ReferenceAnswered(asked.contact_id, asked.pk, before, reply.value)
    emit(fact, by=Actor.agent(by))
    if reply is Reply.YES:
        told = noting.Told(kind=AdvocacyKind.REFERENCE, day=today_at_home(clock.now()))
        noting.note(contact=asked.contact, told=told, by=by)


def waiting(agent: Agent) -> QuerySet[ReferenceRequest]:
    """Who was asked and has not answered yet, the longest first."""
    asked = ReferenceRequest.objects.filter(reply=Reply.WAITING)
    seen = asked.filter(contact__in=customers_visible_to(agent))
    return seen.select_related("contact", "asked_by").order_by("asked_at", "pk")
