"""What a score says: whether somebody is dissatisfied, on whatever scale."""

from tillit.feedback.models import Rating
from tillit.feedback.questionnaire import Kind

_BAD_UP_TO = {Kind.CSAT: 2, Kind.NPS: 6, Kind.CES: 2}
_GOOD_FROM = {Kind.CSAT: 4, Kind.NPS: 9, Kind.CES: 5}


def rating_of(kind: str, score: int | None) -> Rating:
    """Low, middling or high; none without a score on a scale."""
    known = next((one for one in _BAD_UP_TO if one == kind), None)
    if score is None or known is None:
        return Rating.NONE
    if score <= _BAD_UP_TO[known]:
        return Rating.BAD
    return Rating.GOOD if score >= _GOOD_FROM[known] else Rating.MIDDLING
