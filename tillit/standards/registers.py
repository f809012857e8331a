"""What promises add to pages: the strip above a conversation, and lines of its timeline."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tillit.conversations.dimensions import named
from tillit.conversations.later import zone_name
from tillit.conversations.models import Conversation
from tillit.conversations.timeline import Line, Telling, describe, summarise
from tillit.journal import rows
from tillit.journal.models import Event
from tillit.measures.dimensions import Dimension
from tillit.measures.dimensions import register as register_dimension
from tillit.measures.registry import register as register_measure
from tillit.people.models import Agent
from tillit.standards import methods, ruling, settings  # noqa: F401 (they register)
from tillit.standards.acknowledgement import CLOSED, PURPOSE
from tillit.standards.events import (
    NewTimeTold,
    PromiseAnsweredLate,
    PromiseBroken,
    PromiseCancelled,
    PromiseFact,
    PromiseKept,
    PromiseResumed,
    PromiseRetargeted,
    PromiseStarted,
)
from tillit.standards.handbook import offering  # noqa: F401 (registers its ways in)
from tillit.standards.measures import PromisesKept
from tillit.standards.models import (
    MET_BY_RESOLVING,
    Cause,
    Promise,
    PromiseState,
    ServiceStandard,
    StandardVersion,
)
from tillit.standards.new_times import PURPOSE as NEW_TIME
from tillit.standards.outcomes import outcome
from tillit.standards.promises import STANDARDS
from tillit.ui import panels
from tillit.ui.addresses import url_of

MOST_SHOWN = 5


def _promises_of(conversation: Conversation) -> list[Promise]:
    """All promises of a conversation, oldest first; read once however many parts of a page ask."""
    if "promises" not in getattr(conversation, "_prefetched_objects_cache", {}):
        rows.attach_many([conversation], "promises")
        promises = list(conversation.promises.all())
        rows.attach_one(promises, "version")
        rows.attach_one(promises, "calendar_version")
    return list(conversation.promises.all())


@panels.register("conversation.promises", order=10)
def promise_strip(conversation: Conversation, agent: Agent) -> panels.Section:
    """The promises for which the customer waits, else the last one decided."""
    known = list(reversed(_promises_of(conversation)))
    waiting = sorted((one for one in known if one.settled_at is None), key=_urgency)
    decided = [one for one in known if one.settled_at and one.state != PromiseState.CANCELLED]
    data = [_shown(promise) for promise in (waiting or decided[:1])[:MOST_SHOWN]]
    return panels.Section("promises", "", "", data)


def _urgency(promise: Promise) -> tuple[bool, datetime]:
    """What stands still hurries nobody."""
    return promise.state == PromiseState.PAUSED, promise.due_at


def _shown(promise: Promise) -> dict[str, Any]:
    paused, running = promise.state == PromiseState.PAUSED, promise.settled_at is None
    return {
        "state": "paused" if paused else "running" if running else promise.state,
        "clock": promise.get_clock_display(),
        "standard": promise.version.words(),
        "started_at": promise.started_at,
        "warn_at": promise.warn_at,
        "due_at": promise.due_at,
        "outcome": "" if running else outcome(promise),
        "told_until": promise.told_until if running else None,
        "explanation_url": url_of("standards:promise", promise.pk),
    }


@summarise(PURPOSE)
def acknowledgement_line(name: str) -> str:
    """The acknowledgement on one line."""
    return _("Receipt confirmed to %(name)s") % {"name": name}


@summarise(CLOSED)
def closed_line(name: str) -> str:
    """The same while we are closed."""
    return _("Receipt confirmed to %(name)s, with when we open again") % {"name": name}


def _promises(telling: Telling) -> dict[int, Promise]:
    """All promises of the conversation, read once however many lines there are."""
    return {promise.pk: promise for promise in _promises_of(telling.conversation)}


@describe(PromiseStarted, PromiseKept, PromiseBroken, PromiseAnsweredLate)
def tell_promise(fact: PromiseFact, event: Event, telling: Telling) -> Line | None:
    """How a promise went."""
    promise = _promises(telling).get(fact.promise)
    if promise is None:
        return None
    words = {"promise": promise.version.words()}
    if isinstance(fact, PromiseStarted):
        return Line(icon="target", text=_("Promised: %(promise)s") % words)
    if isinstance(fact, PromiseKept):
        return Line(icon="circle-check", text=outcome(promise))
    if isinstance(fact, PromiseBroken):
        return Line(icon="clock-alert", text=_("Promise broken: the time was up"))
    words = {"late": outcome(promise)}
    if promise.clock in MET_BY_RESOLVING:
        return Line(icon="clock-alert", text=_("Solved %(late)s") % words)
    return Line(icon="clock-alert", text=_("Answered %(late)s") % words)


@describe(PromiseCancelled)
def tell_cancelled(fact: PromiseCancelled, event: Event, telling: Telling) -> Line | None:
    """It ended without an answer; the conversation that has it now need not say that it moved."""
    if fact.cause == Cause.MOVED and not telling.is_of_its_own(event):
        return None
    words = {
        Cause.SPAM: _("The promise ended: it is spam"),
        Cause.MOVED: _("The promise ended: another conversation has it now"),
    }
    ended = _("The promise ended: resolved without a reply")
    return Line(icon="circle-slash", text=words.get(Cause(fact.cause), ended))


@describe(PromiseResumed)
def tell_resumed(fact: PromiseResumed, event: Event, telling: Telling) -> Line:
    """It runs again."""
    if fact.cause == Cause.UNDELIVERED:
        return Line(icon="undo-2", text=_("The answer did not arrive, so the promise runs again"))
    return Line(icon="undo-2", text=_("The promise runs again, due when it was before"))


@describe(PromiseRetargeted)
def tell_retargeted(fact: PromiseRetargeted, event: Event, telling: Telling) -> Line | None:
    """What is promised instead."""
    version = StandardVersion.objects.filter(pk=fact.version_after).first()
    if version is None:
        return None
    words = {"promise": version.words(), "who": telling.who_did(event)}
    if event.actor == STANDARDS.key:
        return Line(icon="target", text=_("Promised now: %(promise)s") % words)
    return Line(icon="target", text=capfirst(_("%(who)s had it promised: %(promise)s") % words))


@summarise(NEW_TIME)
def new_time_line(name: str) -> str:
    """A new time on one line."""
    return _("Told %(name)s a new time") % {"name": name}


@describe(NewTimeTold)
def tell_new_time(fact: NewTimeTold, event: Event, telling: Telling) -> Line:
    """A later time, and who told it."""
    until = datetime.fromisoformat(fact.until)
    local = until.astimezone(ZoneInfo(zone_name(telling.conversation)))
    words = {
        "who": telling.who_did(event),
        "when": f"{date_format(local, _('D j M'))}, {local:%H:%M}",
    }
    return Line(
        icon="calendar-clock", text=capfirst(_("%(who)s told a new time: %(when)s") % words)
    )


register_measure(PromisesKept())
register_dimension(
    Dimension(
        key="standard", order=70, title=gettext_lazy("Standard"), names=named(ServiceStandard)
    )
)
