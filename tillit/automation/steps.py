"""What a rule can do to a conversation: give it away, sort it, put it off, close it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tillit import clock
from tillit.automation import choices
from tillit.automation.controls import Control, Settings, label_of
from tillit.automation.doing import Action, CannotBeDone, Scene, register
from tillit.conversations import actions, on_hold, properties, snoozing
from tillit.conversations.actions import NotYet
from tillit.conversations.macros import moments
from tillit.conversations.models import (
    CaseType,
    MacroSnooze,
    Priority,
    Shelf,
    Stage,
)
from tillit.conversations.on_hold import Party
from tillit.conversations.properties import LONGEST_TAG
from tillit.people.models import Agent, Team
from tillit.people.policy import Verb, may

Remembered = dict[str, Any]


def _name_of(model: type[Agent] | type[Team], number: str) -> str:
    found = model.objects.filter(pk=int(number)).first() if number.isdecimal() else None
    return found.name if found else _("somebody who has left")


def _assign(scene: Scene) -> Remembered | None:
    conversation, wanted = scene.case.conversation, scene.said["to"]
    to = None if wanted == choices.NOBODY else _colleague(wanted, conversation.team_id)
    if conversation.assignee_id == (to.pk if to else None):
        return None
    actions.assign(conversation=conversation, to=to, by=scene.by)
    return {}


def _colleague(number: str, team: int) -> Agent:
    """Somebody who is still here, and may have it."""
    found = Agent.objects.filter(pk=int(number), is_active=True).first()
    if found is None or not may(found, Verb.ANSWER):
        raise CannotBeDone(_("This colleague is not here any more."))
    if team not in found.team_ids:
        raise CannotBeDone(_("%(name)s is not in the team that has it.") % {"name": found.name})
    return found


def _assigned_words(said: Settings) -> str:
    if said.get("to") == choices.NOBODY:
        return _("let go of it, so that nobody has it")
    return _("give it to %(name)s") % {"name": _name_of(Agent, said.get("to", ""))}


register(
    Action(
        key="assign",
        label=gettext_lazy("Give it to a colleague"),
        icon="user-check",
        act=_assign,
        words=_assigned_words,
        controls=(Control("to", gettext_lazy("To whom"), choices=choices.given_to),),
        order=10,
    )
)


def _move(scene: Scene) -> Remembered | None:
    conversation = scene.case.conversation
    team = Team.objects.filter(pk=int(scene.said["team"])).first()
    if team is None:
        raise CannotBeDone(_("This team is not there any more."))
    if team.pk == conversation.team_id:
        return None
    properties.move(conversation=conversation, to=team, by=scene.by)
    return {}


register(
    Action(
        key="move",
        label=gettext_lazy("Hand it over to a team"),
        icon="users",
        act=_move,
        words=lambda said: (
            _("hand it over to %(team)s") % {"team": _name_of(Team, said.get("team", ""))}
        ),
        controls=(Control("team", gettext_lazy("Team"), choices=choices.teams),),
        order=11,
    )
)


def _tag(scene: Scene) -> Remembered | None:
    conversation, name = scene.case.conversation, scene.said["tag"]
    if conversation.tags.filter(name__iexact=name.lstrip("#")).exists():
        return None
    properties.add_tag(conversation=conversation, name=name, by=scene.by)
    return {}


def _untag(scene: Scene) -> Remembered | None:
    conversation, name = scene.case.conversation, scene.said["tag"].lstrip("#")
    found = conversation.tags.filter(name__iexact=name).first()
    if found is None:
        return None
    properties.remove_tag(conversation=conversation, tag=found.pk, by=scene.by)
    return {}


def _too_long(agent: Agent, said: Settings) -> str:
    name = said.get("tag", "").lstrip("#")
    if name and len(name) <= LONGEST_TAG:
        return ""
    return _("“%(name)s” is too long for a tag.") % {"name": name}


_TAG = (Control("tag", gettext_lazy("Tag"), kind="text"),)
register(
    Action(
        key="tag",
        label=gettext_lazy("Put a tag on it"),
        icon="tag",
        act=_tag,
        words=lambda said: _("add #%(tag)s") % {"tag": said.get("tag", "").lstrip("#")},
        controls=_TAG,
        guarded=_too_long,
        order=20,
    )
)
register(
    Action(
        key="untag",
        label=gettext_lazy("Take a tag off"),
        icon="tag",
        act=_untag,
        words=lambda said: _("remove #%(tag)s") % {"tag": said.get("tag", "").lstrip("#")},
        controls=_TAG,
        guarded=_too_long,
        order=21,
    )
)


def _choose(name: str, scene: Scene) -> Remembered | None:
    if getattr(scene.case.conversation, name) == scene.said["value"]:
        return None
    properties.choose(
        conversation=scene.case.conversation, name=name, value=scene.said["value"], by=scene.by
    )
    return {}


def _property(
    name: str, label: Any, icon: str, values: type[Priority] | type[CaseType] | type[Stage],
    words: Any, order: int,
) -> None:  # fmt: skip
    offered = choices.of(values.choices)

    def told(said: Settings) -> str:
        value = label_of(values.choices, said.get("value", ""))
        return str(words) % {"value": value.lower() if values is Priority else value}

    register(
        Action(
            key=name,
            label=label,
            icon=icon,
            act=lambda scene: _choose(name, scene),
            words=told,
            controls=(Control("value", label, choices=offered),),
            order=order,
        )
    )


_property(
    "priority", gettext_lazy("Set the priority"), "flag", Priority,
    gettext_lazy("set the priority to %(value)s"), 30,
)  # fmt: skip
_property(
    "case_type", gettext_lazy("Set the type"), "shapes", CaseType,
    gettext_lazy("set the type to “%(value)s”"), 31,
)  # fmt: skip
_property(
    "stage", gettext_lazy("Set the stage"), "milestone", Stage,
    gettext_lazy("set the stage to “%(value)s”"), 32,
)  # fmt: skip

RESOLVE, REOPEN, HOLD, TAKE_UP = "resolved", "open", "on_hold", "taken_up"
_STATUSES = (
    (RESOLVE, gettext_lazy("Resolved")),
    (REOPEN, gettext_lazy("Open again")),
    (HOLD, gettext_lazy("On hold")),
    (TAKE_UP, gettext_lazy("No longer on hold")),
)
_STATUS_WORDS = {
    RESOLVE: gettext_lazy("resolve it"),
    REOPEN: gettext_lazy("reopen it"),
    HOLD: gettext_lazy("put it on hold"),
    TAKE_UP: gettext_lazy("take it off hold"),
}


def _status(scene: Scene) -> Remembered | None:
    conversation, wanted = scene.case.conversation, scene.said["status"]
    before = (conversation.shelf, conversation.status)
    if wanted == RESOLVE:
        _resolve(scene)
    elif wanted == REOPEN and conversation.shelf == Shelf.RESOLVED:
        actions.reopen(conversation=conversation, by=scene.by)
    elif wanted == HOLD and conversation.is_open:
        on_hold.hold(conversation=conversation, party=Party.DEPARTMENT, by=scene.by)
    elif wanted == TAKE_UP:
        on_hold.take_up(conversation=conversation, by=scene.by)
    conversation.refresh_from_db()
    return None if before == (conversation.shelf, conversation.status) else {}


def _resolve(scene: Scene) -> None:
    try:
        actions.resolve(conversation=scene.case.conversation, by=scene.by, no_reply_needed=True)
    except NotYet as problem:
        words = _("Before this can be resolved, say: %(fields)s") % {"fields": problem}
        raise CannotBeDone(words) from problem


register(
    Action(
        key="status",
        label=gettext_lazy("Change where it stands"),
        icon="circle-check",
        act=_status,
        words=lambda said: str(_STATUS_WORDS.get(said.get("status", ""), "")),
        controls=(Control("status", gettext_lazy("Status"), choices=choices.of(_STATUSES)),),
        order=40,
    )
)


def _snooze(scene: Scene) -> Remembered | None:
    conversation, choice = scene.case.conversation, scene.said["until"]
    if not conversation.is_open:
        return None
    until = moments.until(choice, conversation, clock.now())
    snoozing.snooze(conversation=conversation, until=until, until_reply=until is None, by=scene.by)
    return {}


register(
    Action(
        key="snooze",
        label=gettext_lazy("Snooze it"),
        icon="moon",
        act=_snooze,
        words=lambda said: (
            _("snooze it: %(until)s")
            % {"until": label_of(MacroSnooze.choices, said.get("until", "")).lower()}
        ),
        controls=(
            Control(
                "until", gettext_lazy("Snoozed until"), choices=choices.of(MacroSnooze.choices)
            ),
        ),
        order=41,
    )
)
