"""The steps of a macro that say something: a note, and a reply that is sent or waits to be read."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from tillit.conversations.composing.mentioning import mention
from tillit.conversations.composing.saved_replies import files_of, words_for
from tillit.conversations.composing.variables import fill, left_open
from tillit.conversations.macros.scene import Scene, Step
from tillit.conversations.spine import KeptFile, post
from tillit.people.policy import Verb


def steps(scene: Scene) -> Iterator[Step]:
    """What it says here."""
    if scene.macro.note:
        yield _note(scene)
    if scene.macro.says_something:
        yield _reply(scene)


def reply_text(scene: Scene) -> str:
    """The reply as it would be written in this conversation."""
    saved = scene.macro.saved_reply
    text = words_for(saved, scene.conversation) if saved else scene.macro.reply
    return fill(text, scene.conversation, scene.agent)


def _note(scene: Scene) -> Step:
    text = fill(scene.macro.note, scene.conversation, scene.agent)

    def act() -> None:
        note = post(
            conversation=scene.conversation, by=scene.by, agent=scene.agent, text=text, note=True
        )
        mention(scene.conversation, note, scene.by)
        scene.done["note"] = note.pk

    return Step(
        icon="sticky-note",
        words=_("Write an internal note"),
        act=act,
        text=text,
        open=tuple(left_open(text)),
    )


def _reply(scene: Scene) -> Step:
    text, files = reply_text(scene), _files(scene)

    def act() -> None:
        if scene.macro.sends:
            _send(scene, text, files)

    return Step(
        icon="send" if scene.macro.sends else "reply",
        words=_("Send a reply at once")
        if scene.macro.sends
        else _("Put a reply into the composer, to be read before it is sent"),
        act=act,
        text=text,
        open=tuple(left_open(text)),
        problem=_hindrance(scene, text),
        files=tuple(files),
    )


def _files(scene: Scene) -> list[KeptFile]:
    return files_of(scene.macro.saved_reply) if scene.macro.saved_reply else []


def _hindrance(scene: Scene, text: str) -> str:
    if not scene.may(Verb.ANSWER):
        return _("You may not answer customers.")
    if scene.macro.sends and left_open(text):
        return _("Something in it is not filled in, so it cannot be sent without being read.")
    return ""


def _send(scene: Scene, text: str, files: list[KeptFile]) -> None:
    message = post(
        conversation=scene.conversation,
        by=scene.by,
        agent=scene.agent,
        text=text,
        kept=files,
        leaves_at=scene.leaves_at,
    )
    scene.done["message"] = message.pk
