"""What promises add to rules: times before and after they fall due, receipts, promises to start."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tillit.automation import book
from tillit.automation.book import Delivered
from tillit.automation.calling import offer
from tillit.automation.cases import Case
from tillit.automation.choices import of
from tillit.automation.controls import Choice, Control, Settings, label_of
from tillit.automation.doing import Action, CannotBeDone, Scene, register
from tillit.automation.models import Firing, Rule
from tillit.automation.saying import withheld
from tillit.automation.triggers import Trigger
from tillit.conversations.channels import channel_of
from tillit.conversations.openness import version_for
from tillit.hours.business_time import is_open
from tillit.people.models import Agent
from tillit.standards import acknowledgement, new_times, promises
from tillit.standards.events import (
    PromiseBroken,
    PromiseKept,
    PromiseStarted,
)
from tillit.standards.models import Clock, Promise, PromiseState, StandardVersion

BEFORE, AFTER, ANY = "before", "after", "any"
OPEN, ALWAYS = "open", "always"
REACH = timedelta(days=5)
"""So long after its time a case is still looked at: over a long weekend, or after an outage."""
_SIDES = ((BEFORE, gettext_lazy("before it is due")), (AFTER, gettext_lazy("after it was due")))
_UNITS = (("minutes", gettext_lazy("minutes")), ("hours", gettext_lazy("hours")))
_WHEN = (
    (OPEN, gettext_lazy("In opening hours only")),
    (ALWAYS, gettext_lazy("At any hour")),
)


def _clocks() -> list[Choice]:
    return [(ANY, gettext_lazy("Any promise")), *Clock.choices]


def _offset(settings: Settings) -> timedelta:
    return timedelta(**{settings.get("unit", "minutes"): int(settings.get("amount") or 0)})


def _moment(promise: Promise, settings: Settings) -> datetime:
    """When the rule is to look at a promise; one that was made later, when it was made."""
    offset = _offset(settings)
    if settings.get("side") == AFTER:
        return promise.due_at + offset
    return max(promise.due_at - offset, promise.started_at)


def _cause(promise: Promise) -> str:
    return f"promise:{promise.pk}:{promise.due_at:%Y-%m-%dT%H:%M:%S}"


def _promises(rule: Rule) -> QuerySet[Promise]:
    found = Promise.objects.select_related("conversation__inbox").order_by("due_at", "pk")
    if rule.team_id:
        found = found.filter(conversation__team=rule.team_id)
    asked = rule.settings.get("clock", ANY)
    return found if asked == ANY else found.filter(clock=asked)


def _found(rule: Rule, now: datetime, most: int) -> Iterable[Case]:
    """Promises whose time it is and that the rule has not looked at, those due first at first."""
    offset, since = _offset(rule.settings), rule.since or now
    waiting = _promises(rule).filter(settled_at=None)
    if rule.settings.get("side") == AFTER:
        late = waiting.filter(state__in=(PromiseState.RUNNING, PromiseState.BROKEN))
        found = late.filter(due_at__lte=now - offset, due_at__gte=max(now - REACH, since) - offset)
    else:
        running = waiting.filter(state=PromiseState.RUNNING)
        found = running.filter(due_at__gt=now, due_at__lte=now + offset)
    return list(_new(rule, found, now, most))


def _new(rule: Rule, found: QuerySet[Promise], now: datetime, most: int) -> Iterator[Case]:
    causes = {_cause(one): one for one in found.iterator()}
    lately = Firing.objects.filter(rule=rule, at__gte=now - 2 * REACH, cause__startswith="promise:")
    seen = set(lately.values_list("cause", flat=True))
    open_now: dict[tuple[int, int], bool] = {}
    for cause, promise in causes.items():
        moment = _moment(promise, rule.settings)
        if cause in seen or (rule.since and moment < rule.since):
            continue
        conversation = promise.conversation
        place = (conversation.team_id, conversation.inbox_id)
        if rule.settings.get("hours", OPEN) == OPEN:
            if place not in open_now:
                open_now[place] = is_open(version_for(conversation, now).hours, now)
            if not open_now[place]:
                continue
        yield Case(cause, conversation, now)
        most -= 1
        if not most:
            return


def _recent(rule: Rule, now: datetime, most: int) -> Iterable[Case]:
    """Promises that were still to be met when it was time."""
    offset = _offset(rule.settings)
    due_by = now - offset if rule.settings.get("side") == AFTER else now + offset
    found = _promises(rule).filter(due_at__lte=due_by).order_by("-due_at", "-pk")[:most]
    for promise in found:
        moment = _moment(promise, rule.settings)
        if promise.settled_at is None or promise.settled_at > moment:
            yield Case(_cause(promise), promise.conversation, moment)


def _words(settings: Settings) -> str:
    number = int(settings.get("amount") or 0)
    time = (
        ngettext("%(n)d hour", "%(n)d hours", number)
        if settings.get("unit") == "hours"
        else ngettext("%(n)d minute", "%(n)d minutes", number)
    ) % {"n": number}
    after, asked = settings.get("side") == AFTER, settings.get("clock", ANY)
    if after and not number:
        words = _("As soon as a promise is late")
    elif after:
        words = _("%(time)s after a promise was due") % {"time": time}
    else:
        words = _("%(time)s before a promise is due") % {"time": time}
    return words if asked == ANY else f"{words} ({label_of(_clocks(), asked)})"


offer(
    Trigger(
        key="promise",
        label=gettext_lazy("A time before or after a promise is due"),
        controls=(
            Control("amount", gettext_lazy("How long"), kind="number", initial="30", least=0),
            Control("unit", gettext_lazy("In"), choices=of(_UNITS)),
            Control("side", gettext_lazy("Before or after"), choices=of(_SIDES)),
            Control("clock", gettext_lazy("Which promise"), choices=lambda agent: _clocks()),
            Control("hours", gettext_lazy("Opening hours"), choices=of(_WHEN)),
        ),
        words=_words,
        found=_found,
        recent=_recent,
        order=5,
    )
)
offer(Trigger("promised", gettext_lazy("Something is promised"), (PromiseStarted,), order=6))
offer(Trigger("kept", gettext_lazy("A promise is kept"), (PromiseKept,), order=7))
offer(Trigger("broken", gettext_lazy("A promise is broken"), (PromiseBroken,), order=8))


def _acknowledge(purpose: str, scene: Scene) -> dict[str, Any] | None:
    conversation = scene.case.conversation
    if not (scene.case.answerable and channel_of(conversation.channel).capabilities.acknowledges):
        return None
    promise = next(iter(promises.awaited(promises.unsettled(conversation))), None)
    sent = acknowledgement.send(
        conversation, promise, by=scene.by, at=scene.case.at, purpose=purpose
    )
    return {"message": sent.pk} if sent else {"withheld": True}


register(
    Action(
        key="acknowledge",
        label=gettext_lazy("Confirm receipt"),
        icon="mail-check",
        act=lambda scene: _acknowledge(acknowledgement.PURPOSE, scene),
        words=lambda said: _("confirm receipt: number, promise, and when an answer is due"),
        at_once=True,
        told=withheld,
        order=1,
    )
)
register(
    Action(
        key="closed",
        label=gettext_lazy("Confirm receipt, and say when we open"),
        icon="moon",
        act=lambda scene: _acknowledge(acknowledgement.CLOSED, scene),
        words=lambda said: _("confirm receipt, and say when we open again"),
        at_once=True,
        told=withheld,
        order=2,
    )
)


def _standards(agent: Agent) -> list[Choice]:
    running = StandardVersion.objects.filter(valid_to=None, measure="").select_related("standard")
    return [(str(one.standard_id), one.standard.name) for one in running.order_by("standard__name")]


def _start(scene: Scene) -> dict[str, Any] | None:
    conversation, number = scene.case.conversation, int(scene.said["standard"])
    version = StandardVersion.objects.filter(standard=number, valid_to=None, measure="").first()
    if version is None:
        raise CannotBeDone(_("This standard is not in force any more."))
    if not conversation.is_open:
        return None
    same = Q(version__standard=number)
    if conversation.promises.filter(same, settled_at=None).exists():
        return None
    promise = promises.start_one(conversation, version, at=scene.case.at)
    return {"promise": promise.pk}


register(
    Action(
        key="promise",
        label=gettext_lazy("Start a promise"),
        icon="target",
        act=_start,
        words=lambda said: (
            _("promise: %(name)s")
            % {"name": label_of(_standards(Agent()), said.get("standard", ""))}
        ),
        controls=(Control("standard", gettext_lazy("Standard"), choices=_standards),),
        order=50,
    )
)


def _tell_new_time(scene: Scene) -> dict[str, Any] | None:
    conversation = scene.case.conversation
    waiting = promises.awaited(promises.unsettled(conversation))
    if not waiting or waiting[0].told_until or not new_times.can_be_told(waiting[0], conversation):
        return None
    hours = timedelta(hours=int(scene.said["hours"]))
    start = max(scene.case.at, waiting[0].due_at)
    until = new_times.in_working_time(conversation, hours, start)
    told = new_times.tell(promise=waiting[0], until=until, by=scene.by)
    return {"message": told.pk} if told else {"withheld": True}


register(
    Action(
        key="new_time",
        label=gettext_lazy("Tell the customer an honest new time"),
        icon="calendar-clock",
        act=_tell_new_time,
        words=lambda said: (
            ngettext(
                "tell the customer a new time: %(n)d opening hour later",
                "tell the customer a new time: %(n)d opening hours later",
                int(said.get("hours") or 0),
            )
            % {"n": int(said.get("hours") or 0)}
        ),
        controls=(
            Control(
                "hours",
                gettext_lazy("Opening hours later"),
                kind="number",
                initial="4",
                most=200,
                hint=gettext_lazy("Told once for each promise of an answer."),
            ),
        ),
        told=withheld,
        order=51,
    )
)


def _saying(field: str, value: str) -> dict[str, Any]:
    return {"mode": "all", "items": [{"field": field, "operator": "is", "value": value}]}


_SOON = {"amount": "30", "unit": "minutes", "side": BEFORE, "clock": ANY, "hours": OPEN}
_LATE = {**_SOON, "amount": "0", "side": AFTER}
_VERY_LATE = {**_LATE, "amount": "2", "unit": "hours"}
_ROUTE = {
    "do": "route", "way": "least_busy", "language": "customer", "skill": "", "presence": "here",
    "whose": "anybody",
}  # fmt: skip

for delivered in (
    Delivered(
        purpose="out_of_hours",
        name=gettext_lazy("Answer outside opening hours"),
        trigger="begun",
        conditions=_saying("hours", "closed"),
        steps=[{"do": "closed"}],
        stops=True,
        active=True,
        order=1,
    ),
    Delivered(
        purpose="acknowledgement",
        name=gettext_lazy("Confirm receipt"),
        trigger="begun",
        steps=[{"do": "acknowledge"}],
        active=True,
        order=2,
    ),
    Delivered(
        purpose="warning",
        name=gettext_lazy("Warn before a promise falls due"),
        trigger="promise",
        settings=_SOON,
        steps=[{"do": "notify", "who": "assignee"}],
        order=10,
    ),
    Delivered(
        purpose="honest_time",
        name=gettext_lazy("Tell the customer before a promise is missed"),
        trigger="promise",
        settings={**_SOON, "amount": "15"},
        steps=[{"do": "new_time", "hours": "4"}],
        order=14,
    ),
    Delivered(
        purpose="late",
        name=gettext_lazy("Tell the leads of a broken promise"),
        trigger="promise",
        settings=_LATE,
        steps=[{"do": "notify", "who": "leads"}, {"do": "priority", "value": "high"}],
        order=11,
    ),
    Delivered(
        purpose="escalation",
        name=gettext_lazy("Give what is two hours late to somebody who is at work"),
        trigger="promise",
        settings=_VERY_LATE,
        steps=[_ROUTE, {"do": "notify", "who": "leads"}],
        order=12,
    ),
    Delivered(
        purpose="silence",
        name=gettext_lazy("Close what the customer has been silent about for two weeks"),
        trigger="schedule",
        settings={"days": "work", "at": "09:00"},
        conditions={
            "mode": "all",
            "items": [
                {"field": "status", "operator": "is", "value": "waiting"},
                {"field": "last", "operator": "beyond", "value": "14"},
            ],
        },
        steps=[{"do": "tag", "tag": "no-answer"}, {"do": "status", "status": "resolved"}],
        order=13,
    ),
):
    book.deliver(delivered)
