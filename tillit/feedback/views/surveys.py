"""Surveys among the settings: which there are, what each asks, and how it looks."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tillit import clock
from tillit.conversations.request import agent_of
from tillit.conversations.shell import settings_page
from tillit.feedback import drafting, keeping
from tillit.feedback.delivered import DELIVERED, delivered, title_of, version_in_force
from tillit.feedback.forms import SurveyForm
from tillit.feedback.linking import address_of_link
from tillit.feedback.models import Asking, Occasion, Outcome, Response, Survey
from tillit.feedback.questionnaire import LABELS, Question, Questionnaire
from tillit.feedback.starter_aspects import PILLARS
from tillit.people.actor import Actor
from tillit.people.languages import LANGUAGES
from tillit.people.policy import Verb, needs
from tillit.people.toasts import tell
from tillit.standards.keeping import in_force

SHOWN = 200


@require_safe
@needs(Verb.PROMISE)
def surveys(request: HttpRequest) -> HttpResponse:
    """Every survey with what came of it."""
    for one in DELIVERED:
        delivered(one.purpose)
    found = Survey.objects.filter(put_away_at=None).order_by("id")
    return settings_page(
        request, "feedback/surveys.html", {"surveys": [_row(one) for one in found]}
    )


def _row(survey: Survey) -> dict[str, Any]:
    version = version_in_force(survey)
    return {
        "title": title_of(survey),
        "occasion": survey.get_occasion_display(),
        "asked": Asking.objects.filter(survey=survey, outcome=Outcome.ASKED).count(),
        "answered": Response.objects.filter(invitation__survey=survey).count(),
        "questions": len(version.questionnaire.questions) if version else 0,
        "anonymous": survey.anonymous,
        "by_link": survey.occasion == Occasion.LINK,
        "url": reverse("feedback:survey", args=[survey.pk]),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Verb.PROMISE)
def new_survey(request: HttpRequest) -> HttpResponse:
    """Set one up."""
    return _edit(request, Survey(created_at=clock.now()), ())


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Verb.PROMISE)
def survey(request: HttpRequest, number: int) -> HttpResponse:
    """What one asks, whom and how often; another set of questions makes a new version."""
    found = survey_of(number)
    version = version_in_force(found)
    return _edit(request, found, version.questionnaire.questions if version else ())


def survey_of(number: int) -> Survey:
    """One that is still asked."""
    found = Survey.objects.filter(pk=number, put_away_at=None).first()
    if found is None:
        raise Http404
    return found


def _edit(request: HttpRequest, survey: Survey, questions: tuple[Question, ...]) -> HttpResponse:
    if request.method != "POST":
        return _page(request, survey, SurveyForm(survey, agent_of(request)), questions)
    form = SurveyForm(survey, agent_of(request), request.POST)
    questions = drafting.posted(request.POST)
    if change := request.POST.get("change", ""):
        return _page(request, survey, form, drafting.changed(questions, change), told=False)
    problems = Questionnaire(questions).problems()
    if not form.is_valid() or problems:
        return _page(request, survey, form, questions, problems=problems, status=422)
    kept = form.survey()
    keeping.keep_survey(
        survey=kept, questionnaire=Questionnaire(questions), by=Actor.agent(agent_of(request))
    )
    tell(request, _("Saved."))
    return redirect("feedback:survey", kept.pk)


def _page(
    request: HttpRequest,
    survey: Survey,
    form: SurveyForm,
    questions: tuple[Question, ...],
    *,
    problems: list[str] | None = None,
    told: bool = True,
    status: int = 200,
) -> HttpResponse:
    if not told:
        form = SurveyForm(survey, agent_of(request))
        form.initial.update({name: request.POST.get(name, "") for name in form.fields})
    context = {
        "survey": {
            "id": survey.pk or 0,
            "title": title_of(survey),
            "form": form,
            "questions": drafting.shown(questions),
            "kinds": [(kind.value, label) for kind, label in LABELS.items()],
            "standards": _standards(),
            "pillars": list(PILLARS.items()),
            "problems": problems or [],
            "versions": list(survey.versions.order_by("-number")[:10]) if survey.pk else [],
            "languages": LANGUAGES,
            "is_ours": bool(survey.purpose),
            "link": address_of_link(survey) if survey.pk and survey.link else "",
        }
    }
    return settings_page(request, "feedback/survey.html", context, status=status)


def _standards() -> list[tuple[int, str]]:
    """Those that a question can be about: what is promised just now."""
    versions = in_force().select_related("standard").order_by("standard__name")
    return [(one.standard_id, one.standard.name) for one in versions]


@require_POST
@needs(Verb.PROMISE)
def survey_putting_away(request: HttpRequest, number: int) -> HttpResponse:
    """Ask it no more."""
    found = survey_of(number)
    try:
        keeping.put_away(survey=found, by=Actor.agent(agent_of(request)))
    except ValueError as problem:
        tell(request, str(problem))
        return redirect("feedback:survey", number)
    tell(request, _("It is asked no more. What was answered stays."))
    return redirect("feedback:surveys")


@require_safe
@needs(Verb.PROMISE)
def survey_askings(request: HttpRequest, number: int) -> HttpResponse:
    """Who was asked lately, and who was not and why; of one's own teams."""
    found, agent = survey_of(number), agent_of(request)
    askings = Asking.objects.filter(survey=found, team_id__in=agent.team_ids)
    asked_for = request.GET.get("outcome", "")
    outcome = asked_for if asked_for in Outcome.values else ""
    shown = askings.filter(outcome=outcome) if outcome else askings
    newest = shown.select_related("contact").order_by("-at", "-id")[:SHOWN]
    context = {
        "survey": {
            "id": found.pk,
            "title": title_of(found),
            "outcomes": _outcomes(askings),
            "outcome": outcome,
            "askings": list(newest),
        },
    }
    return settings_page(request, "feedback/askings.html", context)


def _outcomes(askings: QuerySet[Asking]) -> list[dict[str, Any]]:
    """How often each came of it, the most frequent first."""
    counted = askings.values_list("outcome").annotate(n=Count("id")).order_by("-n", "outcome")
    return [{"key": key, "label": Outcome(key).label, "n": n} for key, n in counted]
