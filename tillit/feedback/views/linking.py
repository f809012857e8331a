"""The page that a link or a QR code opens: public, in the reader's language, without script."""

from __future__ import annotations

from allauth.core import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tillit.conversations.company import company_name
from tillit.conversations.words import without_nul
from tillit.feedback import asking_page
from tillit.feedback.answering import Given, TooLate, read
from tillit.feedback.delivered import version_in_force
from tillit.feedback.linking import is_sealed, save_by_link, seal, survey_behind
from tillit.feedback.models import Invitation, Survey, SurveyVersion
from tillit.people.languages import CODES, LANGUAGES


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def open_survey(request: HttpRequest, link: str) -> HttpResponse:
    """Choose, write if you like, save; following the link saves nothing."""
    with translation.override(_language(request)):
        survey = survey_behind(without_nul(link))
        version = version_in_force(survey) if survey else None
        if survey is None or version is None:
            return render(request, "feedback/not_open.html", status=404)
        if request.method != "POST":
            return _page(request, survey, version, Given(), seal(survey))
        return _save(request, survey, version)


def _language(request: HttpRequest) -> str:
    """What was chosen on the page, else what the browser prefers."""
    chosen = request.POST.get("language") or request.GET.get("language", "")
    return chosen if chosen in CODES else translation.get_language() or "en"


def _save(request: HttpRequest, survey: Survey, version: SurveyVersion) -> HttpResponse:
    given, sealed = read(version.questionnaire, request.POST), request.POST.get("seal", "")
    if given.missing or not is_sealed(survey, sealed):
        again = sealed if is_sealed(survey, sealed) else seal(survey)
        return _page(request, survey, version, given, again, status=422)
    if not ratelimit.consume(request, action="survey_link"):
        return render(request, "feedback/too_often.html", _company(), status=429)
    language = translation.get_language() or "en"
    try:
        invitation = save_by_link(
            survey=survey, version=version, sealed=sealed, language=language, given=given
        )
    except TooLate:
        return render(request, "feedback/closed.html", _company(), status=410)
    address = asking_page.address_on_site(invitation)
    return redirect(f"{address}?saved=1")


def _page(
    request: HttpRequest,
    survey: Survey,
    version: SurveyVersion,
    given: Given,
    sealed: str,
    *,
    status: int = 200,
) -> HttpResponse:
    language = translation.get_language() or "en"
    nobody = Invitation(survey=survey, version=version, language=language)
    shown = asking_page.of(nobody, given, told=status != 200)
    opened = {"action": request.path, "seal": sealed, "by_link": True}
    context = {
        **_company(),
        "survey": shown | opened | {"languages": LANGUAGES, "language": language},
    }
    response = render(request, "feedback/answer.html", context, status=status)
    response["Content-Language"] = language
    return response


def _company() -> dict[str, dict[str, str]]:
    return {"company": {"name": company_name()}}
