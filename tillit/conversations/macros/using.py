"""Using a macro: everything that it does, or nothing."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tillit import clock
from tillit.conversations import changes
from tillit.conversations.actions import NotYet
from tillit.conversations.case_events import MacroRun
from tillit.conversations.macros import changing, saying
from tillit.conversations.macros.scene import Scene, Step
from tillit.conversations.models import Conversation, Macro, MacroUse, Shelf
from tillit.conversations.properties import NotThat
from tillit.conversations.spine import KeptFile
from tillit.journal.recording import emit
from tillit.people.models import Agent

KEPT = ("team_id", "assignee_id", "status", "case_type", "stage", "priority", "snoozed_until_reply")
"""The columns that undoing needs as they were, beside the instant of a snooze."""


class MacroRefused(Exception):
    """A macro cannot be used here; the words say why, and nothing has changed."""


@dataclass(frozen=True)
class Used:
    """What came of it: how to undo it, and what waits in the composer to be read."""

    use: MacroUse
    text: str = ""
    files: tuple[KeptFile, ...] = ()


def usable(conversation: Conversation, agent: Agent) -> list[Macro]:
    """The macros that an agent may use here, by name; not those of another team."""
    found = (
        Macro.objects.in_use()
        .visible_to(agent)
        .select_related("team", "owner", "assignee", "new_team", "saved_reply")
    )
    here = [one for one in found if one.team_id in (None, conversation.team_id)]
    return sorted(here, key=lambda one: (one.name.casefold(), one.pk))


def steps_of(scene: Scene) -> list[Step]:
    """What a macro would do here, one after the other."""
    return [*saying.steps(scene), *changing.steps(scene)]


def use(
    *,
    macro: Macro,
    conversation: Conversation,
    agent: Agent,
    submission: uuid.UUID | None = None,
    leaves_at: datetime | None = None,
) -> Used:
    """Do everything that a macro says; the same `submission` twice does it once.

    Raises:
        MacroRefused: something of it cannot be done, or may not; then nothing is.
    """
    try:
        return _use(macro, conversation, agent, submission, leaves_at)
    except NotYet as problem:
        words = _("Before this can be resolved, say: %(fields)s") % {"fields": problem}
        raise MacroRefused(words) from problem
    except NotThat as problem:
        raise MacroRefused(_("There are too many tags on it.")) from problem


@transaction.atomic
def _use(
    macro: Macro,
    conversation: Conversation,
    agent: Agent,
    submission: uuid.UUID | None,
    leaves_at: datetime | None,
) -> Used:
    conversation = changes.lock(conversation.pk)
    if already := _used_before(submission):
        return Used(already)
    scene = Scene(macro, conversation, agent, clock.now(), leaves_at)
    steps = _allowed(scene)
    made = MacroUse.objects.create(
        macro=macro,
        conversation_id=conversation.pk,
        agent=agent,
        at=scene.now,
        submission=submission,
        before=before_of(conversation),
    )
    fact = MacroRun(conversation.pk, conversation.team_id, macro.pk, made.pk)
    emit(fact, by=scene.by, at=scene.now, carrying=conversation)
    for step in steps:
        step.act()
    made.after = scene.done
    made.save(update_fields=["after"])
    waits = macro.says_something and not macro.sends
    reply = next((step for step in steps if waits and step.icon == "reply"), None)
    return Used(made, reply.text, reply.files) if reply else Used(made)


def _used_before(submission: uuid.UUID | None) -> MacroUse | None:
    return MacroUse.objects.filter(submission=submission).first() if submission else None


def _allowed(scene: Scene) -> list[Step]:
    """What is to be done.

    Raises:
        MacroRefused: not everything of it can be, or there is nothing to do.
    """
    if scene.conversation.shelf == Shelf.MERGED:
        raise MacroRefused(_("This was merged into another conversation. Use it there."))
    steps = steps_of(scene)
    problems = [f"{step.words}: {step.problem}" for step in steps if step.problem]
    if problems:
        raise MacroRefused(_("Nothing was changed. %(why)s") % {"why": " ".join(problems)})
    if not steps:
        raise MacroRefused(_("Nothing is left to do here: everything is so already."))
    return steps


def before_of(conversation: Conversation) -> dict[str, Any]:
    """What a conversation is like before a macro, as JSON keeps it."""
    until = conversation.snoozed_until
    values = {name: getattr(conversation, name) for name in KEPT}
    return {**values, "snoozed_until": until.isoformat() if until else None}
