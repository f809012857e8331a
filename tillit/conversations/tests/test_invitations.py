"""Invitations that come as files show what, when and where."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from tillit.conversations.envelope import Enclosure, Envelope
from tillit.conversations.invitations import LARGEST, Invitation, invitation_of
from tillit.conversations.spine import receive
from tillit.conversations.tests.browsing import text_of
from tillit.testing.cast import GRACE, Desk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

Page = Callable[..., str]

MEETING = (
    "BEGIN:VEVENT",
    "UID:1@x",
    "DTSTART;TZID=Europe/Oslo:20260603T100000",
    "DTEND;TZID=Europe/Oslo:20260603T113000",
    "SUMMARY:Look at the <kettle>\\, to",
    " gether",
    "LOCATION:Storgata 1\\, Oslo",
    "ORGANIZER;CN=Grace Whitfield:mailto:grace@customer.example",
    "END:VEVENT",
)


def calendar(*lines: str, method: str = "REQUEST") -> bytes:
    head = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", f"METHOD:{method}")
    return "\r\n".join([*head, *lines, "END:VCALENDAR", ""]).encode()


def meeting(*changes: tuple[str, str], **options: str) -> Invitation | None:
    lines = [next((new for old, new in changes if line.startswith(old)), line) for line in MEETING]
    return invitation_of(calendar(*(line for line in lines if line), **options))


def test_title_time_and_place_are_read() -> None:
    found = meeting()
    assert found == Invitation(
        title="Look at the <kettle>, together",
        place="Storgata 1, Oslo",
        organizer="Grace Whitfield",
        starts=datetime(2026, 6, 3, 8, 0, tzinfo=UTC),
        ends=datetime(2026, 6, 3, 9, 30, tzinfo=UTC),
        is_whole_day=False,
        repeats=False,
        cancelled=False,
    )


def test_the_names_that_windows_has_for_zones_are_known() -> None:
    found = meeting(("DTSTART", "DTSTART;TZID=W. Europe Standard Time:20260603T100000"))
    assert found is not None
    assert found.starts == datetime(2026, 6, 3, 8, 0, tzinfo=UTC)


def test_whole_days_end_on_their_last_day() -> None:
    found = meeting(
        ("DTSTART", "DTSTART;VALUE=DATE:20260603"), ("DTEND", "DTEND;VALUE=DATE:20260605")
    )
    assert found is not None
    assert (found.starts, found.ends, found.is_whole_day) == (
        date(2026, 6, 3),
        date(2026, 6, 4),
        True,
    )


def test_a_duration_stands_for_the_end() -> None:
    found = meeting(("DTEND", "DURATION:PT45M"))
    assert found is not None
    assert found.ends == datetime(2026, 6, 3, 8, 45, tzinfo=UTC)


def test_a_cancelled_one_says_so() -> None:
    found, other = meeting(method="CANCEL"), meeting(("UID", "STATUS:CANCELLED"))
    assert found is not None
    assert other is not None
    assert found.cancelled
    assert other.cancelled


@pytest.fixture
def page(ada: Client, desk: Desk, tmp_path: Path, settings: Settings) -> Page:
    """The page of a conversation in which a file like this came."""
    settings.TILLIT_DATA = tmp_path

    def shown(content: bytes, name: str = "invite.ics", content_type: str = "text/calendar") -> str:
        file = Enclosure(name, content_type, content)
        envelope = Envelope(sender_address=GRACE.email, text="Come", enclosures=[file])
        found = receive(envelope, inbox=desk.inbox).conversation
        answer = ada.get(f"/inbox/open/?conversation={found.pk}")
        assert answer.status_code == 200
        return text_of(answer)

    return shown


def test_it_stands_as_a_card_under_the_words(page: Page) -> None:
    shown = page(calendar(*MEETING))
    assert 'class="invitation"' in shown
    assert "Look at the &lt;kettle&gt;, together" in shown
    assert "Storgata 1, Oslo" in shown
    assert "Organised by Grace Whitfield" in shown
    assert 'datetime="2026-06-03T10:00:00+02:00"' in shown


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\xff",
        b"BEGIN:VCALENDAR",
        calendar(),
        calendar("BEGIN:VEVENT", "END:VEVENT"),
        calendar("BEGIN:VEVENT", "DTSTART:tomorrow", "END:VEVENT"),
        calendar("BEGIN:VEVENT", "DTSTART:20260603T100000Z", "DTEND:x", "ORGANIZER:", "END:VEVENT"),
        calendar("BEGIN:VEVENT", "DTSTART;TZID=Nowhere/At_All:20260603T100000", "END:VEVENT"),
        calendar(*["BEGIN:VEVENT"] * 3000),
        b"BEGIN:VCALENDAR\r\n" + b"X" * LARGEST,
        calendar(*MEETING) * 500,
    ],
)
def test_what_is_broken_is_just_a_file(page: Page, content: bytes) -> None:
    assert "invite.ics" in page(content)


def test_a_calendar_that_calls_itself_something_else_is_known_by_its_name(page: Page) -> None:
    assert 'class="invitation"' in page(calendar(*MEETING), content_type="application/octet-stream")
    assert 'class="invitation"' not in page(
        calendar(*MEETING), name="a.txt", content_type="text/plain"
    )
