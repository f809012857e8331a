"""How a promise ended, in words."""

from django.utils.translation import gettext as _

from tillit.standards.models import MET_BY_RESOLVING, Promise, PromiseState
from tillit.ui import durations


def outcome(promise: Promise) -> str:
    """How a decided promise ended, in words."""
    if promise.state == PromiseState.KEPT:
        return _kept_words(promise)
    if promise.state == PromiseState.BROKEN and promise.met_at:
        return _("%(time)s late") % {"time": durations.words(promise.met_at - promise.due_at)}
    if promise.state == PromiseState.BROKEN:
        return _("Late")
    return str(promise.get_cause_display() or promise.get_state_display())


def _kept_words(promise: Promise) -> str:
    taken = promise.taken
    if not taken:
        return _("Kept, answered outside opening hours")
    words = {"time": durations.words(taken)}
    if promise.clock in MET_BY_RESOLVING:
        return _("Kept, solved in %(time)s") % words
    return _("Kept, answered in %(time)s") % words
