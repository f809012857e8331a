"""What a job has done, in a sentence, and why it could not do the rest."""

from __future__ import annotations

from collections import defaultdict

from django.db.models import Count
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy

from tillit.conversations.models import BulkJob, BulkState, StepState

MOST_NAMED = 3

_DONE: dict[str, Promise] = {
    "assign": ngettext_lazy("%(n)s conversation assigned", "%(n)s conversations assigned", "many"),
    "team": ngettext_lazy(
        "%(n)s conversation handed over", "%(n)s conversations handed over", "many"
    ),
    "tag": ngettext_lazy("%(n)s conversation tagged", "%(n)s conversations tagged", "many"),
    "untag": ngettext_lazy(
        "Tag removed from %(n)s conversation", "Tag removed from %(n)s conversations", "many"
    ),
    "resolve": ngettext_lazy("%(n)s conversation resolved", "%(n)s conversations resolved", "many"),
    "reopen": ngettext_lazy("%(n)s conversation reopened", "%(n)s conversations reopened", "many"),
    "priority": ngettext_lazy(
        "Priority of %(n)s conversation changed", "Priority of %(n)s conversations changed", "many"
    ),
    "snooze": ngettext_lazy("%(n)s conversation snoozed", "%(n)s conversations snoozed", "many"),
    "spam": ngettext_lazy(
        "%(n)s conversation marked as spam", "%(n)s conversations marked as spam", "many"
    ),
    "no-spam": ngettext_lazy(
        "%(n)s conversation is no spam", "%(n)s conversations are no spam", "many"
    ),
    "merge": ngettext_lazy("%(n)s conversation merged", "%(n)s conversations merged", "many"),
}
_WHY = {
    "gone": gettext_lazy("you cannot see it any more"),
    "may_not": gettext_lazy("you may not change it"),
    "merged": gettext_lazy("it went into another one"),
    "fields": gettext_lazy("a field has to be answered first"),
    "not_in_team": gettext_lazy("it belongs to a team that the colleague is not in"),
    "may_not_answer": gettext_lazy("the colleague does not answer customers"),
    "not_open": gettext_lazy("it is resolved"),
    "many_tags": gettext_lazy("it has too many tags already"),
    "other_customer": gettext_lazy("it is another customer's"),
    "failed": gettext_lazy("something went wrong; an administrator finds it in the log"),
}


def told(job: BulkJob) -> str:
    """What came of a job that has ended."""
    counts = _counts(job)
    if job.undoing:
        return " ".join(filter(None, [_undone(counts), _kept(counts)]))
    stopped = _("Stopped.") if job.state == BulkState.STOPPED else ""
    return " ".join(filter(None, [stopped, _done(job, counts), _same(counts), _refused(job)]))


def can_be_undone(job: BulkJob) -> bool:
    """Whether there is anything to take back."""
    ended = job.state != BulkState.RUNNING and not job.undoing
    return ended and job.steps.filter(state=StepState.DONE).exists()


def progress(job: BulkJob) -> tuple[int, int]:
    """How many steps have been taken, of how many."""
    counts = _counts(job)
    if job.undoing:
        there = [counts[state] for state in (StepState.UNDONE, StepState.KEPT)]
        return sum(there), sum(there) + counts[StepState.DONE]
    whole = sum(counts.values())
    return whole - counts[StepState.WAITING], whole


def _counts(job: BulkJob) -> dict[str, int]:
    found = job.steps.order_by().values_list("state").annotate(n=Count("pk"))
    return defaultdict(int, dict(found))


def _number(count: int) -> dict[str, object]:
    return {"many": count, "n": number_format(count, force_grouping=True)}


def _done(job: BulkJob, counts: dict[str, int]) -> str:
    count = counts[StepState.DONE]
    if not count:
        return _("Nothing was changed.")
    return f"{_DONE[job.act] % _number(count)}."


def _same(counts: dict[str, int]) -> str:
    count = counts[StepState.SAME]
    if not count:
        return ""
    words = ngettext("%(n)s was like that already.", "%(n)s were like that already.", count)
    return words % _number(count)


def _refused(job: BulkJob) -> str:
    refused = job.steps.filter(state=StepState.REFUSED).order_by("id")
    why: dict[str, list[int]] = defaultdict(list)
    for number, word in refused.values_list("conversation_id", "why"):
        why[word].append(number)
    if not why:
        return ""
    count = sum(map(len, why.values()))
    words = ngettext(
        "%(n)s could not be changed: %(why)s.", "%(n)s could not be changed: %(why)s.", count
    )
    reasons = [f"{_WHY.get(word, word)} ({_named(numbers)})" for word, numbers in why.items()]
    return words % {**_number(count), "why": "; ".join(reasons)}


def _named(numbers: list[int]) -> str:
    named = ", ".join(f"#{number}" for number in numbers[:MOST_NAMED])
    more = len(numbers) - MOST_NAMED
    return named if more <= 0 else _("%(named)s and %(n)d more") % {"named": named, "n": more}


def _undone(counts: dict[str, int]) -> str:
    count = counts[StepState.UNDONE]
    words = ngettext("Undone for %(n)s conversation.", "Undone for %(n)s conversations.", count)
    return words % _number(count)


def _kept(counts: dict[str, int]) -> str:
    count = counts[StepState.KEPT]
    if not count:
        return ""
    words = ngettext(
        "%(n)s has changed since and was left as it is.",
        "%(n)s have changed since and were left as they are.",
        count,
    )
    return words % _number(count)
