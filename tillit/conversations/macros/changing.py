"""The steps of a macro that change something: what it is about, who has it, where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tillit.conversations import actions, properties, snoozing
from tillit.conversations.custom_fields import fields_of
from tillit.conversations.later import zone_name
from tillit.conversations.macros import moments
from tillit.conversations.macros.scene import Scene, Step
from tillit.conversations.models import (
    CaseType,
    MacroAssignment,
    MacroStatus,
    Priority,
    Shelf,
    Stage,
    Tag,
)
from tillit.conversations.properties import MOST_TAGS
from tillit.people.models import Agent
from tillit.people.policy import Verb, may


def steps(scene: Scene) -> Iterator[Step]:
    """What it changes here, in the order in which it is done."""
    yield from _team(scene)
    yield from _assignment(scene)
    yield from _properties(scene)
    yield from _tags(scene)
    yield from _following(scene)
    yield from _status(scene)
    yield from _snooze(scene)


def _unsorted(scene: Scene) -> str:
    """Why nothing may be changed here, if that is so."""
    return "" if scene.may(Verb.SORT) else _("You may not change this conversation.")


def _team(scene: Scene) -> Iterator[Step]:
    team, conversation = scene.macro.new_team, scene.conversation
    if team is None or team.pk == conversation.team_id:
        return

    def act() -> None:
        scene.done["team"] = team.pk
        properties.move(conversation=conversation, to=team, by=scene.by)

    words = _("Hand over to %(team)s") % {"team": team.name}
    yield Step(icon="users", words=words, act=act, problem=_unsorted(scene))


def _assignment(scene: Scene) -> Iterator[Step]:
    macro = scene.macro
    if not macro.assigns:
        return
    nobody = macro.assigns == MacroAssignment.NOBODY
    to = scene.agent if macro.assigns == MacroAssignment.ME else macro.assignee
    if nobody:
        to = None

    def act() -> None:
        actions.assign(conversation=scene.conversation, to=to, by=scene.by)
        scene.done["assignee"] = to.pk if to else None

    yield Step(
        icon="user-x" if nobody else "user-check",
        words=_assignment_words(scene, to, nobody=nobody),
        act=act,
        problem=_unsorted(scene) or ("" if nobody else _unassignable(scene, to)),
    )


def _assignment_words(scene: Scene, to: Agent | None, *, nobody: bool) -> str:
    if nobody:
        return _("Let go of it, so that nobody has it")
    if to is not None and to.pk == scene.agent.pk:
        return _("Give it to you")
    return _("Give it to %(name)s") % {"name": to.name if to else _("somebody who has left")}


def _unassignable(scene: Scene, to: Agent | None) -> str:
    """Why a colleague cannot have it."""
    if to is None or not to.is_active:
        return _("This colleague is not here any more.")
    team = scene.macro.new_team_id or scene.conversation.team_id
    if team not in to.team_ids:
        return _("%(name)s is not in the team that has it.") % {"name": to.name}
    if not may(to, Verb.ANSWER):
        return _("%(name)s may not answer customers.") % {"name": to.name}
    return ""


_ICONS = {"case_type": "shapes", "stage": "milestone", "priority": "flag"}


def _properties(scene: Scene) -> Iterator[Step]:
    macro = scene.macro
    told = {
        "case_type": _("Set the type to “%(value)s”"),
        "stage": _("Set the stage to “%(value)s”"),
        "priority": _("Set the priority to %(value)s"),
    }
    labels = {"case_type": CaseType, "stage": Stage, "priority": Priority}
    for name, words in told.items():
        value = getattr(macro, name)
        if value and value != getattr(scene.conversation, name):
            label = str(labels[name](value).label)
            yield Step(
                icon=_ICONS[name],
                words=words % {"value": label.lower() if name == "priority" else label},
                act=partial(_choose, scene, name, value),
                problem=_unsorted(scene),
            )


def _choose(scene: Scene, name: str, value: str) -> None:
    scene.done[name] = value
    properties.choose(conversation=scene.conversation, name=name, value=value, by=scene.by)


def _tags(scene: Scene) -> Iterator[Step]:
    on_it = set(scene.conversation.tags.values_list("pk", flat=True))
    more = [tag for tag in scene.macro.added_tags.all() if tag.pk not in on_it]
    less = [tag for tag in scene.macro.removed_tags.all() if tag.pk in on_it]
    if less:
        yield Step(
            icon="tag",
            words=_("Remove %(tags)s") % {"tags": _named(less)},
            act=partial(_remove, scene, less),
            problem=_unsorted(scene),
        )
    if more:
        crowded = len(on_it) + len(more) - len(less) > MOST_TAGS
        yield Step(
            icon="tag",
            words=_("Add %(tags)s") % {"tags": _named(more)},
            act=partial(_add, scene, more),
            problem=_unsorted(scene) or (_("There are too many tags on it.") if crowded else ""),
        )


def _named(tags: list[Tag]) -> str:
    return ", ".join(f"#{tag.name}" for tag in tags)


def _add(scene: Scene, tags: list[Tag]) -> None:
    for tag in tags:
        properties.add_tag(conversation=scene.conversation, name=tag.name, by=scene.by)
    scene.done["added"] = [tag.pk for tag in tags]


def _remove(scene: Scene, tags: list[Tag]) -> None:
    for tag in tags:
        properties.remove_tag(conversation=scene.conversation, tag=tag.pk, by=scene.by)
    scene.done["removed"] = [tag.pk for tag in tags]


def _following(scene: Scene) -> Iterator[Step]:
    conversation, agent = scene.conversation, scene.agent
    if not scene.macro.follows or conversation.followers.filter(pk=agent.pk).exists():
        return

    def act() -> None:
        properties.follow(conversation=conversation, agent=agent, by=scene.by)
        scene.done["follows"] = agent.pk

    yield Step(icon="eye", words=_("Follow it"), act=act)


def _status(scene: Scene) -> Iterator[Step]:
    wanted, conversation = scene.macro.status, scene.conversation
    if wanted == MacroStatus.OPEN and conversation.shelf == Shelf.RESOLVED:
        yield Step(
            icon="rotate-ccw",
            words=_("Reopen it"),
            act=partial(_reopen, scene),
            problem=_unsorted(scene),
        )
    if wanted in (MacroStatus.RESOLVED, MacroStatus.NO_REPLY) and conversation.is_open:
        quietly = wanted == MacroStatus.NO_REPLY
        yield Step(
            icon="check-check" if quietly else "check",
            words=_("Resolve it, no reply needed") if quietly else _("Resolve it"),
            act=partial(_resolve, scene, quietly=quietly),
            problem=_unsorted(scene) or _unresolvable(scene),
        )


def _unresolvable(scene: Scene) -> str:
    """Fields that must be said first; those of the type that the macro itself sets."""
    scene.conversation.case_type, was = (
        scene.macro.case_type or scene.conversation.case_type,
        scene.conversation.case_type,
    )
    missing = [one.field.name for one in fields_of(scene.conversation) if one.is_missing]
    scene.conversation.case_type = was
    if not missing:
        return ""
    return _("Before this can be resolved, say: %(fields)s") % {"fields": ", ".join(missing)}


def _reopen(scene: Scene) -> None:
    actions.reopen(conversation=scene.conversation, by=scene.by)
    scene.done["reopened"] = True


def _resolve(scene: Scene, *, quietly: bool) -> None:
    actions.resolve(conversation=scene.conversation, by=scene.by, no_reply_needed=quietly)
    scene.done["resolved"] = True


def _snooze(scene: Scene) -> Iterator[Step]:
    choice, conversation = scene.macro.snooze, scene.conversation
    opens = scene.macro.status == MacroStatus.OPEN
    if not choice or not (conversation.is_open or opens):
        return
    until = moments.until(choice, conversation, scene.now)

    def act() -> None:
        snoozing.snooze(
            conversation=conversation, until=until, until_reply=until is None, by=scene.by
        )
        scene.done["snoozed"] = until.isoformat() if until else ""

    yield Step(icon="moon", words=_until_words(scene), act=act, problem=_unsorted(scene))


def _until_words(scene: Scene) -> str:
    until = moments.until(scene.macro.snooze, scene.conversation, scene.now)
    if until is None:
        return _("Snooze it until the customer writes")
    local = until.astimezone(ZoneInfo(zone_name(scene.conversation)))
    when = f"{date_format(local, _('D j M'))}, {local:%H:%M}"
    return _("Snooze it until %(when)s") % {"when": when}
