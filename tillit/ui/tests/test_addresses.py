"""Addresses that are put together say the same as Django's `reverse`."""

import pytest
from django.urls import NoReverseMatch, reverse

from tillit.ui.addresses import url_of


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("conversations:conversation", (1042,)),
        ("conversations:conversation", (910_000_000,)),
        ("conversations:view", ("at-risk",)),
        ("conversations:forwarding", (7, 8)),
        ("people:personal", ()),
    ],
)
def test_it_is_what_reverse_says(name: str, parts: tuple[int | str, ...]) -> None:
    assert url_of(name, *parts) == reverse(name, args=parts)


def test_a_page_that_is_not_there() -> None:
    with pytest.raises(NoReverseMatch):
        url_of("conversations:nowhere", 1)
