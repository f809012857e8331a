"""Scores of surveys: satisfaction, ease, aspects, recommendation, pillars and needs."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tillit.measures import pillars
from tillit.measures.kano import Feeling, Need, kano, need
from tillit.measures.pillars import Pillar, pillar_index, pillar_score, rescaled
from tillit.measures.recommendation import Votes, change, recommendation, votes
from tillit.measures.scores import EASE, SATISFACTION, Scale, aspect, ease, satisfaction, score

quick = settings(max_examples=60, deadline=None)
numbers = st.integers(0, 500)
ballots = st.builds(Votes, numbers, numbers, numbers)
counts_of = {
    scale: st.dictionaries(st.integers(scale.worst, scale.best), st.integers(0, 200))
    for scale in (SATISFACTION, EASE)
}


@quick
@given(st.sampled_from([SATISFACTION, EASE]).flatmap(lambda s: st.tuples(st.just(s), counts_of[s])))
def test_bounds_hold_the_score(drawn: tuple[Scale, dict[int, int]]) -> None:
    scale, counts = drawn
    found = score(counts, scale)
    assert found.n == sum(counts.values())
    if found.n == 0:
        assert (found.good.value, found.mean, found.net) == (None, None, None)
        return
    good, mean = found.good, found.mean
    assert good.value is not None
    assert good.low is not None
    assert good.high is not None
    assert found.net is not None
    assert mean is not None
    assert good.low <= good.value <= good.high
    assert scale.worst <= mean.mean <= scale.best
    assert -1 <= found.net <= good.value
    if mean.low is not None and mean.high is not None:
        assert mean.low <= mean.mean <= mean.high


def test_a_neutral_step_is_neither_good_nor_bad() -> None:
    assert (satisfaction({3: 4}).good.value, satisfaction({3: 4}).net) == (0, 0)
    assert (ease({4: 4}).good.value, ease({4: 4}).net) == (0, 0)
    assert (ease({5: 1, 3: 1}).good.part, ease({5: 1, 3: 1}).net) == (1, 0)


def test_an_aspect_tells_missing_from_not_applicable() -> None:
    found = aspect({3: 2, 5: 3}, asked=10, not_applicable=4)
    assert (found.score.n, found.not_applicable, found.missing) == (5, 4, 1)
    assert found.score.mean is not None
    assert found.score.mean.mean == 4.2
    assert aspect({5: 3}, asked=3).missing == 0
    nobody = aspect({}, asked=2, not_applicable=2)
    assert (nobody.score.good.value, nobody.score.mean, nobody.missing) == (None, None, 0)


@quick
@given(ballots)
def test_bounds_hold_the_recommendation(ballot: Votes) -> None:
    found = recommendation(ballot)
    if ballot.n == 0:
        assert found is None
        return
    assert found is not None
    assert -100 <= found.low <= found.value <= found.high <= 100
    for estimate in (found.plain, found.adjusted):
        assert -100 <= estimate.low <= estimate.value <= estimate.high <= 100
    mirrored = recommendation(Votes(ballot.detractors, ballot.passives, ballot.promoters))
    assert mirrored is not None
    assert (mirrored.value, mirrored.low) == pytest.approx((-found.value, -found.high))


def test_a_single_answer_lies_within_its_bounds() -> None:
    found = recommendation(Votes(1, 0, 0))
    assert found is not None
    assert found.adjusted.high < found.value == found.high == 100


@quick
@given(ballots, ballots)
def test_a_change_turns_around(before: Votes, after: Votes) -> None:
    there, back = change(before, after), change(after, before)
    if before.n == 0 or after.n == 0:
        assert there is back is None
        return
    assert there is not None
    assert back is not None
    assert there.adjusted.value == -back.adjusted.value
    assert there.adjusted.z == -(back.adjusted.z or 0)
    assert there.adjusted.p == back.adjusted.p
    assert 0 <= (there.adjusted.p or 0) <= 1


def test_a_change_of_what_does_not_vary_has_no_plain_test() -> None:
    found = change(Votes(3, 0, 0), Votes(0, 0, 3))
    assert found is not None
    assert (found.plain.value, found.plain.z, found.plain.p) == (-200, None, None)
    assert found.adjusted.p is not None


def test_answers_become_votes() -> None:
    assert votes(Counter(range(11))) == Votes(promoters=2, passives=2, detractors=7)
    assert votes({}).n == 0


pillar_scores = st.dictionaries(
    st.sampled_from(list(Pillar)), st.none() | st.floats(0, 10), min_size=1
)


@quick
@given(pillar_scores, st.data())
def test_the_index_lies_between_its_pillars(
    scores: dict[Pillar, float | None], data: st.DataObject
) -> None:
    weights = {one: data.draw(st.floats(1, 9)) for one in scores}
    found = pillar_index(scores, weights)
    known = [value for value in scores.values() if value is not None]
    assert 0 <= found.coverage <= 1
    if not known:
        assert (found.index, found.weakest, found.largest_losses) == (None, (), ())
        return
    assert found.index is not None
    assert 10 * min(known) - 1e-9 <= found.index <= 10 * max(known) + 1e-9
    assert all(scores[one] == min(known) for one in found.weakest)
    assert (found.coverage == 1) == (len(known) == len(scores)) == (found.total is not None)
    assert bool(found.largest_losses) == any(value < 10 for value in known)


def test_equal_weights_are_the_default_and_equal_pillars_are_all_named() -> None:
    found = pillar_index({"a": 4.0, "b": 4.0, "c": 10.0})
    assert (found.index, found.total, found.coverage) == (60, 18, 1)
    assert found.weakest == found.largest_losses == ("a", "b")


def test_a_pillar_is_the_mean_of_its_items() -> None:
    items = [rescaled(5, 1, 5), rescaled(4, 1, 7), None]
    assert pillar_score(items) == 7.5
    assert pillar_score([None]) is None
    assert len(Pillar) * pillars.MOST == 60


@quick
@given(st.dictionaries(st.sampled_from(list(Need)), numbers))
def test_kano_coefficients_stay_in_their_range(counts: dict[Need, int]) -> None:
    found = kano(counts)
    assert found.n == sum(counts.values())
    assert (found.need is None) == (found.n == 0)
    if found.need is not None:
        assert counts[found.need] == max(counts.values())
    if found.better is None or found.worse is None:
        assert found.better is found.worse is None
    else:
        assert 0 <= found.better <= 1
        assert -1 <= found.worse <= 0


def test_what_is_needed_more_urgently_comes_first() -> None:
    alike = dict.fromkeys(reversed(Need), 3)
    assert kano(alike).need == Need.MUST_BE
    assert kano({Need.INDIFFERENT: 2, Need.ATTRACTIVE: 2}).need == Need.ATTRACTIVE
    assert kano({Need.QUESTIONABLE: 1}).better is None


TABLE = {
    Feeling.LIKE: "QAAAO",
    Feeling.EXPECT: "RIIIM",
    Feeling.NEUTRAL: "RIIIM",
    Feeling.TOLERATE: "RIIIM",
    Feeling.DISLIKE: "RRRRQ",
}


@pytest.mark.parametrize("present", TABLE)
def test_kanos_table(present: Feeling) -> None:
    assert "".join(need(present, absent) for absent in Feeling) == TABLE[present]


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: satisfaction({5: -1}),
        lambda: satisfaction({6: 1}),
        lambda: ease({0: 1}),
        lambda: aspect({5: 3}, asked=2),
        lambda: aspect({5: 3}, asked=9, not_applicable=-1),
        lambda: Votes(1, -1, 0),
        lambda: votes({11: 1}),
        lambda: votes({5: -1}),
        lambda: recommendation(Votes(1, 0, 0), confidence=0),
        lambda: rescaled(5, 5, 5),
        lambda: rescaled(6, 1, 5),
        lambda: pillar_index({"a": 11.0}),
        lambda: pillar_index({"a": 1.0}, {"b": 1.0}),
        lambda: pillar_index({"a": 1.0}, {"a": 0.0}),
        lambda: pillar_index({"a": 1.0}, {"a": -1.0}),
        lambda: kano({Need.MUST_BE: -1}),
    ],
)
def test_nonsense_is_refused(wrong: Any) -> None:
    with pytest.raises(ValueError, match=r"\.$"):
        wrong()
