"""What is proposed as public holidays, and that nothing is where nothing is known."""

from datetime import date

import holidays
import pytest

from tillit.hours.public_holidays import Proposal, countries, proposed, regions


def test_the_days_of_a_country_have_names_in_the_language_asked_for() -> None:
    found = proposed("NO", (2026,), "nb").days_off
    assert found[date(2026, 5, 17)] == "Grunnlovsdag"
    assert proposed("NO", (2026,), "en").days_off[date(2026, 5, 17)] == "Constitution Day"
    assert list(found) == sorted(found)


def test_days_of_a_weekend_on_which_a_country_works_are_told_for_those_years_alone() -> None:
    [day] = {day for day in proposed("HU", (2026,), "hu").working_days if day.month == 1}
    assert (day.year, day.isoweekday()) == (2026, 6)


@pytest.mark.parametrize("country", ["", "XX", "Atlantis", "US-XX"])
def test_nothing_is_proposed_for_a_country_that_is_not_known(country: str) -> None:
    assert country not in countries()
    assert proposed(country, (2026, 2027), "en") == Proposal()


def test_nothing_is_proposed_when_only_the_days_are_not_known(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The library knows the country and gives up at its region or these years."""
    ask = holidays.country_holidays

    def gives_up(country: str, **more: object) -> object:
        if more:
            raise NotImplementedError(f"{country} in these years")
        return ask(country)

    monkeypatch.setattr(holidays, "country_holidays", gives_up)
    assert proposed("NO", (1789,), "en") == Proposal()


def test_a_region_has_holidays_of_its_own() -> None:
    corpus_christi = date(2026, 6, 4)
    assert ("BY", "Bayern") in regions("DE")
    assert corpus_christi in proposed("DE", (2026,), "en", "BY").days_off
    assert corpus_christi not in proposed("DE", (2026,), "en").days_off
    assert proposed("NO", (2026,), "en", "BY") == proposed("NO", (2026,), "en")
    assert regions("HU") == regions("") == ()
