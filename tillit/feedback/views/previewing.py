"""How a survey looks to a customer, for those who put it together; nothing can be saved."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from tillit.conversations.company import company_name
from tillit.feedback import asking_page
from tillit.feedback.answering import Given
from tillit.feedback.delivered import version_in_force
from tillit.feedback.mails import asking, sample
from tillit.feedback.models import Invitation, Survey
from tillit.people.languages import CODES, LANGUAGES
from tillit.people.policy import Verb, needs

PAGE = "page"
SHAPES = (
    (PAGE, gettext_lazy("Page")),
    ("mail", gettext_lazy("Mail")),
    ("chat", gettext_lazy("Chat")),
)
MAIL_POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"
"""A mail brings its own style and nothing else."""


@require_safe
@needs(Verb.PROMISE)
def survey_preview(request: HttpRequest, number: int) -> HttpResponse:
    """The page, the mail or the message of a chat, in any language."""
    invitation = _invitation(request, number)
    shape = request.GET.get("as", "")
    with translation.override(invitation.language):
        shown = asking_page.of(invitation, Given(), told=False)
        later = asking_page.asked_later(invitation)
        asked = asking(invitation)
    context = {
        "company": {"name": company_name()},
        "survey": shown | {"id": number, "later": later},
        "asked": asked,
        "preview": {
            "languages": LANGUAGES,
            "language": invitation.language,
            "shapes": SHAPES,
            "shape": shape if shape in dict(SHAPES) else PAGE,
        },
    }
    return render(request, "feedback/preview.html", context)


@require_safe
@needs(Verb.PROMISE)
def survey_mail(request: HttpRequest, number: int) -> HttpResponse:
    """The mail by itself, in the frame of the preview."""
    response = HttpResponse(sample(_invitation(request, number), company_name()))
    response.headers["Content-Security-Policy"] = MAIL_POLICY
    return response


def _invitation(request: HttpRequest, number: int) -> Invitation:
    """One that nobody gets, in the language of the preview."""
    survey = Survey.objects.filter(pk=number, put_away_at=None).first()
    version = version_in_force(survey) if survey else None
    if survey is None or version is None:
        raise Http404
    asked = request.GET.get("language", "")
    language = asked if asked in CODES else translation.get_language() or "en"
    return Invitation(survey=survey, version=version, language=language)
