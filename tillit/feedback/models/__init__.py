"""Surveys, who was asked, and what was said."""

from tillit.feedback.models.invitation import Asking, Invitation, Outcome
from tillit.feedback.models.response import (
    Answer,
    EarlierResponse,
    Refusal,
    Response,
    Score,
)
from tillit.feedback.models.survey import Draw, Occasion, Survey, SurveyVersion

__all__ = [
    "Answer",
    "Asking",
    "Draw",
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
