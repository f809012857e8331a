"""What customers answered on a scale: satisfaction (CSAT), recommendation (NPS), ease (CES)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from tillit.feedback.models import Answer, Score, SurveyVersion
from tillit.feedback.questionnaire import SCALES, Kind
from tillit.feedback.telling_apart import answers_in, fact_of, known_of, own_of
from tillit.measures import scores
from tillit.measures.dimensions import Fact, FromFacts
from tillit.measures.recommendation import change, recommendation, votes
from tillit.measures.registry import (
    Aim,
    Case,
    ClockKind,
    Difference,
    Extra,
    Figure,
    Group,
    Scope,
    Summary,
    Unit,
    Words,
)
from tillit.measures.scores import EASE, SATISFACTION
from tillit.measures.telling import share

BASIS = "answers"
KINDS = (Kind.CSAT, Kind.NPS, Kind.CES)
"""The kinds of questions that have one score, each with a figure of its own."""
OF_ANSWER = "response__"
Counts = Mapping[int, int]


def satisfaction(counts: Counts) -> Figure:
    """The share of 4 and 5 (Wilson), and the mean of 1 to 5 beside it."""
    found = scores.satisfaction(counts)
    return _share(found, _("Mean of 1 to 5"))


def ease(counts: Counts) -> Figure:
    """The share of 5 to 7 (Wilson), and the mean of 1 to 7 beside it."""
    found = scores.ease(counts)
    return _share(found, _("Mean of 1 to 7"))


def _share(found: scores.Score, label: Words) -> Figure:
    beside = Extra(label, found.mean.mean if found.mean else None, Unit.SCORE)
    return share(found.good.part, found.n, extras=(beside,))


def recommended(counts: Counts) -> Figure:
    """The score from -100 to 100 with its adjusted bounds; who would and who would not beside."""
    cast = votes(counts)
    found, n = recommendation(cast), cast.n
    beside = (
        Extra(_("Would"), cast.promoters / n if n else None, Unit.SHARE),
        Extra(_("Would not"), cast.detractors / n if n else None, Unit.SHARE),
    )
    if found is None:
        return Figure(value=None, n=0, extras=beside)
    return Figure(found.value, n, found.low, found.high, extras=beside)


class OfAnswers(FromFacts):
    """What every measure of one kind of question has in common."""

    kind: Kind
    basis = BASIS
    group = Group.PROMISES
    aim: Aim | None = Aim.AT_LEAST
    counted: Words = _("answers")
    value_label: Words = _("Answer")
    exactness = ""
    has_clocks = False
    has_cases = True
    own = own_of(OF_ANSWER)

    def of(self, counts: Counts) -> Figure:
        """What these answers come to."""
        raise NotImplementedError

    def facts(self, scope: Scope) -> Iterable[Fact]:
        """The answers of one day, each with the agent who resolved and the topics it speaks of."""
        found = _given(scope).values_list("kind", "score", *known_of(OF_ANSWER))
        return [fact_of((kind, score), *known) for kind, score, *known in found]

    def count(self, told: Iterable[tuple[str, int]]) -> Summary:
        """How often each score was given."""
        found: Summary = {kind.value: [0] * len(SCALES[kind]) for kind in KINDS}
        for kind, score in told:
            found[kind][score - SCALES[Kind(kind)][0]] += 1
        return found

    def figure(self, summaries: Iterable[Summary], clock: ClockKind) -> Figure:
        """The figure of all days."""
        return self._of(summary[self.kind.value] for summary in summaries)

    def _of(self, days: Iterable[Sequence[int]]) -> Figure:
        return self.of(self._counts(days))

    def _counts(self, days: Iterable[Sequence[int]]) -> Counts:
        sums = [sum(counts) for counts in zip(*days, strict=True)]
        return dict(zip(SCALES[self.kind], sums, strict=False))

    def cases(self, scope: Scope, offset: int, limit: int) -> Sequence[Case]:
        """The answers, newest first."""
        known = _given(scope).filter(kind=self.kind)
        leading = known.select_related("response__invitation__conversation__contact")
        rows = leading.order_by("-response__counts_at", "-id")
        return [self._case(row) for row in rows[offset : offset + limit]]

    def _case(self, answer: Answer) -> Case:
        response, score = answer.response, answer.score or 0
        conversation = response.invitation.conversation
        return Case(
            conversation=conversation.pk if conversation else None,
            subject=conversation.subject if conversation else "",
            customer=conversation.contact.name if conversation else str(_("Anonymous")),
            at=response.counts_at or response.at,
            outcome=self.says(score),
            tone=self.tone(score),
            value=float(score),
            unit=Unit.SCORE,
        )

    def says(self, score: int) -> Words:
        """What a score means, in a word."""
        raise NotImplementedError

    def tone(self, score: int) -> str:
        """Whether it is good or bad."""
        raise NotImplementedError


def _given(scope: Scope) -> QuerySet[Answer]:
    """One answer of each kind to each survey: to the first such question about us as a whole."""
    found = Answer.objects.filter(
        _counted(),
        score__isnull=False,
        response__invitation__team_id__in=scope.teams,
        response__counts_at__gte=scope.start,
        response__counts_at__lt=scope.end,
    )
    return answers_in(found, scope, to_response=OF_ANSWER)


def _counted() -> Q:
    """The questions that count, by the key that they have in a version."""
    versions: dict[str, list[int]] = {}
    for version in SurveyVersion.objects.all():
        for question in version.questionnaire.leading(KINDS):
            versions.setdefault(question.key, []).append(version.pk)
    found = Q(pk__in=())
    for key, numbers in versions.items():
        found |= Q(question=key, response__invitation__version__in=numbers)
    return found


class Satisfaction(OfAnswers):
    """Top two of five, in the period of the answer."""

    key = "satisfaction"
    kind = Kind.CSAT
    order = 30
    title = _("Satisfaction")
    unit = Unit.SHARE
    definition = _(
        "The share of customers who answered “How did we do?” with good or very good. One answer "
        "for each question; who comes back changes the answer. It counts in the period of the "
        "answer, for the agent who resolved the conversation."
    )
    formula = _("answers 4 and 5 ÷ all answers, with its Wilson interval (95%)")
    value_label = _("Rating")

    def of(self, counts: Counts) -> Figure:
        """The share and the mean."""
        return satisfaction(counts)

    def says(self, score: int) -> Words:
        """The word of the face."""
        return Score(score).label

    def tone(self, score: int) -> str:
        """Good from 4 on, bad up to 2."""
        if score >= SATISFACTION.good_from:
            return "ok"
        return "bad" if score <= SATISFACTION.bad_to else ""


class Recommends(OfAnswers):
    """The net promoter score."""

    key = "recommendation"
    kind = Kind.NPS
    order = 31
    title = _("Recommendation (NPS)")
    unit = Unit.POINTS
    definition = _(
        "How likely customers are to recommend us, from 0 to 10: those who answered 9 or 10 less "
        "those who answered 0 to 6, for each hundred answers. It runs from −100 to 100 and is no "
        "percentage. A change of ten points needs about 250 answers to be seen."
    )
    formula = _(
        "100 × (answers 9 and 10 − answers 0 to 6) ÷ all answers; the interval (95%) is the "
        "adjusted Wald interval, which adds three answers"
    )

    def of(self, counts: Counts) -> Figure:
        """The score and its bounds."""
        return recommended(counts)

    def difference(self, before: Iterable[Summary], after: Iterable[Summary]) -> Difference | None:
        """Between two waves, with the adjusted bounds."""
        first, second = (
            votes(self._counts(summary[self.kind.value] for summary in wave))
            for wave in (before, after)
        )
        found = change(first, second)
        return Difference(found.value, found.low, found.high) if found else None

    def says(self, score: int) -> Words:
        """Whether they would."""
        if score >= 9:
            return _("Would recommend us")
        return _("Would not recommend us") if score <= 6 else _("In between")

    def tone(self, score: int) -> str:
        """Good from 9 on, bad up to 6."""
        return "ok" if score >= 9 else "bad" if score <= 6 else ""


class Ease(OfAnswers):
    """Whether it was made easy for the customer (CES 2.0)."""

    key = "ease"
    kind = Kind.CES
    order = 32
    title = _("Ease (CES)")
    unit = Unit.SHARE
    definition = _(
        "The share of customers who agreed, from 5 to 7 of 7, that it was made easy for them. "
        "High is easy (CES 2.0); the first version of this question ran the other way."
    )
    formula = _("answers 5 to 7 ÷ all answers, with its Wilson interval (95%)")

    def of(self, counts: Counts) -> Figure:
        """The share and the mean."""
        return ease(counts)

    def says(self, score: int) -> Words:
        """Whether it was easy."""
        if score >= EASE.good_from:
            return _("Easy")
        return _("Hard") if score <= EASE.bad_to else _("In between")

    def tone(self, score: int) -> str:
        """Good from 5 on, bad up to 3."""
        return "ok" if score >= EASE.good_from else "bad" if score <= EASE.bad_to else ""


MEASURES = (Satisfaction(), Recommends(), Ease())
