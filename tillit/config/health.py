"""Whether the installation is well: what a person should look at, with a hint each."""

from datetime import timedelta

from django.core.checks import CheckMessage, Error, Warning
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from tillit import clock
from tillit.channels.email.fetching.models import ImapSource
from tillit.config.balance import balance
from tillit.conversations.models import Delivery, DeliveryState, Parcel, ParcelState
from tillit.journal.models import Reaction
from tillit.search.models import Stale
from tillit.search.rebuilding import has_other_stems

PATIENCE = timedelta(minutes=10)


def findings() -> list[CheckMessage]:
    """Everything that is not as it should be."""
    pending = _pending_migrations()
    if pending:
        return pending
    return [
        *_parked(),
        *_late_reactions(),
        *_held(),
        *_unread(),
        *_unsent(),
        *_unfetched(),
        *_balance(),
        *_index(),
    ]


def _pending_migrations() -> list[CheckMessage]:
    executor = MigrationExecutor(connection)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return []
    return [
        Error(_("The database is not up to date."), hint=_("Run tillit migrate."), id="tillit.E101")
    ]


def _parked() -> list[CheckMessage]:
    count = Reaction.objects.filter(parked=True).count()
    if not count:
        return []
    words = _("Reactions given up: %(count)d.") % {"count": count}
    hint = _("Each names its error in the table journal_reaction; mend the cause and replay it.")
    return [Error(words, hint=hint, id="tillit.E102")]


def _late_reactions() -> list[CheckMessage]:
    late = Reaction.objects.filter(parked=False, tries=0, ready_at__lt=clock.now() - PATIENCE)
    if not late.exists():
        return []
    hint = _("Is the worker running? Start tillit worker, or tillit run for everything.")
    return [Error(_("Work waits for more than ten minutes."), hint=hint, id="tillit.E103")]


def _held() -> list[CheckMessage]:
    count = Parcel.objects.held().count()
    if not count:
        return []
    words = _("Mails held: %(count)d.") % {"count": count}
    hint = _("They are kept as they came; see Held mail in the sidebar.")
    return [Warning(words, hint=hint, id="tillit.W104")]


def _unread() -> list[CheckMessage]:
    waiting = Parcel.objects.filter(
        state=ParcelState.WAITING, quiet=False, received_at__lt=clock.now() - PATIENCE
    )
    if not waiting.exists():
        return []
    hint = _("Is the worker running? Start tillit worker, or tillit run for everything.")
    return [Error(_("Mail waits to be read for over ten minutes."), hint=hint, id="tillit.E105")]


def _balance() -> list[CheckMessage]:
    found = balance()
    if found.adds_up:
        return []
    words = _("Mails received: %(received)d; accounted for: %(known)d.") % {
        "received": found.received,
        "known": sum(found.states.values()),
    }
    hint = _("This must not happen. Please report it.")
    return [Error(words, hint=hint, id="tillit.E107")]


def _unsent() -> list[CheckMessage]:
    queued = Delivery.objects.filter(
        state=DeliveryState.QUEUED, created_at__lt=clock.now() - PATIENCE
    ).order_by("created_at")
    oldest = queued.first()
    if oldest is None:
        return []
    words = _("Mails that have not left: %(count)d, the oldest since %(since)s UTC.") % {
        "count": queued.count(),
        "since": f"{oldest.created_at:%Y-%m-%d %H:%M}",
    }
    hint = oldest.error or _("Is the worker running, and TILLIT_SMTP_URL set?")
    return [Error(words, hint=hint, id="tillit.E106")]


def _unfetched() -> list[CheckMessage]:
    return [_ailing(source) for source in ImapSource.objects.ailing()]


def _index() -> list[CheckMessage]:
    if has_other_stems():
        hint = _("Run tillit search rebuild.")
        words = _("The index was made with another version of the stemmer.")
        return [Warning(words, hint=hint, id="tillit.W109")]
    if not Stale.objects.filter(at__lt=clock.now() - PATIENCE).exists():
        return []
    words = _("Searches do not find what changed in the last ten minutes.")
    hint = _("Is the worker running? Start tillit worker, or tillit run for everything.")
    return [Error(words, hint=hint, id="tillit.E110")]


def _ailing(source: ImapSource) -> CheckMessage:
    words = _("Mail for %(address)s is not fetched as it should be.") % {
        "address": source.mailbox.address
    }
    hint = source.trouble or _("Is the intake running? Start tillit smtp, or tillit run.")
    return Error(words, hint=hint, id="tillit.E108")
