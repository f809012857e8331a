"""How the timeline tells what happened to a conversation as a case."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from tillit.conversations.case_events import (
    CaseTypeChanged,
    CheckBackCame,
    CheckBackDropped,
    CheckBackPlanned,
    ConversationHeld,
    ConversationMoved,
    ConversationSnoozed,
    ConversationTakenUp,
    ConversationWoken,
    FieldAnswered,
    FollowerJoined,
    FollowerLeft,
    MacroRun,
    MacroRunUndone,
    PriorityChanged,
    ProblemWritten,
    PropertyChanged,
    SenderBlocked,
    SenderUnblocked,
    SpamMarked,
    SpamUnmarked,
    StageChanged,
    TagAdded,
    TagRemoved,
)
from tillit.conversations.models import CaseType, CustomField, Macro, Priority, Stage, Tag
from tillit.conversations.on_hold import Party
from tillit.conversations.snoozing import Waking
from tillit.conversations.timeline import Line, Telling, describe
from tillit.hours.home import home_zone
from tillit.journal.models import Event
from tillit.people.models import Team


def line(icon_name: str, words: str, event: Event, telling: Telling, **more: Any) -> Line:
    """A line that begins with who did it."""
    return Line(icon_name, capfirst(words % {"who": telling.who_did(event), **more}))


@describe(PriorityChanged)
def tell_priority(fact: PriorityChanged, event: Event, telling: Telling) -> Line:
    """How urgent it is now."""
    words = _("%(who)s set the priority to %(value)s")
    return line("flag", words, event, telling, value=Priority(fact.after).label.lower())


@describe(CaseTypeChanged, StageChanged)
def tell_property(fact: PropertyChanged, event: Event, telling: Telling) -> Line:
    """What it is about."""
    if isinstance(fact, StageChanged):
        words, value = _("%(who)s set the stage to “%(value)s”"), Stage(fact.after).label
    else:
        words, value = _("%(who)s set the type to “%(value)s”"), CaseType(fact.after).label
    return line("shapes", words, event, telling, value=value)


@describe(ConversationMoved)
def tell_moved(fact: ConversationMoved, event: Event, telling: Telling) -> Line:
    """Which team has it."""
    team = Team.objects.filter(pk=fact.team).values_list("name", flat=True).first()
    words = _("%(who)s handed it over to the team %(team)s")
    return line("users", words, event, telling, team=team)


def _tag(number: int, telling: Telling) -> str:
    if "tags" not in telling.memory:
        telling.memory["tags"] = dict(Tag.objects.values_list("pk", "name"))
    return str(telling.memory["tags"].get(number) or _("a tag that is gone"))


@describe(TagAdded, TagRemoved)
def tell_tag(fact: TagAdded, event: Event, telling: Telling) -> Line:
    """A word was put on it or taken off."""
    name = _tag(fact.tag, telling)
    if isinstance(fact, TagRemoved):
        return line("tag", _("%(who)s removed the tag %(tag)s"), event, telling, tag=name)
    return line("tag", _("%(who)s added the tag %(tag)s"), event, telling, tag=name)


@describe(FollowerJoined, FollowerLeft)
def tell_follower(fact: FollowerJoined, event: Event, telling: Telling) -> Line:
    """Who keeps an eye on it."""
    left = isinstance(fact, FollowerLeft)
    words = _("%(who)s follows it no longer") if left else _("%(who)s follows it")
    return line("eye-off" if left else "eye", words, event, telling)


@describe(FieldAnswered)
def tell_field(fact: FieldAnswered, event: Event, telling: Telling) -> Line:
    """Which field says something else; what it says stands in the panel."""
    if "fields" not in telling.memory:
        telling.memory["fields"] = dict(CustomField.objects.values_list("pk", "name"))
    name = telling.memory["fields"].get(fact.field) or _("a field that is gone")
    return line("list-checks", _("%(who)s changed “%(field)s”"), event, telling, field=name)


@describe(ConversationSnoozed)
def tell_snoozed(fact: ConversationSnoozed, event: Event, telling: Telling) -> Line:
    """Until when it is put off."""
    if not fact.until:
        words = _("%(who)s snoozed it until the customer writes")
        return line("moon", words, event, telling)
    when = _moment(fact.until)
    return line("moon", _("%(who)s snoozed it until %(when)s"), event, telling, when=when)


@describe(ConversationWoken)
def tell_woken(fact: ConversationWoken, event: Event, telling: Telling) -> Line:
    """Why it is back."""
    if fact.reason == Waking.TIME.value:
        return Line("alarm-clock", _("Back from snooze: the time has come"))
    if fact.reason == Waking.CUSTOMER.value:
        return Line("alarm-clock", _("Back from snooze: the customer wrote"))
    return line("alarm-clock", _("%(who)s ended the snooze"), event, telling)


@describe(CheckBackPlanned, CheckBackCame, CheckBackDropped)
def tell_check_back(fact: Any, event: Event, telling: Telling) -> Line:
    """When it comes back, or that it has."""
    if isinstance(fact, CheckBackCame):
        return Line("calendar-check", _("Time to check back: is everything still well?"))
    if isinstance(fact, CheckBackDropped):
        return line("calendar-x", _("%(who)s will not check back"), event, telling)
    words = _("%(who)s will check back on %(when)s")
    return line("calendar-check", words, event, telling, when=_moment(fact.until))


@describe(ConversationHeld)
def tell_held(fact: ConversationHeld, event: Event, telling: Telling) -> Line:
    """For whom we wait."""
    words = _("%(who)s put it on hold, we wait for: %(party)s")
    return line("hourglass", words, event, telling, party=Party(fact.party).label)


@describe(ConversationTakenUp)
def tell_taken_up(fact: ConversationTakenUp, event: Event, telling: Telling) -> Line:
    """We wait for nobody else."""
    return line("hourglass", _("%(who)s took it up again"), event, telling)


@describe(SpamMarked, SpamUnmarked)
def tell_spam(fact: Any, event: Event, telling: Telling) -> Line:
    """Whether it is spam."""
    if isinstance(fact, SpamMarked):
        return line("shield-x", _("%(who)s marked it as spam"), event, telling)
    return line("shield-check", _("%(who)s said that it is no spam"), event, telling)


@describe(SenderBlocked, SenderUnblocked)
def tell_blocked(fact: SenderBlocked, event: Event, telling: Telling) -> Line:
    """Whether the sender may write."""
    if isinstance(fact, SenderUnblocked):
        return line("user-check", _("%(who)s unblocked the sender"), event, telling)
    return line("ban", _("%(who)s blocked the sender"), event, telling)


@describe(ProblemWritten)
def tell_problem(fact: ProblemWritten, event: Event, telling: Telling) -> Line:
    """It was written down how the problem was solved."""
    words = _("%(who)s wrote down how the problem is solved")
    return line("lightbulb", words, event, telling)


@describe(MacroRun, MacroRunUndone)
def tell_macro(fact: MacroRun, event: Event, telling: Telling) -> Line:
    """Which macro was used; what it did is told line by line."""
    if "macros" not in telling.memory:
        telling.memory["macros"] = dict(Macro.objects.values_list("pk", "name"))
    name = telling.memory["macros"].get(fact.macro) or _("a macro that is gone")
    if isinstance(fact, MacroRunUndone):
        return line("undo-2", _("%(who)s undid the macro “%(macro)s”"), event, telling, macro=name)
    return line("zap", _("%(who)s used the macro “%(macro)s”"), event, telling, macro=name)


def _moment(written: str) -> str:
    local = datetime.fromisoformat(written).astimezone(ZoneInfo(home_zone()))
    return date_format(local, "SHORT_DATETIME_FORMAT")
