"""Surveys, who was asked, what was said, and what is done about it."""

from tillit.feedback.models.following_up import (
    BlindDraw,
    BlindLabel,
    FollowUp,
    Improvement,
    Rating,
    Reading,
    State,
)
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
    "BlindDraw",
    "BlindLabel",
    "Draw",
    "EarlierResponse",
    "FollowUp",
    "Improvement",
    "Invitation",
    "Occasion",
    "Outcome",
    "Rating",
    "Reading",
    "Refusal",
    "Response",
    "Score",
    "State",
    "Survey",
    "SurveyVersion",
]
