"""What a view can ask about a conversation, in the words of the form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tillit.conversations.channels import channel_of
from tillit.conversations.models import CaseType, Inbox, Priority, Shelf, Stage, Status
from tillit.conversations.tagging import tags_known_to
from tillit.people.languages import LANGUAGES
from tillit.people.models import Agent, Team

Choice = tuple[str, str | Promise]
Choices = Callable[[Agent], list[Choice]]

ME, NOBODY, YES, NO = "me", "nobody", "yes", "no"
UNRESOLVED = "unresolved"
WHOLE_SHELVES: Mapping[str, frozenset[str]] = {
    UNRESOLVED: frozenset({Shelf.OPEN, Shelf.SNOOZED}),
    "snoozed": frozenset({Shelf.SNOOZED}),
    "resolved": frozenset({Shelf.RESOLVED}),
    "spam": frozenset({Shelf.SPAM}),
}
"""The words for where a conversation stands; the other ones are statuses."""
OPEN_STATUSES = (Status.NEW, Status.OPEN, Status.WAITING, Status.ON_HOLD)


@dataclass(frozen=True)
class Shape:
    """How a question is answered, and what can be said of the answer."""

    name: str
    operators: Mapping[str, str | Promise]


CHOICE = Shape("choice", {"is": _("is"), "is_not": _("is not")})
TAGGED = Shape("choice", {"is": _("is among them"), "is_not": _("is not among them")})
YES_OR_NO = Shape("choice", {"is": _("is")})
TEXT = Shape("text", {"contains": _("contains"), "lacks": _("does not contain")})
TIME = Shape(
    "time",
    {
        "within": _("in the last … days"),
        "beyond": _("longer ago than … days"),
        "after": _("on or after"),
        "before": _("before"),
    },
)
DAYS = ("within", "beyond")
"""The operators of time that are followed by a number of days; the others by a date."""


@dataclass(frozen=True)
class Question:
    """One thing that can be asked."""

    key: str
    label: str | Promise
    shape: Shape
    choices: Choices = lambda agent: []
    values: frozenset[str] = frozenset()
    """All values that answer it, where they are the same for everybody."""


def _statuses(agent: Agent) -> list[Choice]:
    return [
        (UNRESOLVED, _("Not resolved")),
        *((status.value, status.label) for status in OPEN_STATUSES),
        ("snoozed", Shelf.SNOOZED.label),
        ("resolved", Shelf.RESOLVED.label),
        ("spam", Shelf.SPAM.label),
    ]


def _assignees(agent: Agent) -> list[Choice]:
    of_teams = Agent.objects.filter(teams__in=agent.team_ids, is_active=True).distinct()
    named = of_teams.order_by("name").values_list("pk", "name")
    return [(ME, _("Me")), (NOBODY, _("Nobody")), *((str(pk), name) for pk, name in named)]


def _teams(agent: Agent) -> list[Choice]:
    named = Team.objects.filter(pk__in=agent.team_ids).order_by("name").values_list("pk", "name")
    return [(str(pk), name) for pk, name in named]


def _inboxes(agent: Agent) -> list[Choice]:
    named = Inbox.objects.filter(team__in=agent.team_ids).order_by("name").values_list("pk", "name")
    return [(str(pk), name) for pk, name in named]


def channels_in_use() -> list[Choice]:
    """Those of which there is an inbox."""
    kinds = Inbox.objects.order_by("channel").values_list("channel", flat=True).distinct()
    return [(kind, channel_of(kind).name) for kind in kinds]


def _languages(agent: Agent) -> list[Choice]:
    return [*LANGUAGES, ("", _("Not known"))]


def _tags(agent: Agent) -> list[Choice]:
    return [(str(tag.pk), tag.name) for tag in tags_known_to(agent)]


def _promises(agent: Agent) -> list[Choice]:
    return [
        ("soon", _("Due soon")),
        ("late", pgettext_lazy("promise", "Late")),
        ("running", pgettext_lazy("promise", "Running")),
        ("none", pgettext_lazy("promise", "None")),
    ]


def _yes_or_no(agent: Agent) -> list[Choice]:
    return [(YES, _("Yes")), (NO, _("No"))]


QUESTIONS: Mapping[str, Question] = {
    question.key: question
    for question in (
        Question("status", _("Status"), CHOICE, _statuses),
        Question("assignee", _("Assigned to"), CHOICE, _assignees),
        Question("team", _("Team"), CHOICE, _teams),
        Question("inbox", _("Inbox"), CHOICE, _inboxes),
        Question("channel", _("Channel"), CHOICE, lambda agent: channels_in_use()),
        Question("language", _("Language"), CHOICE, _languages),
        Question("tag", _("Tags"), TAGGED, _tags),
        Question("priority", _("Priority"), CHOICE, lambda agent: list(Priority.choices)),
        Question("type", _("Type"), CHOICE, lambda agent: list(CaseType.choices)),
        Question("stage", _("Stage"), CHOICE, lambda agent: list(Stage.choices)),
        Question("promise", _("Promise"), CHOICE, _promises),
        Question("unread", _("Unread"), YES_OR_NO, _yes_or_no),
        Question("vip", _("VIP customer"), YES_OR_NO, _yes_or_no),
        Question("created", pgettext_lazy("conversation", "Opened"), TIME),
        Question("last", _("Last message"), TIME),
        Question("subject", _("Subject"), TEXT),
        Question("contact", _("Customer's name or address"), TEXT),
    )
}
