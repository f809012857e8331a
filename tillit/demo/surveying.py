"""What the shop of the demo world asks its customers: faces, ease, five qualities, and words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from random import Random

from tillit.demo.opinions import ASPECTS
from tillit.demo.plays import Opinion, Step
from tillit.demo.scripts import qualities, said_of_us
from tillit.demo.weeks import SEED
from tillit.feedback.answering import Given, Said
from tillit.feedback.delivered import (
    CONTACT,
    MAIN,
    MORE,
    RELATIONSHIP,
    delivered,
    in_all_languages,
    version_in_force,
)
from tillit.feedback.drafting import USUAL
from tillit.feedback.keeping import keep_survey
from tillit.feedback.models import Survey, SurveyVersion
from tillit.feedback.questionnaire import Kind, Part, Question, Questionnaire
from tillit.people.actor import Actor
from tillit.people.languages import CODES

EASE, QUALITIES = "ease", "qualities"


@dataclass(frozen=True)
class Surveys:
    """What is asked after a contact, and once a quarter."""

    contact: SurveyVersion
    relationship: SurveyVersion
    brought: tuple[Survey, ...]
    """Those that were not there before."""


def set_up_surveys(by: Actor, since: datetime) -> Surveys:
    """Ask more after a contact than every installation does from the start, and after each one."""
    known = set(Survey.objects.values_list("pk", flat=True))
    contact, relationship = delivered(CONTACT), delivered(RELATIONSHIP)
    if contact.pk not in known:
        contact.quarantine_days = 0
        contact.save(update_fields=["quarantine_days"])
    asked = version_in_force(contact)
    felt, more = (asked.questionnaire.named(key) for key in (MAIN, MORE)) if asked else (None, None)
    questions = [one for one in (felt, _ease(), _qualities(), more) if one]
    version = keep_survey(
        survey=contact, questionnaire=Questionnaire(tuple(questions)), by=by, at=since
    )
    quarterly = version_in_force(relationship)
    assert quarterly is not None  # noqa: S101 (it is delivered with one)
    brought = tuple(one for one in (contact, relationship) if one.pk not in known)
    return Surveys(version, quarterly, brought)


def _ease() -> Question:
    return Question(EASE, Kind.CES, in_all_languages(USUAL[Kind.CES]))


def _qualities() -> Question:
    parts = tuple(
        Part(aspect, {code: qualities(code)[aspect] for code in CODES}) for aspect in ASPECTS
    )
    return Question(QUALITIES, Kind.ASPECTS, in_all_languages(USUAL[Kind.ASPECTS]), parts)


def given_of(opinion: Opinion) -> Given:
    """An opinion as the page of the survey would send it."""
    said = [Said(MAIN, score=opinion.score)]
    if opinion.ease is not None:
        said.append(Said(EASE, score=opinion.ease))
    said += [Said(QUALITIES, part, score=score) for part, score in opinion.aspects.items()]
    if opinion.comment:
        said.append(Said(MORE, text=opinion.comment))
    return Given(tuple(said))


def recommendation(step: Step) -> Given:
    """What somebody answers who was asked whether he or she would recommend the shop."""
    random = Random(SEED * 1000 + step.play.number)  # noqa: S311 (not a secret)
    said = [Said(MAIN, score=step.turn)]
    if random.random() < 0.4:
        about = "good" if step.turn > 8 else "middling" if step.turn > 6 else "bad"
        said.append(Said(MORE, text=random.choice(said_of_us(step.play.script.language)[about])))
    return Given(tuple(said))
