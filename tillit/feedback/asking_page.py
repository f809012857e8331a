"""What the page of a survey shows: the questions in the customer's language, with the answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tillit.feedback.answering import NOT_APPLICABLE, Given, Said
from tillit.feedback.models import Invitation
from tillit.feedback.needs import ABSENT, FEELINGS, PRESENT, feelings_in
from tillit.feedback.questionnaire import Condition, Kind, Part, Question, Test, in_language
from tillit.ui.components import FACES


def of(invitation: Invitation, given: Given, *, told: bool) -> dict[str, Any]:
    """What `feedback/answer.html` needs; `told`: what is missing is said."""
    conversation = None if invitation.draw_id else invitation.conversation
    questions = invitation.version.questionnaire.asked_after(given.decisive)
    about = conversation.subject or f"#{conversation.pk}" if conversation else ""
    return {
        "subject": about,
        "agent": invitation.agent.first_name if invitation.agent and about else "",
        "questions": _with_heading(_shown(questions, invitation.language, given, told=told)),
        "anonymous": invitation.survey.anonymous,
        "errors": [_("Please answer what is marked.")] if told and given.missing else [],
        "action": address_on_site(invitation),
    }


def address_on_site(invitation: Invitation) -> str:
    """Where it is answered."""
    return reverse("feedback:answer", args=[invitation.token])


def follow_up(invitation: Invitation, given: Given, more: Iterable[Question]) -> dict[str, Any]:
    """What else is asked in view of the answers; those are sent along."""
    return {
        "questions": _shown(more, invitation.language, given, told=False),
        "said": [{"name": _name(one), "value": _value(one)} for one in given.said],
        "action": address_on_site(invitation),
    }


def asked_later(invitation: Invitation) -> list[dict[str, Any]]:
    """What is asked only after some answers, each with `.condition`, in words."""
    known = {one.key: one for one in invitation.version.questionnaire}
    later = [one for one in known.values() if one.condition]
    shown = _shown(later, invitation.language, Given(), told=False)
    return [
        page | {"condition": _condition(one.condition, known, invitation.language)}
        for one, page in zip(later, shown, strict=True)
        if one.condition
    ]


def _condition(condition: Condition, known: Mapping[str, Question], language: str) -> str:
    earlier = known.get(condition.question)
    options = {part.key: part.words for part in earlier.parts} if earlier else {}
    value = condition.value
    words = {
        "question": in_language(earlier.words, language) if earlier else condition.question,
        "value": in_language(options[value], language) if value in options else value,
    }
    told = {
        Test.AT_MOST: _("Asked afterwards, if the answer to “%(question)s” is at most %(value)s:"),
        Test.AT_LEAST: _(
            "Asked afterwards, if the answer to “%(question)s” is at least %(value)s:"
        ),
        Test.IS: _("Asked afterwards, if the answer to “%(question)s” is “%(value)s”:"),
    }
    return told[condition.test] % words


def _shown(
    questions: Iterable[Question], language: str, given: Given, *, told: bool
) -> list[dict[str, Any]]:
    said = {_name(one): _value(one) for one in given.said}
    return [_question(one, language, said, told and one.key in given.missing) for one in questions]


def _with_heading(questions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The first question is the heading of the page."""
    return [one | {"is_first": place == 0} for place, one in enumerate(questions)]


def _question(
    question: Question, language: str, said: dict[str, str], is_missing: bool
) -> dict[str, Any]:
    return {
        "key": question.key,
        "kind": question.kind.value,
        "template": f"feedback/kinds/{question.kind.value}.html",
        "words": in_language(question.words, language),
        "required": question.required,
        "missing": is_missing,
        "value": said.get(question.key, ""),
        "faces": FACES if question.kind is Kind.CSAT else [],
        "steps": [str(one) for one in question.scale or ()],
        "ends": _ends(question.kind),
        "parts": [
            {
                "key": part.key,
                "name": f"{question.key}.{part.key}",
                "words": in_language(part.words, language),
                "value": said.get(f"{question.key}.{part.key}", ""),
                "halves": _halves(question, part, said) if question.kind is Kind.KANO else [],
            }
            for part in question.parts
        ],
        "feelings": [(one.value, words) for one, words in FEELINGS.items()],
        "not_applicable": NOT_APPLICABLE,
    }


def _halves(question: Question, part: Part, said: dict[str, str]) -> list[dict[str, str]]:
    """If it were there, and if it were not."""
    name = f"{question.key}.{part.key}"
    feelings = feelings_in(said.get(name, "")) or ("", "")
    asked = ((PRESENT, _("If we offered it:")), (ABSENT, _("If we did not offer it:")))
    return [
        {"name": f"{name}.{half}", "words": words, "value": str(felt)}
        for (half, words), felt in zip(asked, feelings, strict=True)
    ]


def _ends(kind: Kind) -> tuple[str, str]:
    """What the lowest and the highest number mean."""
    if kind is Kind.NPS:
        return _("Not at all likely"), _("Extremely likely")
    if kind is Kind.CES:
        return _("Strongly disagree"), _("Strongly agree")
    if kind is Kind.ASPECTS:
        return pgettext("lowest score", "Poor"), pgettext("highest score", "Excellent")
    return "", ""


def _name(one: Said) -> str:
    return f"{one.question}.{one.part}" if one.part else one.question


def _value(one: Said) -> str:
    if one.not_applicable:
        return NOT_APPLICABLE
    return str(one.score) if one.score is not None else one.text
