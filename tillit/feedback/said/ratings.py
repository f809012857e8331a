"""What a score says: whether somebody is dissatisfied, on whatever scale."""

from statistics import mean

from tillit.feedback.models import Rating, Response
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


def rating_of_all(response: Response) -> Rating:
    """What a whole answer says: its lowest score decides, whichever question it is to.

    Aspects decide together, by their mean, where no question has a score.
    """
    given = list(response.answers.filter(score__isnull=False).values_list("kind", "part", "score"))
    ratings = {rating_of(kind, score) for kind, part, score in given if not part}
    ratings = (ratings | {rating_of(response.kind, response.score)}) - {Rating.NONE}
    aspects = [score for _kind, part, score in given if part and score is not None]
    if not ratings and aspects:
        return rating_of(Kind.CSAT, round(mean(aspects)))
    lowest_first = (Rating.BAD, Rating.MIDDLING, Rating.GOOD)
    return next((one for one in lowest_first if one in ratings), Rating.NONE)


def rating_of(kind: str, score: int | None) -> Rating:
    """Low, middling or high; none without a score on a scale."""
    known = next((one for one in _BAD_UP_TO if one == kind), None)
    if score is None or known is None:
        return Rating.NONE
    if score <= _BAD_UP_TO[known]:
        return Rating.BAD
    return Rating.GOOD if score >= _GOOD_FROM[known] else Rating.MIDDLING
