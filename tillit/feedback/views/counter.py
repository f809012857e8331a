"""What stands at the counter: a page to print with a QR code, and a new link when it is needed."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tillit.conversations.company import company_name
from tillit.conversations.request import agent_of
from tillit.feedback import keeping
from tillit.feedback.delivered import version_in_force
from tillit.feedback.linking import address_of_link, squares
from tillit.feedback.questionnaire import Question, in_language
from tillit.feedback.views.surveys import survey_of
from tillit.people.actor import Actor
from tillit.people.languages import LANGUAGES
from tillit.people.policy import Verb, needs
from tillit.people.toasts import tell


@require_safe
@needs(Verb.PROMISE)
def survey_poster(request: HttpRequest, number: int) -> HttpResponse:
    """A page to print for the counter: the question, a QR code and the link."""
    found = survey_of(number)
    version = version_in_force(found)
    if not found.link or version is None:
        raise Http404
    address = address_of_link(found)
    width, path = squares(address)
    first = next(iter(version.questionnaire))
    context = {
        "company": {"name": company_name()},
        "poster": {
            "id": number,
            "address": address,
            "width": width,
            "path": path,
            "words": [_asked_in(code, first) for code in _spoken(first)],
        },
    }
    return render(request, "feedback/poster.html", context)


def _spoken(question: Question) -> list[str]:
    return [code for code, _name in LANGUAGES if question.words.get(code)]


def _asked_in(language: str, question: Question) -> dict[str, str]:
    with translation.override(language):
        scan = _("Scan and tell us")
    return {"language": language, "question": in_language(question.words, language), "scan": scan}


@require_POST
@needs(Verb.PROMISE)
def survey_link(request: HttpRequest, number: int) -> HttpResponse:
    """Another address; the one that was printed opens nothing from then on."""
    found = survey_of(number)
    try:
        keeping.renew_link(survey=found, by=Actor.agent(agent_of(request)))
    except ValueError as problem:
        tell(request, str(problem))
        return redirect("feedback:survey", number)
    tell(request, _("It has a new link. Print the page for the counter anew."))
    return redirect("feedback:survey", number)
