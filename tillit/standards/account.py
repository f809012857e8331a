"""The account of one promise that its customer can read: no sign-in, nobody's words but ours."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils.translation import gettext as _

from tillit.conversations.models import Status
from tillit.hours.business_time import Line
from tillit.standards import explanation
from tillit.standards.models import Clock, HoursKind, Promise, PromiseState
from tillit.standards.moments import at_words, due_words, names_the_zone

_SIGNER = Signer(salt="tillit.standards.account")


def address_of(promise: Promise) -> str:
    """Where the customer can read why the answer is due then; it cannot be guessed."""
    path = reverse("standards:account", args=[_SIGNER.sign(str(promise.pk))])
    return settings.TILLIT_BASE_URL.rstrip("/") + path


def promise_behind(sealed: str) -> Promise | None:
    """The promise of such an address; None when we did not make it, or do not tell it."""
    try:
        number = int(_SIGNER.unsign(sealed))
    except (BadSignature, ValueError):
        return None
    known = Promise.objects.select_related(
        "version__standard", "calendar_version", "conversation__inbox"
    )
    return known.filter(pk=number, version__public=True).first()


def of(promise: Promise, now: datetime) -> dict[str, Any]:
    """What `standards/account.html` needs, in the active language."""
    moment = _Moments(promise, now)
    return {
        "promise": promise.version.words(),
        "begun": _begun(promise) % {"moment": moment.at(promise.started_at)},
        "due": moment.before(promise.due_with(promise.pauses_until(now))),
        "target": explanation.target_words(promise),
        "lines": explanation.lines_of(promise, now, reason=_reason),
        "result": _result(promise, moment, now),
        "is_late": promise.state == PromiseState.BROKEN,
        "told": moment.before(promise.told_until) if promise.told_until else "",
    }


class _Moments:
    """Instants as the customer of this promise reads them."""

    def __init__(self, promise: Promise, now: datetime) -> None:
        conversation = promise.conversation
        self._now, self._zone = now, promise.hours.zone
        self._named = names_the_zone(conversation.language, conversation.inbox.language)

    def at(self, instant: datetime) -> str:
        return at_words(instant, zone=self._zone, now=self._now, name_zone=self._named)

    def before(self, instant: datetime) -> str:
        return due_words(instant, zone=self._zone, now=self._now, name_zone=self._named)


def _begun(promise: Promise) -> str:
    if promise.clock == Clock.PERIODIC_UPDATE:
        return _("You last heard from us %(moment)s.")
    return _("Your message reached us %(moment)s.")


def _result(promise: Promise, moment: _Moments, now: datetime) -> str:
    """How it stands; empty while it simply runs."""
    if promise.state == PromiseState.CANCELLED:
        return _("This promise has ended.")
    if promise.state == PromiseState.KEPT and promise.met_at:
        return _("Kept: %(moment)s.") % {"moment": moment.at(promise.met_at)}
    if promise.state == PromiseState.BROKEN and promise.met_at:
        late = _("Late: it came %(moment)s. We are sorry.")
        return late % {"moment": moment.at(promise.met_at)}
    if promise.state == PromiseState.BROKEN or promise.due_at < now:
        return _("We are later than we promised. We are sorry. You are not forgotten.")
    if promise.state == PromiseState.PAUSED:
        return _("Our clock stands still just now, so it is due later by as long as that lasts.")
    return ""


def _reason(line: Line, promise: Promise) -> str:
    if line.kind == "pause":
        waited = explanation.waited_for(line, promise)
        return _("We wait for you") if waited == Status.WAITING else _("We wait for others")
    if line.counted and promise.hours_kind == HoursKind.WORKING_DAYS:
        return _("A working day")
    if line.counted:
        return _("We are open")
    name = explanation.holiday_name(line, promise)
    return _("We are closed: %(holiday)s") % {"holiday": name} if name else _("We are closed")
