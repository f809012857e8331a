"""Comparing teams and organisations, and recognising what is done well."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tillit.measures.benchmarks import Benchmark, Index, OtherScale, ahead_of
from tillit.measures.comparing import discoveries, funnel, is_reversed, shrunk, standardised
from tillit.measures.recognition import award, board

quick = settings(max_examples=60, deadline=None)
probabilities = st.floats(0, 1)
shares = st.integers(0, 300).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
UKCSI = Index("UKCSI", 0, 100)
NATIONAL = Benchmark(78.2, UKCSI, "Institute of Customer Service", 2026, "59,500 experiences")


@quick
@given(st.dictionaries(st.sampled_from("ABCD"), shares), st.data())
def test_an_adjusted_share_lies_between_its_parts(
    strata: dict[str, tuple[int, int]], data: st.DataObject
) -> None:
    mix = {part: data.draw(st.integers(1, 9)) for part in "ABCD"}
    found = standardised(mix, strata)
    empty = tuple(part for part in "ABCD" if strata.get(part, (0, 0))[1] == 0)
    assert found.empty == empty
    if empty:
        assert found.adjusted is None
        return
    assert found.adjusted is not None
    parts = [good / n for good, n in strata.values()]
    assert min(parts) - 1e-9 <= found.adjusted <= max(parts) + 1e-9
    own = standardised({part: n for part, (_good, n) in strata.items()}, strata)
    assert own.adjusted == pytest.approx(own.crude)


def test_a_part_that_weighs_nothing_needs_no_cases() -> None:
    found = standardised({"simple": 1, "complex": 0}, {"simple": (3, 4)})
    assert (found.adjusted, found.empty) == (0.75, ())
    nothing = standardised({"simple": 1}, {})
    assert (nothing.crude, nothing.adjusted) == (None, None)
    assert not is_reversed(found, nothing)
    assert not is_reversed(found, found)


@quick
@given(probabilities, shares)
def test_a_funnel_narrows_towards_the_share_of_all(overall: float, share: tuple[int, int]) -> None:
    found = funnel(overall, share)
    if share[1] == 0:
        assert found is None
        return
    assert found is not None
    assert 0 <= found.outer[0] <= found.inner[0] <= overall
    assert overall <= found.inner[1] <= found.outer[1] <= 1
    assert found.is_outside_inner or not found.is_outside_outer


def test_where_all_is_kept_any_broken_one_lies_outside() -> None:
    kept, broken = funnel(1, (5, 5)), funnel(1, (4, 5))
    assert kept is not None
    assert broken is not None
    assert (kept.z, kept.is_outside_inner) == (None, False)
    assert (broken.z, broken.is_outside_outer) == (None, True)


@quick
@given(shares, probabilities, st.floats(0.5, 500))
def test_small_teams_are_drawn_to_the_whole(
    share: tuple[int, int], overall: float, strength: float
) -> None:
    found = shrunk(share, overall, strength)
    assert found is not None
    own = share[0] / share[1] if share[1] else overall
    assert min(own, overall) - 1e-9 <= found <= max(own, overall) + 1e-9


def test_without_cases_and_knowledge_there_is_no_share() -> None:
    assert shrunk((0, 0), 0.8, 0) is None
    assert shrunk((0, 0), 0.8, 40) == 0.8
    assert shrunk((3, 4), 0.8, 0) == 0.75


@quick
@given(st.lists(probabilities, max_size=30), st.randoms(use_true_random=False))
def test_discoveries_are_blind_to_order(p_values: list[float], chance: Any) -> None:
    found = discoveries(p_values)
    order = chance.sample(range(len(p_values)), len(p_values))
    assert discoveries([p_values[i] for i in order]) == [found[i] for i in order]
    assert all(p <= 0.05 for p, is_one in zip(p_values, found, strict=True) if is_one)
    assert all(is_one for p, is_one in zip(p_values, found, strict=True) if p * 30 <= 0.05)


def test_a_comparison_that_is_not_defined_is_no_discovery() -> None:
    assert discoveries([None, 0.04]) == [False, True]
    assert discoveries([]) == []


def test_only_what_is_measured_alike_stands_side_by_side() -> None:
    assert ahead_of(80.2, UKCSI, NATIONAL) == pytest.approx(2)
    assert ahead_of(100, UKCSI, NATIONAL) == pytest.approx(21.8)
    assert ahead_of(None, UKCSI, NATIONAL) is None
    with pytest.raises(OtherScale, match="CSAT cannot stand beside UKCSI"):
        ahead_of(0.9, Index("CSAT", 0, 1), NATIONAL)
    with pytest.raises(OtherScale):
        ahead_of(80, Index("ACSI", 0, 100), NATIONAL)


@quick
@given(st.dictionaries(st.sampled_from("abcdef"), st.none() | st.integers(0, 4)), st.data())
def test_ranks_are_shared_and_skipped(scores: dict[str, int | None], data: st.DataObject) -> None:
    cases = {who: data.draw(st.integers(0, 60)) for who in scores}
    found = board(scores, cases)
    assert {*found.ranks, *found.not_ranked} == set(scores)
    assert all(cases[who] >= 30 for who in found.ranks)
    assert list(found.ranks.values()) == sorted(found.ranks.values())
    for who, rank in found.ranks.items():
        better = [other for other in found.ranks if (scores[other] or 0) > (scores[who] or 0)]
        assert rank == 1 + len(better)


def test_who_opted_out_appears_nowhere() -> None:
    found = board({"Ada": 9, "Bo": 8}, {"Ada": 40, "Bo": 40}, opted_out={"Ada"})
    assert (found.ranks, found.not_ranked) == ({"Bo": 1}, ())


def test_speed_alone_earns_nothing() -> None:
    gates = {"quality": 0.9, "compliance": 0.95}
    assert award({"quality": 0.9, "compliance": 0.95}, gates).is_earned
    fast = award({"speed": 1.0, "quality": None}, gates)
    assert (fast.is_earned, fast.missed) == (False, ("quality", "compliance"))


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: standardised({}, {}),
        lambda: standardised({"a": -1}, {}),
        lambda: standardised({"a": 1}, {"a": (2, 1)}),
        lambda: standardised({"a": 1}, {"b": (1, 2)}),
        lambda: funnel(1.2, (1, 2)),
        lambda: funnel(0.5, (3, 2)),
        lambda: shrunk((1, 2), 0.5, -1),
        lambda: discoveries([1.2]),
        lambda: discoveries([0.2], rate=2),
        lambda: Index("", 0, 1),
        lambda: Index("CSAT", 1, 1),
        lambda: Benchmark(78.2, UKCSI, "", 2026, "all"),
        lambda: Benchmark(178.2, UKCSI, "Somebody", 2026, "all"),
        lambda: ahead_of(101, UKCSI, NATIONAL),
        lambda: board({"a": 1}, {}),
        lambda: board({"a": 1}, {"a": -1}),
        lambda: award({"speed": 1.0}, {}),
    ],
)
def test_nonsense_is_refused(wrong: Any) -> None:
    with pytest.raises(ValueError, match=r"\.$"):
        wrong()
