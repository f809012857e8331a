"""Surveys, who was asked, and what was said."""

from tillit.feedback.models.invitation import Asking, Invitation, Outcome
from tillit.feedback.models.response import (
    SATISFIED_FROM,
    Answer,
    EarlierResponse,
    Refusal,
    Response,
    Score,
)
from tillit.feedback.models.survey import Occasion, Survey, SurveyVersion

__all__ = [
    "SATISFIED_FROM",
    "Answer",
    "Asking",
    "EarlierResponse",
    "Invitation",
    "Occasion",
    "Outcome",
    "Refusal",
    "Response",
    "Score",
    "Survey",
    "SurveyVersion",
]
