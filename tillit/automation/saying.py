"""What a rule can say: to the customer, in a note, to colleagues."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tillit.automation import choices
from tillit.automation.controls import Control, Settings, label_of
from tillit.automation.doing import Action, CannotBeDone, Scene, register
from tillit.automation.telling import those
from tillit.conversations.channels import channel_of
from tillit.conversations.composing.mentioning import mention
from tillit.conversations.composing.saved_replies import words_for
from tillit.conversations.composing.variables import fill, left_open
from tillit.conversations.models import SavedReply
from tillit.conversations.spine import post, post_automatically
from tillit.people.models import Agent

Remembered = dict[str, Any]
PURPOSE = "rule"
NOBODY = Agent(name="")
"""Who writes when nobody does: the variable for the writer stays open."""


def withheld(said: Settings, what: Remembered) -> str:
    """Why something was not said by itself, if that is so."""
    if not what.get("withheld"):
        return ""
    return _("Not sent: enough was said automatically already.")


def _reply(scene: Scene) -> Remembered | None:
    conversation = scene.case.conversation
    if not (scene.case.answerable and channel_of(conversation.channel).capabilities.acknowledges):
        return None
    saved = SavedReply.objects.prefetch_related("texts").filter(pk=int(scene.said["reply"])).first()
    if saved is None:
        raise CannotBeDone(_("This saved reply is not there any more."))
    text = fill(words_for(saved, conversation), conversation, NOBODY)
    if gaps := left_open(text):
        words = _("%(names)s could not be filled in, so nothing was sent.")
        raise CannotBeDone(words % {"names": ", ".join(gaps)})
    sent = post_automatically(
        conversation=conversation, by=scene.by, text=text, purpose=PURPOSE, at=scene.case.at
    )
    return {"message": sent.pk} if sent else {"withheld": True}


def _reply_problem(agent: Agent, said: Settings) -> str:
    saved = SavedReply.objects.prefetch_related("texts").filter(pk=int(said["reply"])).first()
    texts = saved.texts.all() if saved else ()
    gaps = {name for text in texts for name in left_open(text.text) if name == "{agent}"}
    if not gaps:
        return ""
    return _("This reply names its writer, and a rule is nobody. Choose another one.")


def _reply_words(said: Settings) -> str:
    saved = SavedReply.objects.prefetch_related("texts").filter(pk=_number(said, "reply")).first()
    names = {text.language: text.name for text in saved.texts.all()} if saved else {}
    name = names.get("en") or next(iter(names.values()), "…")
    return _("answer automatically with “%(name)s”") % {"name": name}


def _number(said: Settings, name: str) -> int:
    value = said.get(name, "")
    return int(value) if value.isdecimal() and len(value) < 19 else 0


register(
    Action(
        key="reply",
        label=gettext_lazy("Answer with a saved reply"),
        icon="reply",
        act=_reply,
        words=_reply_words,
        controls=(
            Control(
                "reply",
                gettext_lazy("Saved reply"),
                choices=choices.saved_replies,
                hint=gettext_lazy(
                    "It goes out in the customer's language, marked as automatic. It never counts "
                    "as an answer, so the promise keeps running."
                ),
            ),
        ),
        guarded=_reply_problem,
        told=withheld,
        order=60,
    )
)


def _note(scene: Scene) -> Remembered | None:
    conversation = scene.case.conversation
    text = fill(scene.said["text"], conversation, NOBODY)
    note = post(conversation=conversation, by=scene.by, text=text, note=True, purpose=scene.by.key)
    mention(conversation, note, scene.by)
    return {"message": note.pk}


register(
    Action(
        key="note",
        label=gettext_lazy("Write an internal note"),
        icon="sticky-note",
        act=_note,
        words=lambda said: _("write an internal note"),
        controls=(
            Control(
                "text",
                gettext_lazy("Note"),
                kind="area",
                hint=gettext_lazy("@ and a colleague's name tells him or her."),
            ),
        ),
        order=61,
    )
)


def _notify(scene: Scene) -> Remembered | None:
    told = those(scene)
    return {"agents": told} if told else None


def _notified(said: Settings, what: dict[str, Any]) -> str:
    names = Agent.objects.filter(pk__in=what.get("agents", ())).order_by("name")
    return ", ".join(names.values_list("name", flat=True))


def _notify_words(said: Settings) -> str:
    who = said.get("who", "")
    if who.startswith("agent-"):
        found = Agent.objects.filter(pk=int(who.removeprefix("agent-"))).first()
        return _("tell %(who)s") % {"who": found.name if found else _("somebody who has left")}
    fixed = [
        (choices.ASSIGNEE, _("whoever has it, else the team")),
        (choices.TEAM, _("everybody in the team")),
        (choices.LEADS, _("the leads of the team")),
    ]
    return _("tell %(who)s") % {"who": label_of(fixed, who)}


register(
    Action(
        key="notify",
        label=gettext_lazy("Tell colleagues"),
        icon="bell",
        act=_notify,
        words=_notify_words,
        controls=(Control("who", gettext_lazy("Whom"), choices=choices.told),),
        told=_notified,
        order=62,
    )
)
