"""Surveys that every installation has from the start."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tillit import clock
from tillit.feedback.models import Occasion, Survey, SurveyVersion
from tillit.feedback.questionnaire import Kind, Question, Questionnaire, Words
from tillit.journal import rows
from tillit.measures.fatigue import QUARANTINE_DAYS, RELATIONSHIP_QUARANTINE_DAYS
from tillit.people.languages import CODES

QUARTER = 25
"""Percent: each quarter another part of the customers is asked about the relationship."""
CONTACT, COMPLAINT, RELATIONSHIP = "contact", "complaint", "relationship"
MAIN, MORE, EASE = "main", "more", "ease"


@dataclass(frozen=True)
class Delivered:
    """A survey that Tillit brings along."""

    purpose: str
    name: str | Promise
    questionnaire: Callable[[], Questionnaire]
    occasion: Occasion
    quarantine_days: int
    share: int = 100
    every_months: int | None = None


def in_all_languages(text: str | Promise) -> Words:
    """The translations of our own words, as a survey keeps them."""
    found: dict[str, str] = {}
    for code in CODES:
        with translation.override(code):
            found[code] = str(text)
    return found


def _after_contact() -> Questionnaire:
    felt = Question(MAIN, Kind.CSAT, in_all_languages(_("How did we do?")), required=True)
    return Questionnaire((felt, _more()))


def _relationship() -> Questionnaire:
    recommend = _("How likely is it that you would recommend us to a friend or a colleague?")
    likely = Question(MAIN, Kind.NPS, in_all_languages(recommend), required=True)
    return Questionnaire((likely, _more()))


def _after_a_complaint() -> Questionnaire:
    handled = _("How satisfied are you with how we handled your complaint?")
    felt = Question(MAIN, Kind.CSAT, in_all_languages(handled), required=True)
    easy = Question(EASE, Kind.CES, in_all_languages(_("We made it easy for you to complain.")))
    return Questionnaire((felt, easy, _more()))


def _more() -> Question:
    return Question(MORE, Kind.TEXT, in_all_languages(_("Would you like to tell us more?")))


DELIVERED = (
    Delivered(CONTACT, _("After a contact"), _after_contact, Occasion.CONTACT, QUARANTINE_DAYS),
    Delivered(COMPLAINT, _("After a complaint"), _after_a_complaint, Occasion.CONTACT, 0),
    Delivered(
        RELATIONSHIP,
        _("Recommendation, each quarter"),
        _relationship,
        Occasion.PERIODIC,
        RELATIONSHIP_QUARANTINE_DAYS,
        share=QUARTER,
        every_months=3,
    ),
)


def title_of(survey: Survey) -> str:
    """Its own name, or that under which it was delivered, in the reader's language."""
    known = next((one for one in DELIVERED if one.purpose == survey.purpose), None)
    return survey.name or (str(known.name) if known and survey.purpose else "")


def delivered(purpose: str) -> Survey:
    """One of these surveys, brought into the database if it is not there yet."""
    found = rows.first(Survey, purpose=purpose)
    return found or _bring(next(one for one in DELIVERED if one.purpose == purpose))


@transaction.atomic
def _bring(one: Delivered) -> Survey:
    survey, made = Survey.objects.get_or_create(
        purpose=one.purpose,
        defaults={
            "occasion": one.occasion,
            "quarantine_days": one.quarantine_days,
            "share": one.share,
            "every_months": one.every_months,
            "created_at": clock.now(),
        },
    )
    if made:
        content = one.questionnaire().written()
        SurveyVersion.objects.create(survey=survey, number=1, content=content, at=clock.now())
    return survey


def version_in_force(survey: Survey) -> SurveyVersion | None:
    """What it asks just now: its newest version; None while it has none."""
    newest = "survey_id = %s ORDER BY number DESC LIMIT 1"
    found = rows.select(SurveyVersion, newest, [survey.pk])
    return found[0] if found else None
