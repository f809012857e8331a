"""How many talks with customers of each segment were wanted, chosen, agreed and held."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count

from tillit.feedback.models import Interview, Quota, Round, Segment, Stage

GIVEN_UP = (Stage.DECLINED, Stage.MISSED)


@dataclass(frozen=True)
class Filled:
    """A quota, and how far it is filled; `missing` are still to be chosen."""

    segment: Segment
    wanted: int
    asked: int
    agreed: int
    done: int
    missing: int

    @property
    def is_met(self) -> bool:
        """Whether as many talks were held as were wanted."""
        return 0 < self.wanted <= self.done


def quotas_of(round: Round) -> list[Filled]:
    """Every segment that is wanted, or of which somebody was chosen nevertheless."""
    return quotas_in([round.pk])[round.pk]


def quotas_in(rounds: Collection[int]) -> dict[int, list[Filled]]:
    """The same of several, in a number of questions that does not grow."""
    wanted: dict[tuple[int, str], int] = {}
    for number, segment, many in _quotas(rounds):
        wanted[number, segment] = many
    counted: dict[tuple[int, str], Counter[str]] = {}
    for number, segment, stage, many in _talks(rounds):
        counted.setdefault((number, segment), Counter())[stage] = many
    found: dict[int, list[Filled]] = {number: [] for number in rounds}
    for number in rounds:
        for segment in Segment:
            key = (number, segment.value)
            if key in wanted or key in counted:
                stages = counted.get(key, Counter())
                found[number].append(_filled(segment, wanted.get(key, 0), stages))
    return found


def wanting(round: Round, segment: Segment) -> int:
    """How many more customers of a segment are wanted than are chosen and have not said no."""
    return next((one.missing for one in quotas_of(round) if one.segment == segment), 0)


def _quotas(rounds: Collection[int]) -> list[tuple[int, str, int]]:
    found = Quota.objects.filter(round__in=rounds)
    return list(found.values_list("round", "segment", "wanted"))


def _talks(rounds: Collection[int]) -> list[tuple[int, str, str, int]]:
    found = Interview.objects.filter(round__in=rounds).values_list("round", "segment", "stage")
    return list(found.annotate(number=Count("pk")))


def _filled(segment: Segment, wanted: int, stages: Counter[str]) -> Filled:
    chosen = stages.total() - sum(stages[stage] for stage in GIVEN_UP)
    return Filled(
        segment,
        wanted=wanted,
        asked=stages.total(),
        agreed=stages[Stage.AGREED] + stages[Stage.DONE],
        done=stages[Stage.DONE],
        missing=max(0, wanted - chosen),
    )
