"""The sections beside a conversation: apps say what they add."""

import pytest

from tillit.ui import panels
from tillit.ui.panels import Section


@pytest.fixture(autouse=True)
def _nothing_registered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(panels._sources, "_entries", [])


def add(place: str, order: int, key: str) -> None:
    @panels.register(place, order=order)
    def section(subject: object, agent: object) -> Section:
        return Section(key, key, "template.html", (subject, agent))


def keys(place: str) -> list[str]:
    return [section.key for section in panels.sections(place, "conversation", "Ada")]


def test_sections_stand_in_their_order_whoever_registered_first() -> None:
    add("conversation", 20, "feelings")
    add("conversation", 10, "customer")
    add("conversation", 30, "orders")
    assert keys("conversation") == ["customer", "feelings", "orders"]


def test_every_place_has_sections_of_its_own() -> None:
    add("conversation", 10, "customer")
    add("conversation.promises", 10, "promises")
    assert keys("conversation.promises") == ["promises"]


def test_a_place_to_which_nobody_added_is_empty() -> None:
    assert keys("nowhere") == []


def test_a_section_is_made_for_the_subject_and_whoever_looks() -> None:
    add("conversation", 10, "customer")
    (section,) = panels.sections("conversation", "kettle", "Bo")
    assert section.data == ("kettle", "Bo")


def test_a_section_that_has_nothing_to_say_is_left_out() -> None:
    @panels.register("conversation", order=5)
    def silent(subject: object, agent: object) -> None:
        return None

    add("conversation", 10, "customer")
    assert keys("conversation") == ["customer"]
