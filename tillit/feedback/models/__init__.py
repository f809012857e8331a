"""Surveys, who was asked, what was said, what is done about it; talks, and who recommends us."""

from tillit.feedback.models.advocate import (
    Advocacy,
    AdvocacyKind,
    ReferenceRequest,
    Reply,
)
from tillit.feedback.models.following_up import (
    BlindDraw,
    BlindLabel,
    FollowUp,
    Improvement,
    Rating,
    Reading,
    State,
)
from tillit.feedback.models.interview import (
    Coding,
    Consent,
    Interview,
    Lot,
    NextStep,
    Notes,
    Quota,
    Round,
    Segment,
    Stage,
    Theme,
    Use,
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
    "Advocacy",
    "AdvocacyKind",
    "Answer",
    "Asking",
    "BlindDraw",
    "BlindLabel",
    "Coding",
    "Consent",
    "Draw",
    "EarlierResponse",
    "FollowUp",
    "Improvement",
    "Interview",
    "Invitation",
    "Lot",
    "NextStep",
    "Notes",
    "Occasion",
    "Outcome",
    "Quota",
    "Rating",
    "Reading",
    "ReferenceRequest",
    "Refusal",
    "Reply",
    "Response",
    "Round",
    "Score",
    "Segment",
    "Stage",
    "State",
    "Survey",
    "SurveyVersion",
    "Theme",
    "Use",
]
