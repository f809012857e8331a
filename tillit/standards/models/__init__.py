"""Standards, their versions, and the promises made from them."""

from tillit.standards.models.charter import Charter
from tillit.standards.models.criterion import Criterion
from tillit.standards.models.following import Following
from tillit.standards.models.guidance import Guidance
from tillit.standards.models.promise import Cause, Promise, PromisePause, PromiseState
from tillit.standards.models.review import StandardReview
from tillit.standards.models.standard import (
    MET_BY_REPLY,
    MET_BY_RESOLVING,
    RESPONSES,
    USUAL_PAUSES,
    Clock,
    HoursKind,
    PauseRule,
    ServiceStandard,
    StandardVersion,
)

__all__ = [
    "MET_BY_REPLY",
    "MET_BY_RESOLVING",
    "RESPONSES",
    "USUAL_PAUSES",
    "Cause",
    "Charter",
    "Clock",
    "Criterion",
    "Following",
    "Guidance",
    "HoursKind",
    "PauseRule",
    "Promise",
    "PromisePause",
    "PromiseState",
    "ServiceStandard",
    "StandardReview",
    "StandardVersion",
]
