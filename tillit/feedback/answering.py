"""What a customer answers: read from the form, checked against the questions, and saved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from tillit import clock
from tillit.conversations import changes
from tillit.conversations.words import without_nul
from tillit.feedback.delivered import MAIN, MORE
from tillit.feedback.events import AnonymousResponseSaved, ResponseSaved
from tillit.feedback.models import Answer, EarlierResponse, Invitation, Response
from tillit.feedback.models.invitation import new_token
from tillit.feedback.needs import ABSENT, BETWEEN, PRESENT, feelings_in, kept_as
from tillit.feedback.questionnaire import Kind, Question, Questionnaire
from tillit.hours.home import home_zone
from tillit.journal import rows
from tillit.journal.recording import emit
from tillit.measures.statistics import local_day
from tillit.people.actor import Actor

LONGEST = 5000
"""Characters of one answer that are kept."""
NOT_APPLICABLE = "na"
ONE_DAY = timedelta(days=1)
SOMEBODY = Actor.system("somebody")


class TooLate(Exception):
    """The survey is closed: what was answered stays as it is."""


class AlreadyAnonymous(Exception):
    """The answer was saved and its link has ended, as of who presses the button twice."""


@dataclass(frozen=True)
class Said:
    """What was said to one question or of one aspect (`part`)."""

    question: str
    part: str = ""
    score: int | None = None
    not_applicable: bool = False
    text: str = ""


@dataclass(frozen=True)
class Given:
    """All that was said, and the required questions that were left open."""

    said: tuple[Said, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def decisive(self) -> dict[str, object]:
        """The score or option by question, by which it is decided what else is asked."""
        return {
            one.question: one.score if one.score is not None else one.text
            for one in self.said
            if not one.part and (one.score is not None or one.text)
        }


def read(questionnaire: Questionnaire, form: Mapping[str, str]) -> Given:
    """What a form says; whatever is on no scale or in no list is as if it had been left open."""
    found: list[Said] = []
    for question in questionnaire:
        found += _read(question, form)
    given = _asked(questionnaire, Given(tuple(found)))
    answered = {one.question for one in given.said}
    missing = tuple(
        one.key
        for one in questionnaire.asked_after(given.decisive)
        # What depends on an answer is asked once that is saved: no score is lost for it.
        if one.required and not one.condition and one.key not in answered
    )
    return Given(given.said, missing)


def _asked(questionnaire: Questionnaire, given: Given) -> Given:
    """Without answers to what is not asked, and to what would only be asked because of those."""
    asked = {one.key for one in questionnaire.asked_after(given.decisive)}
    kept = Given(tuple(one for one in given.said if one.question in asked))
    return kept if kept == given else _asked(questionnaire, kept)


def _read(question: Question, form: Mapping[str, str]) -> list[Said]:
    if question.kind is Kind.ASPECTS:
        aspects = (_aspect(question, part.key, form) for part in question.parts)
        return [one for one in aspects if one]
    if question.kind is Kind.KANO:
        needs = (_need(question, part.key, form) for part in question.parts)
        return [one for one in needs if one]
    value = without_nul(form.get(question.key, "")).strip()
    if question.kind is Kind.TEXT:
        return [Said(question.key, text=value[:LONGEST])] if value else []
    if question.kind is Kind.CHOICE:
        known = value in {part.key for part in question.parts}
        return [Said(question.key, text=value)] if known else []
    score = _score(question, value)
    return [Said(question.key, score=score)] if score is not None else []


def _aspect(question: Question, part: str, form: Mapping[str, str]) -> Said | None:
    value = form.get(f"{question.key}.{part}", "")
    if value == NOT_APPLICABLE:
        return Said(question.key, part, not_applicable=True)
    score = _score(question, value)
    return Said(question.key, part, score=score) if score is not None else None


def _need(question: Question, part: str, form: Mapping[str, str]) -> Said | None:
    """Both halves of it, each by itself or as they are kept; half an answer says nothing."""
    name = f"{question.key}.{part}"
    halves = (form.get(f"{name}.{half}", "") for half in (PRESENT, ABSENT))
    feelings = feelings_in(BETWEEN.join(halves)) or feelings_in(form.get(name, ""))
    return Said(question.key, part, text=kept_as(*feelings)) if feelings else None


def _score(question: Question, value: str) -> int | None:
    on_scale = {str(one): one for one in question.scale or ()}
    return on_scale.get(value)


@dataclass(frozen=True)
class _Before:
    """What the response was until now."""

    score: int | None = None
    at: datetime | None = None
    said: list[dict[str, Any]] = field(default_factory=list)


@transaction.atomic(savepoint=False)
def save_response(*, invitation: Invitation, given: Given, at: datetime | None = None) -> Response:
    """Save an answer; a second one changes the first, which is kept.

    Of an anonymous survey nothing leads to the customer from then on; the answer can be changed
    only by who keeps the new link, and until it counts together with others.

    Raises:
        TooLate: the survey is closed, or the anonymous answer counts already.
        AlreadyAnonymous: somebody answered here in this very moment, and nothing leads back.
    """
    at = at or clock.now()
    if invitation.is_closed(at):
        raise TooLate
    if invitation.conversation_id:
        changes.lock(invitation.conversation_id)
    if invitation.survey.anonymous and not rows.first(Invitation, id=invitation.pk):
        raise AlreadyAnonymous
    response = rows.first(Response, invitation_id=invitation.pk)
    if response and response.counts_at and invitation.survey.anonymous:
        raise TooLate
    before = _kept(response, at) if response else _Before()
    response = _written(response or Response(invitation=invitation, first_at=at), given, at)
    _tell(invitation, response, before, at)
    if invitation.survey.anonymous and invitation.contact_id:
        _forget(invitation)
        response.invitation = invitation
    return response


def _kept(response: Response, at: datetime) -> _Before:
    columns = ("question", "part", "score", "not_applicable", "text")
    said = list(response.answers.order_by("id").values(*columns))
    EarlierResponse.objects.create(response=response, said=said, at=response.at)
    return _Before(response.score, response.at, said)


def _written(response: Response, given: Given, at: datetime) -> Response:
    questionnaire = response.invitation.version.questionnaire
    main, by_key = questionnaire.main, {one.key: one for one in questionnaire}
    scores = {one.question: one.score for one in given.said if not one.part}
    texts = (one.text for one in given.said if by_key[one.question].kind is Kind.TEXT)
    response.kind = main.kind if main else Kind.TEXT
    response.score = scores.get(main.key) if main else None
    response.comment = "\n\n".join(texts)[:LONGEST]
    response.at = at
    response.counts_at = None if response.invitation.survey.anonymous else at
    response.save()
    response.answers.all().delete()
    Answer.objects.bulk_create(
        Answer(
            response=response,
            question=one.question,
            part=one.part,
            kind=by_key[one.question].kind,
            score=one.score,
            not_applicable=one.not_applicable,
            text=one.text,
        )
        for one in given.said
    )
    return response


def _tell(invitation: Invitation, response: Response, before: _Before, at: datetime) -> None:
    previous = before.at.isoformat() if before.at else None
    changed = (before.score, response.score, previous)
    conversation, team = invitation.conversation_id, invitation.team_id
    if conversation is None or invitation.survey.anonymous:
        emit(AnonymousResponseSaved(response.pk, team, *changed), by=SOMEBODY, at=at)
    else:
        by = Actor("contact", str(invitation.contact_id))
        emit(ResponseSaved(conversation, team, response.pk, *changed), by=by, at=at)


def _forget(invitation: Invitation) -> None:
    """Nothing leads to the customer any more: neither the rows nor the link in the mail.

    Of when it was asked the day stays, since the instant is that of the mail. The row becomes
    another one, as those who were asked are kept in the order of the old ones.
    """
    number = invitation.pk
    invitation.contact = invitation.conversation = invitation.agent = None
    invitation.token = new_token()
    invitation.sent_at = _midnight_before(invitation.sent_at)
    if invitation.closes_at:
        invitation.closes_at = _midnight_before(invitation.closes_at + ONE_DAY)
    invitation.pk = None
    invitation.save(force_insert=True)
    Response.objects.filter(invitation=number).update(invitation=invitation)
    Invitation.objects.filter(pk=number).delete()


def _midnight_before(instant: datetime) -> datetime:
    """The beginning of its day at home."""
    zone = home_zone()
    return datetime.combine(local_day(instant, zone), time(), ZoneInfo(zone))


def rated(score: int, comment: str = "") -> Given:
    """What somebody says who answers the first question and perhaps writes something."""
    words = (Said(MORE, text=comment.strip()[:LONGEST]),) if comment.strip() else ()
    return Given((Said(MAIN, score=score), *words))


def given_in(response: Response) -> Given:
    """What a response says, as it was given."""
    answers = response.answers.order_by("id")
    return Given(
        tuple(
            Said(one.question, one.part, one.score, one.not_applicable, one.text) for one in answers
        )
    )
