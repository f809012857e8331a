"""Who is where, who writes, and on whom colleagues may count."""

from datetime import timedelta
from itertools import permutations

import pytest
from django.test import Client

from tillit import clock
from tillit.conversations.actions import assign
from tillit.conversations.models import Conversation
from tillit.conversations.tests.browsing import HTMX, assert_hidden, canary_in, text_of
from tillit.journal.live import permitted
from tillit.journal.models import Event
from tillit.notices.models import Notice
from tillit.people.actor import Actor
from tillit.people.models import Availability, Presence
from tillit.testing.cast import GRACE, MONDAY_TEN, Desk, writes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]


@pytest.fixture
def woken(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The topics that were woken for those who are present."""
    topics: list[str] = []
    monkeypatch.setattr(
        "tillit.people.presence.bus.wake",
        lambda *names: topics.extend(one for one in names if one.startswith("presence.")),
    )
    return topics


def address_of(conversation: Conversation) -> str:
    return f"/conversations/{conversation.pk}/presence/"


def test_colleagues_see_who_looks_and_who_writes(ada: Client, bo: Client, desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    bo.post(address_of(conversation), {"doing": "viewing"})
    assert "Bo is looking at this" in text_of(ada.get(address_of(conversation)))
    bo.post(address_of(conversation), {"doing": "typing"})
    assert "Bo is typing" in text_of(ada.get(address_of(conversation)))
    assert "Bo is typing" in text_of(ada.get(f"/inbox/open/?conversation={conversation.pk}"))
    assert "Bo" not in text_of(bo.get(address_of(conversation)))
    bo.post(address_of(conversation), {"doing": "gone"})
    assert "Bo" not in text_of(ada.get(address_of(conversation)))


def test_who_is_not_heard_of_any_more_is_gone(ada: Client, bo: Client, desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    bo.post(address_of(conversation), {"doing": "idle"})
    with clock.moved_to(MONDAY_TEN + timedelta(seconds=101)):
        assert "Bo" not in text_of(ada.get(address_of(conversation)))


def test_those_who_are_there_look_again_and_only_when_something_is_new(
    ada: Client, bo: Client, desk: Desk, woken: list[str]
) -> None:
    conversation = writes(GRACE, desk.inbox)
    ada.post(address_of(conversation), {"doing": "viewing"})
    assert woken == []
    for _again in range(3):
        bo.post(address_of(conversation), {"doing": "typing"})
    assert woken == [f"presence.{desk.ada.pk}"]


def test_who_says_it_once_a_minute_stays(ada: Client, bo: Client, desk: Desk) -> None:
    address = address_of(writes(GRACE, desk.inbox))
    bo.post(address, {"doing": "viewing", "page": "one", "step": 1})
    with clock.moved_to(MONDAY_TEN + timedelta(seconds=60)):
        bo.post(address, {"doing": "viewing", "page": "one", "step": 2})
    with clock.moved_to(MONDAY_TEN + timedelta(seconds=150)):
        assert "Bo" in text_of(ada.get(address))


WORDS_OF_A_VISIT = ("viewing", "typing", "viewing", "gone")


def test_who_has_left_is_gone_in_whatever_order_it_is_heard(
    ada: Client, bo: Client, desk: Desk
) -> None:
    address = address_of(writes(GRACE, desk.inbox))
    for order in permutations(enumerate(WORDS_OF_A_VISIT, 1)):
        page = "".join(str(step) for step, _doing in order)
        for step, doing in order:
            bo.post(address, {"doing": doing, "page": page, "step": step})
        assert "Bo" not in text_of(ada.get(address)), page


def test_what_is_heard_too_late_wakes_nobody(
    ada: Client, bo: Client, desk: Desk, woken: list[str]
) -> None:
    address = address_of(writes(GRACE, desk.inbox))
    ada.post(address, {"doing": "viewing", "page": "hers", "step": 1})
    bo.post(address, {"doing": "gone", "page": "one", "step": 2})
    woken.clear()
    bo.post(address, {"doing": "viewing", "page": "one", "step": 1})
    assert woken == []


def test_who_comes_back_is_there_again(ada: Client, bo: Client, desk: Desk) -> None:
    address = address_of(writes(GRACE, desk.inbox))
    for step, doing in enumerate(("viewing", "gone", "idle"), 1):
        bo.post(address, {"doing": doing, "page": "one", "step": step})
    assert "Bo has this open" in text_of(ada.get(address))


def test_two_pages_of_one_colleague_are_one_face(ada: Client, bo: Client, desk: Desk) -> None:
    address = address_of(writes(GRACE, desk.inbox))
    bo.post(address, {"doing": "typing", "page": "one", "step": 7})
    bo.post(address, {"doing": "idle", "page": "two", "step": 1})
    assert ada.get(address).content.count(b"face-here") == 1
    assert "Bo is typing" in text_of(ada.get(address))
    bo.post(address, {"doing": "gone", "page": "one", "step": 8})
    assert "Bo has this open" in text_of(ada.get(address))


def test_those_who_left_long_ago_are_forgotten(bo: Client, desk: Desk) -> None:
    first, second = (address_of(writes(GRACE, desk.inbox)) for _each in range(2))
    bo.post(first, {"doing": "gone", "page": "one", "step": 2})
    bo.post(first, {"doing": "viewing", "page": "two", "step": 1})
    with clock.moved_to(MONDAY_TEN + timedelta(minutes=61)):
        bo.post(second, {"doing": "gone", "page": "one", "step": 4})
    assert [one.step for one in Presence.objects.all()] == [4]


def test_nothing_of_it_is_recorded(bo: Client, desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    events = Event.objects.count()
    version = Conversation.objects.get().version
    bo.post(address_of(conversation), {"doing": "typing"})
    assert Event.objects.count() == events
    assert Conversation.objects.get().version == version


def test_who_looks_at_it_has_read_the_notice(ada: Client, desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    assign(conversation=conversation, to=desk.ada, by=Actor.agent(desk.bo))
    ada.post(address_of(conversation), {"doing": "idle"})
    assert Notice.objects.get().read_at is None
    ada.post(address_of(conversation), {"doing": "viewing"})
    assert Notice.objects.get().read_at is not None


def test_what_nobody_does_is_refused(ada: Client, desk: Desk) -> None:
    address = address_of(writes(GRACE, desk.inbox))
    assert ada.post(address, {"doing": "dancing"}).status_code == 400
    assert ada.post(address, {"doing": "idle", "page": "x" * 41}).status_code == 400
    assert ada.post(address, {"doing": "idle", "step": "9" * 16}).status_code == 400


def test_a_stranger_is_nowhere_and_hears_nothing(eve: Client, desk: Desk) -> None:
    conversation = canary_in(desk)
    assert_hidden(eve, address_of(conversation))
    assert_hidden(eve, address_of(conversation), post=True)
    assert not permitted(desk.eve, [f"presence.{desk.ada.pk}"])
    assert permitted(desk.eve, [f"presence.{desk.eve.pk}"])


def test_who_has_left_the_team_is_not_shown(ada: Client, bo: Client, desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    bo.post(address_of(conversation), {"doing": "viewing"})
    desk.team.members.remove(desk.bo)
    assert "Bo" not in text_of(ada.get(address_of(conversation)))


def test_giving_to_somebody_away_warns(ada: Client, bo: Client, desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    bo.post("/me/availability/", {"availability": "away", "reason": "At the dentist", "next": "/"})
    page = text_of(ada.get(f"/inbox/open/?conversation={conversation.pk}"))
    assert "Away: At the dentist" in page
    address = f"/conversations/{conversation.pk}/assignment/?view=open"
    answer = text_of(ada.post(address, {"agent": desk.bo.pk}, headers=HTMX))
    assert "Given to Bo, who is away just now. At the dentist" in answer
    assert Conversation.objects.get().assignee == desk.bo


def test_being_back_forgets_the_reason(bo: Client, desk: Desk) -> None:
    bo.post("/me/availability/", {"availability": "busy", "reason": "Training"})
    bo.post("/me/availability/", {"availability": "available", "reason": "Training"})
    bo.post("/me/availability/", {"availability": "dancing"})
    desk.bo.refresh_from_db()
    assert desk.bo.availability == Availability.AVAILABLE
    assert desk.bo.availability_reason == ""
