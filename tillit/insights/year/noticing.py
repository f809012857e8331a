"""What colleagues are told of the calendar: owners what is due, leads what is a week late."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tillit import clock
from tillit.documents.days import today_at_home
from tillit.insights.models import Method
from tillit.insights.year.events import MethodFellDue, MethodNears, MethodOverdue
from tillit.journal.models import Event
from tillit.journal.registry import on
from tillit.notices.giving import give
from tillit.notices.kinds import Kind, Told, register
from tillit.notices.models import Notice
from tillit.people.models import Agent, Role, Team
from tillit.ui.addresses import url_of

DUE, LATE = "method-due", "method-late"


def about_method(method: int) -> str:
    """What notices about a method are about."""
    return f"method:{method}"


@on(MethodNears, MethodFellDue)
def tell_owner(fact: MethodNears | MethodFellDue, event: Event) -> None:
    """A measurement is due, or soon will be."""
    method = Method.objects.select_related("owner").get(pk=fact.method)
    _give(_owners(method), DUE, event)


@on(MethodOverdue)
def tell_leads(fact: MethodOverdue, event: Event) -> None:
    """It was due a week ago, and nobody has said what came of it."""
    _give(_leads(Method.objects.get(pk=fact.method)), LATE, event)


def _give(agents: Iterable[Agent], kind: str, event: Event) -> None:
    for agent in agents:
        give(agent=agent, kind=kind, subject=event.subject, event=event)


def _owners(method: Method) -> Iterable[Agent]:
    """Whoever looks after it; its leads where nobody does any more."""
    if method.owner is not None and method.owner.is_active:
        return [method.owner]
    return _leads(method)


def _leads(method: Method) -> Iterable[Agent]:
    """The leads of its team, or of its owner's teams; the administrators where there is none."""
    active = Agent.objects.filter(is_active=True)
    teams = [method.team_id] if method.team_id else _teams_of(method.owner_id)
    leads = active.filter(role=Role.LEAD, teams__in=teams).distinct()
    return list(leads) or active.filter(role=Role.ADMINISTRATOR)


def _teams_of(agent: int | None) -> Iterable[int]:
    return Team.objects.filter(members=agent).values_list("pk", flat=True) if agent else []


Words = Callable[[Method, date, date], str]


def _telling(words: Words) -> Callable[[Agent, Sequence[Notice]], dict[int, Told]]:
    """Puts notices into words, as it stands when they are read; what is done tells of nothing."""

    def tell(agent: Agent, notices: Sequence[Notice]) -> dict[int, Told]:
        today = today_at_home(clock.now())
        numbers = {one.pk: int(one.subject.partition(":")[2]) for one in notices}
        visible = Method.objects.visible_to(agent).running().filter(due_on__isnull=False)
        found = {one.pk: one for one in visible.filter(pk__in=numbers.values())}
        said = {
            key: words(found[number], due, today)
            for key, number in numbers.items()
            if number in found and (due := found[number].due_on)
        }
        return {
            key: Told(text, url_of("year:method", numbers[key]), _("Year"))
            for key, text in said.items()
            if text
        }

    return tell


def _due(method: Method, due: date, today: date) -> str:
    words = {"method": method.name, "day": date_format(due, "DATE_FORMAT")}
    if due < today:
        return _("“%(method)s” was due on %(day)s") % words
    if due == today:
        return _("“%(method)s” is due today") % words
    return _("“%(method)s” is due on %(day)s") % words


def _late(method: Method, due: date, today: date) -> str:
    """Nothing, once somebody has done it."""
    return _due(method, due, today) if due < today else ""


register(
    Kind(
        DUE,
        gettext_lazy("A measurement of mine falls due"),
        "calendar-clock",
        _telling(_due),
        brief=gettext_lazy("A measurement is due"),
    )
)
register(
    Kind(
        LATE,
        gettext_lazy("A measurement of my team is a week late"),
        "clock-alert",
        _telling(_late),
        brief=gettext_lazy("A measurement is late"),
    )
)
