"""A new version beside the one before: what changed, and whether that could be chance."""

import pytest

from tillit.measures.statistics import newcombe
from tillit.people.models import Role
from tillit.standards import differences
from tillit.standards.before_after import Comparison, compare, is_comparable
from tillit.standards.models import Clock, PauseRule, ServiceStandard, StandardVersion
from tillit.standards.results import Counts
from tillit.testing.browsers import browser_of
from tillit.testing.cast import GRACE, Desk, agent, writes
from tillit.testing.steps import answers, oslo

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]


def comparison(before: tuple[int, int], after: tuple[int, int]) -> Comparison:
    one, other = (Counts(kept, n - kept) for kept, n in (before, after))
    return Comparison(2, 30, one, other, newcombe(before, after), same_promise=True)


def test_a_signal_is_told_with_its_interval() -> None:
    found = comparison((420, 500), (455, 500))
    assert found.sentence == "Kept more often since, and that is hardly chance."
    assert found.figures == (
        "84.0% of 500 in the 30 days before, 91.0% of 500 since: a difference of +2.9 to +11.1 "
        "percentage points (95% interval)."
    )
    worse = comparison((455, 500), (420, 500))
    assert worse.sentence == "Kept less often since, and that is hardly chance."


def test_chance_is_called_chance() -> None:
    found = comparison((18, 20), (15, 20))
    assert found.sentence == "No difference that could not be chance."
    assert "−38.0 to +9.4" in found.figures


def test_without_cases_there_is_nothing_to_compare() -> None:
    found = comparison((0, 0), (5, 5))
    assert (found.sentence, found.figures) == ("There is nothing to compare yet.", "")


def second_version(standard: ServiceStandard) -> StandardVersion:
    """Half the time since Wednesday of the second week."""
    first, since = standard.versions.get(), oslo("2026-06-10 00:00")
    StandardVersion.objects.filter(pk=first.pk).update(
        valid_to=since, valid_from=oslo("2026-06-01 00:00")
    )
    return StandardVersion.objects.create(
        standard=standard,
        number=2,
        clock=first.clock,
        wording=first.wording,
        target_seconds=7200,
        valid_from=since,
    )


def test_equal_periods_are_compared_by_the_day_of_the_decision(desk: Desk) -> None:
    standard = ServiceStandard.objects.get(name="Answer fast")
    newer = second_version(standard)
    for day, hour in ((2, 12), (8, 12), (9, 16), (10, 11), (11, 13)):
        asked = oslo(f"2026-06-{day:02} 10:00")
        conversation = writes(GRACE, desk.inbox, at=asked, subject=f"Of {day}")
        answers(desk.ada, conversation, at=oslo(f"2026-06-{day:02} {hour}:00"))
    older = standard.versions.get(number=1)
    found = compare(older, newer, oslo("2026-06-11 18:00"))
    assert (found.days, found.same_promise) == (2, False)
    assert (found.before, found.after) == (Counts(1, 1), Counts(1, 1))
    assert compare(older, newer, oslo("2026-07-11 18:00")).days == 9


def test_a_share_over_a_period_is_compared_as_well(desk: Desk) -> None:
    standard = ServiceStandard.objects.create(name="Kept")
    since = oslo("2026-06-10 00:00")
    said = {"standard": standard, "measure": "promises-kept", "wording": {"en": "We keep them"}}
    older = StandardVersion.objects.create(
        **said, number=1, goal=0.8, valid_from=oslo("2026-06-01 00:00"), valid_to=since
    )
    newer = StandardVersion.objects.create(**said, number=2, goal=0.9, valid_from=since)
    for day, hour in ((8, 12), (9, 16), (10, 11), (11, 12)):
        asked = oslo(f"2026-06-{day:02} 10:00")
        conversation = writes(GRACE, desk.inbox, at=asked, subject=f"Of {day}")
        answers(desk.ada, conversation, at=oslo(f"2026-06-{day:02} {hour}:00"))
    assert is_comparable(older, newer)
    found = compare(older, newer, oslo("2026-06-11 18:00"))
    assert (found.before, found.after, found.measured) == (Counts(1, 1), Counts(2, 0), True)
    assert found.sentence == "No difference that could not be chance."
    newer.measure = "first-response"
    assert not is_comparable(older, newer)


def test_the_page_says_what_a_version_changed(desk: Desk) -> None:
    standard = ServiceStandard.objects.get(name="Answer fast")
    second_version(standard)
    root = browser_of(agent("Root", Role.ADMINISTRATOR))
    page = root.get(f"/settings/standards/{standard.pk}/").content.decode()
    assert "<del>4 h, opening hours</del>" in page
    assert "<ins>2 h, opening hours</ins>" in page
    assert "Before and after version 2" in page


def test_everything_that_a_version_says_is_compared(desk: Desk) -> None:
    before = StandardVersion.objects.select_related("owner", "inbox").earliest("id")
    after = StandardVersion.objects.select_related("owner", "inbox").get(pk=before.pk)
    assert differences.between(before, after) == []
    after.clock, after.pause_rule, after.public = Clock.RESOLUTION, PauseRule.CUSTOMER, False
    after.wording = {**after.wording, "hu": "Megoldás két napon belül"}
    after.vip, after.owner, after.review_date = True, None, None
    told = {str(one.what): (one.before, one.after) for one in differences.between(before, after)}
    assert told["Magyar"][1] == "Megoldás két napon belül"
    assert told["For whom"] == ("All customers", "VIP")
    assert told["Customers are told"] == ("Yes", "No")
    assert told["Who looks after it"] == ("Liv", "–")
    assert len(told) == 7
