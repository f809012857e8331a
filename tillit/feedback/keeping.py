"""Verbs about surveys themselves: setting one up, changing what it asks, putting it away."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tillit import clock
from tillit.feedback.delivered import version_in_force
from tillit.feedback.events import SurveyChanged, SurveyLinkRenewed, SurveyPutAway
from tillit.feedback.models import Occasion, Survey, SurveyVersion
from tillit.feedback.questionnaire import Questionnaire
from tillit.journal.recording import emit
from tillit.people.actor import Actor


@transaction.atomic
def keep_survey(
    *, survey: Survey, questionnaire: Questionnaire, by: Actor, at: datetime | None = None
) -> SurveyVersion:
    """Keep how it is asked, and what: a new version when the questions are others than before.

    What was asked already keeps its version.

    Raises:
        ValueError: the questions cannot be asked so; in words.
    """
    at = at or clock.now()
    if problems := questionnaire.problems():
        raise ValueError(problems[0])
    if survey.occasion == Occasion.LINK and not survey.link:
        survey.link = _new_link()
    survey.created_at = survey.created_at or at
    survey.save()
    version = _version(survey, questionnaire, by, at)
    emit(SurveyChanged(survey.pk, version.number), by=by, at=at)
    return version


def _version(
    survey: Survey, questionnaire: Questionnaire, by: Actor, at: datetime
) -> SurveyVersion:
    newest = version_in_force(survey)
    if newest and newest.questionnaire == questionnaire:
        return newest
    return SurveyVersion.objects.create(
        survey=survey,
        number=newest.number + 1 if newest else 1,
        content=questionnaire.written(),
        at=at,
        by_id=by.agent_id,
    )


def _new_link() -> str:
    return secrets.token_urlsafe(12)


@transaction.atomic
def renew_link(*, survey: Survey, by: Actor, at: datetime | None = None) -> None:
    """Give it another address; from then on the old one opens nothing.

    Raises:
        ValueError: it is not one that is asked by a link.
    """
    if survey.occasion != Occasion.LINK:
        raise ValueError(_("This one has no link."))
    survey.link = _new_link()
    survey.save(update_fields=["link"])
    emit(SurveyLinkRenewed(survey.pk), by=by, at=at)


@transaction.atomic
def put_away(*, survey: Survey, by: Actor, at: datetime | None = None) -> None:
    """Ask it no more; what was answered stays.

    Raises:
        ValueError: it is one that every installation has; its rule can be switched off.
    """
    at = at or clock.now()
    if survey.purpose:
        raise ValueError(_("This one stays; switch off the rule or the calendar that asks it."))
    survey.put_away_at = at
    survey.save(update_fields=["put_away_at"])
    emit(SurveyPutAway(survey.pk), by=by, at=at)
