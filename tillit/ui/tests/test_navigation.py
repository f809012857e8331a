"""The links of the sidebar: apps say what they add."""

from collections.abc import Iterator

import pytest
from django.http import HttpRequest
from django.test import RequestFactory

from tillit.ui import navigation
from tillit.ui.navigation import Item


@pytest.fixture(autouse=True)
def _nothing_registered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(navigation._sources, "_entries", [])
    monkeypatch.setattr(navigation, "_actions", {})


@pytest.fixture
def request_of_ada() -> HttpRequest:
    return RequestFactory().get("/inbox/mine/")


def add(group: str, order: int, *items: Item) -> None:
    @navigation.register(group, order=order)
    def links(request: HttpRequest) -> Iterator[Item]:
        yield from items


def item(name: str, short: str = "", count: int | None = None) -> Item:
    return Item(label=name, icon="inbox", url=f"/{name}/", short=short, count=count)


def test_links_stand_in_their_groups_in_their_order(request_of_ada: HttpRequest) -> None:
    add("workspace", 20, item("figures"))
    add("inbox", 20, item("resolved"))
    add("inbox", 10, item("mine"), item("unassigned"))
    groups = navigation.groups_for(request_of_ada, current="")
    assert [str(group.label) for group in groups] == ["Inbox", "Workspace"]
    assert [one.label for one in groups[0].items] == ["mine", "unassigned", "resolved"]


def test_a_group_without_links_is_not_shown(request_of_ada: HttpRequest) -> None:
    add("workspace", 10, item("figures"))
    add("inbox", 10)
    groups = navigation.groups_for(request_of_ada, current="")
    assert [str(group.label) for group in groups] == ["Workspace"]


def test_the_page_shown_is_marked_and_no_other(request_of_ada: HttpRequest) -> None:
    add("inbox", 10, item("mine"), item("unassigned"))
    (group,) = navigation.groups_for(request_of_ada, current="/unassigned/")
    assert [one.current for one in group.items] == [False, True]


def test_links_are_made_for_whoever_asks(request_of_ada: HttpRequest) -> None:
    @navigation.register("inbox", order=10)
    def links(request: HttpRequest) -> Iterator[Item]:
        yield item(request.path.strip("/"))

    (group,) = navigation.groups_for(request_of_ada, current="")
    assert group.items[0].label == "inbox/mine"


def test_phones_show_the_first_few_links_that_have_a_short_label(
    request_of_ada: HttpRequest,
) -> None:
    add("inbox", 10, item("mine", "Inbox"), item("unassigned"), item("at-risk", "At risk"))
    add("workspace", 10, item("figures", "Figures"), item("reports", "Reports"))
    bar = navigation.bar_of(navigation.groups_for(request_of_ada, current=""))
    assert [str(one.short) for one in bar] == ["Inbox", "At risk", "Figures"]


def test_the_context_of_the_shell_holds_groups_bar_and_more(request_of_ada: HttpRequest) -> None:
    add("inbox", 10, item("mine", "Inbox", count=3))
    nav = navigation.nav_of(request_of_ada, current="/mine/", user="Ada")
    assert nav["user"] == "Ada"
    assert [one.count for one in nav["bar"]] == [3]
    assert nav["groups"][0].items[0].current


def test_an_unknown_group_is_an_error(request_of_ada: HttpRequest) -> None:
    add("nowhere", 10, item("mine"))
    with pytest.raises(KeyError):
        navigation.groups_for(request_of_ada, current="")
