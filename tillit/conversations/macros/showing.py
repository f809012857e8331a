"""What a macro would do, as pages show it before it is done."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from tillit.conversations.addresses import act_from
from tillit.conversations.macros.scene import Scene, Step
from tillit.conversations.macros.using import steps_of
from tillit.conversations.models import Macro

_OPEN = re.compile(r"\{[^\W\d]\w{0,39}\}")


@dataclass(frozen=True)
class ShownStep:
    """One line of the list: what is done, what is said with it, and what is in the way."""

    icon: str
    words: str
    text: SafeString
    open: str
    problem: str
    files: str


@dataclass(frozen=True)
class ShownMacro:
    """A macro that can be used here; `composes` something that waits in the composer."""

    id: int
    name: str
    scope: str
    url: str
    composes: bool
    steps: list[ShownStep]


def shown(scene: Scene, view: str) -> ShownMacro:
    """A macro with everything that it would do here."""
    macro = scene.macro
    return ShownMacro(
        id=macro.pk,
        name=macro.name,
        scope=scope_of(macro),
        url=act_from(view, "macro_use", scene.conversation.pk, macro.pk),
        composes=macro.says_something and not macro.sends,
        steps=[_step(step) for step in steps_of(scene)],
    )


def scope_of(macro: Macro) -> str:
    """Whose it is, in words."""
    if macro.owner_id:
        return _("Only you")
    return macro.team.name if macro.team else _("All teams")


def _step(step: Step) -> ShownStep:
    return ShownStep(
        icon=step.icon,
        words=step.words,
        text=with_open_marked(step.text),
        open=", ".join(step.open),
        problem=step.problem,
        files=", ".join(file.name for file in step.files),
    )


def with_open_marked(text: str) -> SafeString:
    """A text as HTML, with the variables marked that nobody has filled in."""
    marked = _OPEN.sub(lambda found: f"<mark>{found[0]}</mark>", escape(text))
    # Escaped above; what is added are marks alone.
    return mark_safe(marked)
