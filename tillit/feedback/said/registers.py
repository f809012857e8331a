"""What the board adds to pages: its link, its line on a timeline, its part of the charter."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tillit.conversations.timeline import Line, Telling, describe
from tillit.feedback.models import Improvement
from tillit.feedback.said import noticing  # noqa: F401 (registers its notice)
from tillit.feedback.said.events import AnswerPursued
from tillit.journal.models import Event
from tillit.ui import navigation, panels
from tillit.ui.addresses import url_of

ON_THE_CHARTER = 12


@navigation.register("workspace", order=25)
def said(request: HttpRequest) -> Iterator[navigation.Item]:
    """What customers said."""
    yield navigation.Item(
        label=gettext_lazy("What customers say"),
        icon="message-square-heart",
        url=url_of("feedback:said"),
    )


@describe(AnswerPursued)
def tell_pursued(fact: AnswerPursued, event: Event, telling: Telling) -> Line:
    """Why this conversation is there."""
    words = _("Opened because of an answer to a survey, so that the customer hears from us")
    return Line(icon="message-square-heart", text=words)


@panels.register("charter", order=10)
def you_said_we_did(charter: Any, reader: None) -> panels.Section | None:
    """What was changed because of what customers said, newest first."""
    approved = Improvement.objects.filter(approved_at__isnull=False).order_by("-approved_at")
    language = translation.get_language() or "en"
    told = [
        {"words": one.said_in(language), "at": one.approved_at} for one in approved[:ON_THE_CHARTER]
    ]
    if not told:
        return None
    title = gettext_lazy("You said, we did")
    return panels.Section("improvements", title, "feedback/said/charter.html", told)
