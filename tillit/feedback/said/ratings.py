"""What a score says: whether somebody is dissatisfied, on whatever scale."""

from tillit.feedback.models import Rating
from tillit.feedback.questionnaire import Kind
from tillit.measures.recommendation import DETRACTORS_TO, PROMOTERS_FROM
from tillit.measures.scores import EASE, SATISFACTION

_BAD_UP_TO = {
    Kind.CSAT: SATISFACTION.bad_to,
    Kind.NPS: DETRACTORS_TO,
    Kind.CES: EASE.bad_to,
}
_GOOD_FROM = {
    Kind.CSAT: SATISFACTION.good_from,
    Kind.NPS: PROMOTERS_FROM,
    Kind.CES: EASE.good_from,
}


def rating_of(kind: str, score: int | None) -> Rating:
    """Low, middling or high; none without a score on a scale."""
    known = next((one for one in _BAD_UP_TO if one == kind), None)
    if score is None or known is None:
        return Rating.NONE
    if score <= _BAD_UP_TO[known]:
        return Rating.BAD
    return Rating.GOOD if score >= _GOOD_FROM[known] else Rating.MIDDLING
