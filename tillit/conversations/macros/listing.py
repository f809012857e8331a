"""Macros in the settings: found by their words, archived, taken up again."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from tillit import clock
from tillit.conversations.composing.saved_replies import folded
from tillit.conversations.macros.showing import scope_of
from tillit.conversations.models import Macro
from tillit.people.models import Agent

_ARCHIVED_SHOWN = 50


@dataclass(frozen=True)
class ListedMacro:
    """A macro in the list: its name, what it does in a few words, and whose it is."""

    id: int
    name: str
    summary: str
    scope: str
    used: int
    may_change: bool


def listed(agent: Agent, sought: str = "") -> list[ListedMacro]:
    """Those in use that an agent sees, by name."""
    wanted = folded(sought).split()
    found = Macro.objects.in_use().visible_to(agent)
    macros = [one for one in _shown(found, agent) if _has(one, wanted)]
    return sorted(macros, key=lambda one: (folded(one.name), one.id))


def put_away(agent: Agent) -> list[ListedMacro]:
    """Those in the archive that an agent may take up again, the last first."""
    found = Macro.objects.managed_by(agent).exclude(put_away_at=None).order_by("-put_away_at")
    return _shown(found[:_ARCHIVED_SHOWN], agent)


def put_aside(macro: Macro) -> None:
    """Take a macro out of use; what it did stays told."""
    macro.put_away_at = clock.now()
    macro.save(update_fields=["put_away_at"])


def take_up(macro: Macro) -> None:
    """Use a macro again."""
    macro.put_away_at = None
    macro.save(update_fields=["put_away_at"])


def _shown(found: QuerySet[Macro], agent: Agent) -> list[ListedMacro]:
    managed = set(Macro.objects.managed_by(agent).values_list("pk", flat=True))
    counted = found.annotate(used=Count("uses", filter=Q(uses__undone_at=None)))
    return [
        ListedMacro(
            id=macro.pk,
            name=macro.name,
            summary=summary_of(macro),
            scope=scope_of(macro),
            used=macro.used,
            may_change=macro.pk in managed,
        )
        for macro in counted.select_related("team").prefetch_related("added_tags", "removed_tags")
    ]


def summary_of(macro: Macro) -> str:
    """What it does, in a few words."""
    tags = [f"+#{tag.name}" for tag in macro.added_tags.all()]
    tags += [f"−#{tag.name}" for tag in macro.removed_tags.all()]
    parts = [
        _("reply, sent at once") if macro.sends else _("reply") if macro.says_something else "",
        _("note") if macro.note else "",
        *tags,
        macro.get_case_type_display() if macro.case_type else "",
        macro.get_stage_display() if macro.stage else "",
        macro.get_priority_display() if macro.priority else "",
        _("assigned") if macro.assigns else "",
        _("handed over") if macro.new_team_id else "",
        macro.get_status_display() if macro.status else "",
        _("snoozed") if macro.snooze else "",
        _("followed") if macro.follows else "",
    ]
    return " · ".join(str(part) for part in parts if part)


def _has(macro: ListedMacro, wanted: list[str]) -> bool:
    whole = folded(f"{macro.name} {macro.summary} {macro.scope}")
    return all(word in whole for word in wanted)
