"""The first steps of an installation, each computed from what is true."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tillit import clock
from tillit.channels.email.models import TrialMail
from tillit.conversations.models import Inbox, Parcel
from tillit.demo.models import Belonging, Mail, World
from tillit.hours.models import CalendarVersion
from tillit.people.models import Agent, Invitation
from tillit.people.policy import Verb, may
from tillit.people.request import agent_of
from tillit.standards.models import StandardVersion


@dataclass(frozen=True)
class Step:
    """One thing to do: whether it is done, and where to do it.

    With `posts` the address takes a POST; `warning` is what a person must know before.
    """

    key: str
    label: str | Promise
    done: bool
    text: str | Promise
    action: str | Promise
    url: str
    posts: bool = False
    warning: str | Promise = ""


def steps() -> list[Step]:
    """What a new installation needs, in the order in which to do it."""
    return [*_service(), *_colleagues(), *_demo()]


def left_for(request: HttpRequest) -> list[Step]:
    """The steps that an administrator still has; none for others, and none once dismissed."""
    agent = agent_of(request)
    if agent.knows_the_way or not may(agent, Verb.ADMINISTER):
        return []
    return [step for step in steps() if not step.done]


def _real(model: type[Model]) -> QuerySet[Model]:
    """The rows that the demo world did not bring along."""
    demo = Belonging.objects.filter(label=model._meta.label).values("row")
    return model._default_manager.exclude(pk__in=demo)


def _service() -> Iterator[Step]:
    inboxes = list(_real(Inbox).values_list("pk", "calendar_id"))
    numbers = [number for number, _calendar in inboxes]
    yield Step(
        "inbox",
        _("An inbox of your own"),
        bool(inboxes),
        _("Where your customers write to."),
        _("Open an inbox"),
        reverse("conversations:new_inbox"),
    )
    yield Step(
        "hours",
        _("Opening hours"),
        bool(inboxes) and _all_have_hours({calendar for _number, calendar in inboxes}),
        _("In them the clocks of promises run."),
        _("Look at the hours"),
        reverse("standards:calendars"),
    )
    yield Step(
        "mail",
        _("Mail comes in"),
        _mail_came_in(numbers),
        _("Connect the mailbox and send the test mail."),
        _("Connect a mailbox"),
        reverse("mail_setup:mailboxes"),
    )
    yield Step(
        "standard",
        _("The first service standard"),
        _is_promised_something(numbers),
        _("Promise an answer within four working hours, in each language."),
        _("Adopt it"),
        reverse("first_standard"),
        posts=True,
    )


def _all_have_hours(calendars: set[int]) -> bool:
    known = CalendarVersion.objects.filter(calendar__in=calendars, valid_from__lte=clock.now())
    return set(known.values_list("calendar_id", flat=True)) == calendars


def _mail_came_in(inboxes: list[int]) -> bool:
    tested = TrialMail.objects.filter(mailbox__inbox__in=inboxes).exclude(arrived_at=None)
    return tested.exists() or Parcel.objects.filter(inbox__in=inboxes).exists()


def _is_promised_something(inboxes: list[int]) -> bool:
    """Whether a standard is in force for every inbox, or for one of ours."""
    now = clock.now()
    in_force = StandardVersion.objects.filter(valid_from__lte=now).exclude(valid_to__lte=now)
    return in_force.filter(Q(inbox=None) | Q(inbox__in=inboxes)).exists()


def _colleagues() -> Iterator[Step]:
    others = _real(Agent).filter(is_active=True)
    yield Step(
        "colleague",
        _("A colleague"),
        others[1:2].exists() or Invitation.objects.valid().exists(),
        _("A service is not made by one person."),
        _("Invite a colleague"),
        reverse("people:invite"),
    )


def _demo() -> Iterator[Step]:
    world = World.objects.first()
    if world is None:
        return
    yield Step(
        "demo",
        _("A look at the demo world"),
        Mail.objects.filter(sent=True, at__gt=world.loaded_at).exists(),
        _("Write to the shop as a customer, and watch the promise run."),
        _("Open the customer's mailbox"),
        reverse("demo:mailbox"),
    )
    yield Step(
        "demo-removal",
        _("The demo world taken away"),
        False,
        _("Its shop, agents and conversations go; what is yours stays."),
        _("Take it away"),
        reverse("demo:removal"),
        posts=True,
        warning=_("The demo world cannot be brought back with its conversations."),
    )
