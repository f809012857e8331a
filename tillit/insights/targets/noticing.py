"""Reached goals are celebrated: a team's by the team, a person's by the person and the lead."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tillit.insights.figures import text_of
from tillit.insights.models import Target, TargetMonth, TeamMonth
from tillit.insights.people.scope import leads_of
from tillit.insights.targets.events import MonthEarned, TargetReached
from tillit.insights.targets.standing import aim_words
from tillit.journal.models import Event
from tillit.journal.registry import on
from tillit.measures.registry import measure_named
from tillit.notices.giving import give
from tillit.notices.kinds import Kind, Told, register
from tillit.notices.models import Notice
from tillit.people.models import Agent
from tillit.ui.addresses import url_of

TEAM, PERSON, MONTH = "team-goal", "goal", "team-month"


@on(TargetReached)
def celebrate(fact: TargetReached, event: Event) -> None:
    """Tell those whose goal it is."""
    target = Target.objects.select_related("agent").get(pk=fact.target)
    kind = TEAM if target.team_id is not None else PERSON
    for agent in _concerned(target):
        give(agent=agent, kind=kind, subject=event.subject, event=event)


@on(MonthEarned)
def celebrate_month(fact: MonthEarned, event: Event) -> None:
    """Tell the whole team."""
    for agent in Agent.objects.filter(is_active=True, teams=fact.team):
        give(agent=agent, kind=MONTH, subject=event.subject, event=event)


def _concerned(target: Target) -> Iterable[Agent]:
    """A whole team; or one person and whoever leads him or her, and nobody else."""
    if target.agent is None:
        return Agent.objects.filter(is_active=True, teams=target.team_id)
    own = [target.agent] if target.agent.is_active else []
    return [*own, *leads_of(target.agent)]


def _tell(agent: Agent, notices: Sequence[Notice]) -> dict[int, Told]:
    numbers = {one.pk: int(one.subject.partition(":")[2]) for one in notices}
    visible = Target.objects.visible_to(agent).values("pk")
    found = TargetMonth.objects.filter(pk__in=numbers.values(), target__in=visible)
    months = {one.pk: one for one in found.select_related("target__team", "target__agent")}
    return {
        key: Told(_words(agent, months[number]), url_of("insights:targets"), _("Targets"))
        for key, number in numbers.items()
        if number in months
    }


def _tell_of_months(agent: Agent, notices: Sequence[Notice]) -> dict[int, Told]:
    numbers = {one.pk: int(one.subject.partition(":")[2]) for one in notices}
    visible = TeamMonth.objects.filter(pk__in=numbers.values(), team__in=agent.team_ids)
    months = {one.pk: one for one in visible.select_related("team")}
    words = _("Well done, %(team)s! Every goal of %(month)s is reached.")
    return {
        key: Told(
            words % {"team": found.team.name, "month": _month(found.month)},
            url_of("insights:targets"),
            _("Targets"),
        )
        for key, number in numbers.items()
        if (found := months.get(number))
    }


def _month(month: date) -> str:
    return date_format(month, "YEAR_MONTH_FORMAT")


def _words(agent: Agent, judged: TargetMonth) -> str:
    target = judged.target
    measure = measure_named(target.measure)
    words = {
        "whose": target.team.name if target.team else target.agent.name if target.agent else "",
        "month": _month(judged.month),
        "measure": measure.title,
        "value": text_of(judged.value, measure.unit),
        "aim": aim_words(measure, target.value),
    }
    if target.agent_id == agent.pk:
        return (
            _("Well done! You reached your goal in %(month)s: %(measure)s %(value)s (%(aim)s)")
            % words
        )
    if target.agent_id:
        return _("%(whose)s reached a goal in %(month)s: %(measure)s %(value)s (%(aim)s)") % words
    return (
        _("Well done, %(whose)s! Goal reached in %(month)s: %(measure)s %(value)s (%(aim)s)")
        % words
    )


register(
    Kind(
        key=TEAM,
        label=gettext_lazy("My team has reached a goal"),
        icon="party-popper",
        tell=_tell,
        brief=gettext_lazy("The team has reached a goal"),
    )
)
register(
    Kind(
        key=MONTH,
        label=gettext_lazy("My team has reached every goal of a month"),
        icon="trophy",
        tell=_tell_of_months,
        brief=gettext_lazy("The team has reached every goal of a month"),
    )
)
register(
    Kind(
        key=PERSON,
        label=gettext_lazy("I have reached a goal, or somebody whom I lead"),
        icon="party-popper",
        tell=_tell,
        brief=gettext_lazy("A goal is reached"),
    )
)
