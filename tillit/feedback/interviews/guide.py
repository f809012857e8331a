"""What is asked in a talk: the team's own questions, else those that Tillit brings."""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext as _

from tillit.feedback.models import Interview, Round, Segment


def ready_made(language: str) -> list[str]:
    """Open questions that lead nowhere in particular, in a language."""
    with translation.override(language):
        return [
            _("What did you want to get done when you last turned to us?"),
            _("Tell me how that went, from the beginning."),
            _("What was good about it? What was tiresome?"),
            _("Was there a moment when you were glad, or annoyed, to have chosen us?"),
            _("If you could change one thing about our service, what would it be?"),
        ]


def of_segment(segment: Segment, language: str) -> str:
    """One question more for those of a segment; empty when there is none."""
    with translation.override(language):
        return {
            Segment.LEFT: _("What made you stop? What would bring you back?"),
            Segment.COMPLAINED: _("How did we handle your complaint? What was still missing?"),
            Segment.PLEASED: _("What would you tell a friend about us?"),
        }.get(segment, "")


def questions(round: Round, language: str) -> list[str]:
    """The questions of a round in a language."""
    own: list[str] | None = round.guide.get(language)
    return own or ready_made(language)


def for_talk(interview: Interview) -> list[str]:
    """What this customer is asked, in his or her language."""
    asked = questions(interview.round, interview.language)
    more = of_segment(Segment(interview.segment), interview.language)
    return [*asked, more] if more else asked
