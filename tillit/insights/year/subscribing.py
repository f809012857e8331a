"""The secret address under which an agent's own calendar reads the year."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import transaction

from tillit import clock
from tillit.insights.models import Subscription
from tillit.insights.year.events import CalendarAddressMade
from tillit.journal.recording import emit
from tillit.people.actor import Actor
from tillit.people.models import Agent
from tillit.ui.addresses import url_of


@transaction.atomic(savepoint=False)
def renew(*, by: Agent) -> Subscription:
    """Make an agent's secret address; the one before opens nothing any more."""
    values = {"token": secrets.token_urlsafe(24), "made_at": clock.now()}
    made, _new = Subscription.objects.update_or_create(agent=by, defaults=values)
    emit(CalendarAddressMade(by.pk), by=Actor.agent(by))
    return made


def address_of(subscription: Subscription) -> str:
    """The whole secret address."""
    return settings.TILLIT_BASE_URL.rstrip("/") + url_of("year:feed", subscription.token)


def subscriber(token: str) -> Agent | None:
    """Whose secret address this is, as long as he or she works here."""
    known = Subscription.objects.select_related("agent").filter(token=token).first()
    return known.agent if known and known.agent.is_active else None
