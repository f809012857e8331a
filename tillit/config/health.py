"""Whether the installation is well: what a person should look at, with a hint each."""

from datetime import timedelta

from django.core.checks import CheckMessage, Error, Warning
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tillit import clock
from tillit.config.balance import balance
from tillit.conversations.models import Delivery, DeliveryState, Parcel, ParcelState
from tillit.journal.models import Reaction

PATIENCE = timedelta(minutes=10)


def findings() -> list[CheckMessage]:
    """Everything that is not as it should be."""
    pending = _pending_migrations()
    if pending:
        return pending
    return [*_parked(), *_late_reactions(), *_held(), *_unread(), *_unsent(), *_balance()]


def _pending_migrations() -> list[CheckMessage]:
    executor = MigrationExecutor(connection)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return []
    return [Error("the database is not up to date", hint="Run tillit migrate.", id="tillit.E101")]


def _parked() -> list[CheckMessage]:
    count = Reaction.objects.filter(parked=True).count()
    hint = "Each one names its error in the table journal_reaction; mend the cause and replay it."
    return [Error(f"{count} reactions were given up", hint=hint, id="tillit.E102")] if count else []


def _late_reactions() -> list[CheckMessage]:
    late = Reaction.objects.filter(parked=False, tries=0, ready_at__lt=clock.now() - PATIENCE)
    if not late.exists():
        return []
    hint = "Is the worker running? Start tillit worker, or tillit run for everything."
    return [Error("work waits for more than ten minutes", hint=hint, id="tillit.E103")]


def _held() -> list[CheckMessage]:
    count = Parcel.objects.held().count()
    hint = "They are kept as they came; see Held mail in the sidebar."
    return [Warning(f"{count} mails are held", hint=hint, id="tillit.W104")] if count else []


def _unread() -> list[CheckMessage]:
    waiting = Parcel.objects.filter(
        state=ParcelState.WAITING, received_at__lt=clock.now() - PATIENCE
    )
    if not waiting.exists():
        return []
    hint = "Is the worker running?"
    return [Error("mail waits to be read for over ten minutes", hint=hint, id="tillit.E105")]


def _balance() -> list[CheckMessage]:
    found = balance()
    if found.adds_up:
        return []
    words = f"{found.received} mails were received, {sum(found.states.values())} are accounted for"
    hint = "This must not happen. Please report it with what tillit export shows."
    return [Error(words, hint=hint, id="tillit.E107")]


def _unsent() -> list[CheckMessage]:
    queued = Delivery.objects.filter(
        state=DeliveryState.QUEUED, created_at__lt=clock.now() - PATIENCE
    ).order_by("created_at")
    oldest = queued.first()
    if oldest is None:
        return []
    words = f"{queued.count()} mails have not left since {oldest.created_at:%Y-%m-%d %H:%M} UTC"
    hint = oldest.error or "Is the worker running, and TILLIT_SMTP_URL set?"
    return [Error(words, hint=hint, id="tillit.E106")]
