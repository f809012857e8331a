"""Who answers, who may be asked, and what may be shown of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tillit.measures.answering import answering, nonresponse_bias
from tillit.measures.fatigue import NotAsked, may_be_asked_from, why_not_asked
from tillit.measures.labels import Comment, Sentiment, Topics, topics_of
from tillit.measures.privacy import FEWEST, Hidden, may_publish, suppress
from tillit.measures.representation import Stratum, gaps, poststratified
from tillit.measures.selfservice import did_it_help, users_per_question, without_question

quick = settings(max_examples=100, deadline=None)
OSLO = ZoneInfo("Europe/Oslo")
NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
groups = st.dictionaries(st.sampled_from("ABCDEFGH"), st.integers(0, 12))


def test_who_did_not_start_finished_nothing() -> None:
    found = answering(invited=10, bounced=2, completed=0, started=0)
    assert (found.delivered, found.response.value) == (8, 0)
    assert found.completion is not None
    assert found.completion.value is None
    assert answering(invited=0, bounced=0, completed=0).response.value is None


@quick
@given(st.floats(0, 1), st.floats(1, 5), st.floats(1, 5))
def test_the_bias_is_what_the_silent_would_change(rate: float, heard: float, silent: float) -> None:
    found = nonresponse_bias(rate, heard, silent)
    assert found.whole_mean == pytest.approx(rate * heard + (1 - rate) * silent)


strata = st.dictionaries(
    st.sampled_from("ABCD"),
    st.tuples(st.integers(1, 50), st.integers(1, 50), st.floats(0, 1)),
    min_size=1,
)


@quick
@given(strata)
def test_weights_bring_the_population_back(drawn: dict[str, tuple[int, int, float]]) -> None:
    population = {part: asked for part, (asked, _n, _value) in drawn.items()}
    answered = {part: Stratum(n, value) for part, (_asked, n, value) in drawn.items()}
    found = poststratified(population, answered)
    assert found.weighted is not None
    assert found.effective_n is not None
    values = [value for _asked, _n, value in drawn.values()]
    assert min(values) - 1e-9 <= found.weighted <= max(values) + 1e-9
    everybody = sum(population.values())
    weights = [
        population[part] / everybody * found.n / one.n
        for part, one in answered.items()
        for _answer in range(one.n)
    ]
    kish = sum(weights) ** 2 / sum(weight * weight for weight in weights)
    assert found.effective_n == pytest.approx(kish)
    assert found.effective_n <= found.n + 1e-9
    alike = poststratified({part: one.n for part, one in answered.items()}, answered)
    assert alike.weighted == pytest.approx(alike.raw)
    assert alike.effective_n == pytest.approx(alike.n)


def test_a_part_of_nobody_needs_no_answer() -> None:
    found = poststratified({"mail": 10, "fax": 0}, {"mail": Stratum(2, 0.5)})
    assert (found.weighted, found.empty) == (0.5, ())
    nobody = poststratified({"mail": 10}, {"mail": Stratum(0, None)})
    assert (nobody.raw, nobody.weighted, nobody.empty) == (None, None, ("mail",))


def test_who_answered_is_held_beside_who_was_asked() -> None:
    found = gaps({"mail": 60, "phone": 40}, {"phone": 5, "mail": 5})
    assert found["phone"].difference == pytest.approx(0.1)
    assert found["mail"].difference == pytest.approx(-0.1)
    assert gaps({"mail": 3}, {})["mail"].difference is None
    assert gaps({"mail": 0}, {})["mail"].asked is None


def test_a_quarantine_is_counted_in_hours_also_when_clocks_change() -> None:
    asked = datetime(2026, 3, 28, 12, tzinfo=OSLO)
    again = datetime(2026, 3, 29, 13, tzinfo=OSLO)
    assert may_be_asked_from(asked, days=1) == again
    assert why_not_asked(again - timedelta(seconds=1), asked, days=1) == NotAsked.ASKED_LATELY
    assert why_not_asked(again, asked, days=1) is None
    assert why_not_asked(asked, asked, days=0) is None


def test_who_opted_out_is_never_asked() -> None:
    assert why_not_asked(NOON, None) is None
    assert why_not_asked(NOON, NOON) == NotAsked.ASKED_LATELY
    assert why_not_asked(NOON, NOON, follows_a_complaint=True) is None
    refused = why_not_asked(NOON, None, opted_out=True, follows_a_complaint=True)
    assert refused == NotAsked.OPTED_OUT


@quick
@given(groups, st.integers(1, 8))
def test_what_is_hidden_cannot_be_had_by_subtracting(counts: dict[str, int], fewest: int) -> None:
    found = suppress(counts, fewest=fewest)
    assert {*found.shown, *found.hidden} == set(counts)
    assert all(counts[name] == 0 or counts[name] >= fewest for name in found.shown)
    total, rest = sum(counts.values()), sum(counts[name] for name in found.hidden)
    assert rest == total - sum(counts[name] for name in found.shown)
    if found.shows_total:
        assert total >= fewest
        assert not found.hidden or (rest >= fewest and len(found.hidden) > 1)
    else:
        assert total < fewest


@quick
@given(groups)
def test_no_more_is_hidden_than_is_needed(counts: dict[str, int]) -> None:
    found = suppress(counts, with_total=False)
    assert set(found.hidden.values()) <= {Hidden.SMALL}
    assert not found.shows_total
    beside = suppress(counts)
    extra = [name for name, why in beside.hidden.items() if why == Hidden.COMPLEMENT]
    assert all(counts[name] >= FEWEST for name in extra)
    if extra:
        largest = max(extra, key=counts.__getitem__)
        less = [name for name in beside.hidden if name != largest]
        assert len(less) < 2 or sum(counts[name] for name in less) < FEWEST


def test_why_a_group_is_hidden() -> None:
    found = suppress({"A": 12, "B": 7, "C": 3})
    assert found.hidden == {"B": Hidden.COMPLEMENT, "C": Hidden.SMALL}
    two_tiny = suppress({"A": 12, "B": 1, "C": 1, "D": 6})
    assert (two_tiny.shown, two_tiny.hidden["D"]) == (("A",), Hidden.COMPLEMENT)
    assert suppress({"A": 12, "B": 0}).shown == ("A", "B")


def test_a_first_result_needs_enough_answers_and_the_next_enough_new_ones() -> None:
    assert not may_publish(4, None)
    assert may_publish(5, None)
    assert may_publish(5, 0)
    assert not may_publish(0, None)
    assert not may_publish(4, None, period_closed=True)
    assert not may_publish(9, 5)
    assert may_publish(10, 5)
    assert may_publish(6, 5, period_closed=True)
    assert not may_publish(5, 5)


def topics(those: list[Comment]) -> Topics:
    return topics_of((comment, 1) for comment in those)


labels = st.sets(st.sampled_from("abc"))
comments = st.lists(st.builds(Comment, labels, st.sampled_from(list(Sentiment))))


@quick
@given(comments)
def test_topics_count_each_comment_once(those: list[Comment]) -> None:
    found = topics(those)
    assert found.n == found.untagged.n == len(those)
    assert sum(one.share.part for one in found.topics) == sum(len(one.topics) for one in those)
    assert [one.share.part for one in found.topics] == sorted(
        (one.share.part for one in found.topics), reverse=True
    )
    assert all(-1 <= one.net_sentiment <= 1 and one.share.part for one in found.topics)
    assert topics(those[::-1]) == found


def test_a_topic_that_is_named_twice_counts_once() -> None:
    (found,) = topics([Comment(["a", "a"], Sentiment.POSITIVE)]).topics
    assert (found.share.part, found.net_sentiment) == (1, 1)


def test_yes_is_a_share_of_those_who_said_something() -> None:
    found = did_it_help(shown=100, yes=15, no=5)
    assert (found.helped.value, found.response.value) == (0.75, 0.2)
    assert did_it_help(shown=100, yes=0, no=0).helped.value is None


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: answering(invited=-1, bounced=0, completed=0),
        lambda: answering(invited=1, bounced=2, completed=0),
        lambda: answering(invited=3, bounced=2, completed=2),
        lambda: answering(invited=3, bounced=0, completed=2, started=1),
        lambda: nonresponse_bias(1.1, 4, 4),
        lambda: gaps({"a": 1}, {"b": 1}),
        lambda: gaps({"a": -1}, {}),
        lambda: poststratified({"a": 1}, {"a": Stratum(1, None)}),
        lambda: poststratified({"a": 0}, {"a": Stratum(1, 0.5)}),
        lambda: may_be_asked_from(datetime(2026, 6, 1)),
        lambda: may_be_asked_from(NOON, days=-1),
        lambda: why_not_asked(datetime(2026, 6, 1), None),
        lambda: suppress({"a": -1}),
        lambda: suppress({"a": 1}, fewest=0),
        lambda: may_publish(-1, None),
        lambda: may_publish(3, -1),
        lambda: without_question(3, 4),
        lambda: without_question(-1, 0),
        lambda: users_per_question(-1, 2),
        lambda: did_it_help(shown=1, yes=-1, no=0),
        lambda: did_it_help(shown=1, yes=1, no=1),
    ],
)
def test_nonsense_is_refused(wrong: Any) -> None:
    with pytest.raises(ValueError, match=r"\.$"):
        wrong()
