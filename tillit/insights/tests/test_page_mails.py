"""Pages that come by mail: when they leave, what is in them, and who gets none."""

from __future__ import annotations

import email
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.policy import default
from io import BytesIO
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.test import Client
from pypdf import PdfReader

from tillit import clock
from tillit.insights.events import PageMailArranged, PageMailLeft, PageMailStopped
from tillit.insights.models import PageMail, PageMailReader, Problem, Rhythm
from tillit.insights.papers.arranging import arrange, leave, send_due
from tillit.insights.papers.rhythm import ended_before, next_one
from tillit.people.letters import LetterRefused
from tillit.people.models import Agent
from tillit.testing.cast import GRACE, Desk, writes
from tillit.testing.journal import assert_emits, run_reactions
from tillit.testing.steps import answers, oslo

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

PAGE = "/figures/mails/"


@pytest.fixture
def answered(desk: Desk) -> Desk:
    """On the Wednesday of last week a customer had an answer after 23 minutes."""
    asked = writes(GRACE, desk.inbox, at=oslo("2026-05-27 09:37"))
    answers(desk.ada, asked, at=oslo("2026-05-27 10:00"))
    return desk


def weekly(*readers: Agent, by: Agent, page: str = "speed", query: str = "") -> PageMail:
    return arrange(page=page, query=query, rhythm=Rhythm.WEEKLY, readers=readers, by=by)


def comes(at: str = "2026-06-08 07:00") -> list[EmailMessage]:
    """What leaves at this instant, as it would be read."""
    mail.outbox.clear()
    with clock.moved_to(oslo(at)):
        send_due(now=oslo(at))
        run_reactions()
    return [read(one.message().as_bytes()) for one in mail.outbox]


def comes_today() -> list[EmailMessage]:
    """The same this Monday, about the week in which the customer had an answer."""
    PageMail.objects.update(due_at=oslo("2026-06-01 07:00"))
    return comes("2026-06-01 10:00")


def read(raw: bytes) -> Any:
    return email.message_from_bytes(raw, policy=default)


def part(letter: EmailMessage, kind: str) -> Any:
    return next(one for one in letter.walk() if one.get_content_type() == kind)


@pytest.mark.parametrize(
    ("rhythm", "today", "first", "last"),
    [
        (Rhythm.WEEKLY, "2026-06-01", "2026-05-25", "2026-05-31"),
        (Rhythm.WEEKLY, "2026-06-07", "2026-05-25", "2026-05-31"),
        (Rhythm.MONTHLY, "2026-03-31", "2026-02-01", "2026-02-28"),
        (Rhythm.MONTHLY, "2026-01-01", "2025-12-01", "2025-12-31"),
        (Rhythm.QUARTERLY, "2026-01-01", "2025-10-01", "2025-12-31"),
        (Rhythm.QUARTERLY, "2026-06-30", "2026-01-01", "2026-03-31"),
    ],
)
def test_it_tells_of_what_is_over(rhythm: Rhythm, today: str, first: str, last: str) -> None:
    found = ended_before(rhythm, datetime.fromisoformat(today).date())
    assert [day.isoformat() for day in found] == [first, last]


@pytest.mark.parametrize(
    ("rhythm", "now", "then"),
    [
        (Rhythm.WEEKLY, "2026-06-01 06:59", "2026-06-01 07:00"),
        (Rhythm.WEEKLY, "2026-06-01 07:00", "2026-06-08 07:00"),
        (Rhythm.WEEKLY, "2026-10-24 12:00", "2026-10-26 07:00"),
        (Rhythm.MONTHLY, "2026-12-01 07:00", "2027-01-01 07:00"),
        (Rhythm.QUARTERLY, "2026-06-01 10:00", "2026-07-01 07:00"),
        (Rhythm.QUARTERLY, "2026-10-01 06:00", "2026-10-01 07:00"),
    ],
)
@pytest.mark.usefixtures("desk")
def test_it_leaves_on_the_first_morning_after(rhythm: Rhythm, now: str, then: str) -> None:
    assert next_one(rhythm, oslo(now)) == oslo(then)


def test_a_page_comes_with_pictures_and_as_a_file(answered: Desk) -> None:
    weekly(answered.liv, by=answered.liv, query="by=agent")
    (letter,) = comes_today()
    assert letter["To"] == "liv@desk.example"
    assert letter["Auto-Submitted"] == "auto-generated"
    html = part(letter, "text/html").get_content()
    pictures = [one for one in letter.walk() if one.get_content_type() == "image/png"]
    assert len(pictures) == html.count('src="cid:') > 0
    for one in pictures:
        assert f'src="cid:{one["Content-ID"].strip("<>")}"' in html
        assert one.get_content().startswith(b"\x89PNG")
    file = part(letter, "application/pdf")
    assert file.get_filename() == "Speed, 25 May 2026 to 31 May 2026.pdf"
    words = PdfReader(BytesIO(file.get_content())).pages[0].extract_text()
    assert "25 May 2026 to 31 May 2026" in words
    assert "Told apart: Agent" in html


def test_its_figures_are_those_of_the_page(client: Client, answered: Desk) -> None:
    made = weekly(answered.liv, by=answered.liv)
    (letter,) = comes_today()
    client.force_login(answered.liv)
    address = "/figures/about/speed/?period=own&from=2026-05-25&to=2026-05-31"
    cards = client.get(address).context["page"]["cards"]
    text, html = (part(letter, kind).get_content() for kind in ("text/plain", "text/html"))
    assert "First response time: 23 min" in text
    for card in cards:
        assert f"{card['title']}: {card['value']}" in text
        assert str(card["value"]) in html
    assert "from=2026-05-25" in text
    made.refresh_from_db()
    assert made.due_at == oslo("2026-06-08 07:00")


def test_it_comes_once_and_after_an_outage_once_only(answered: Desk) -> None:
    weekly(answered.liv, answered.ada, by=answered.liv)
    assert len(comes()) == 2
    assert comes() == []
    late = comes("2026-07-01 12:00")
    assert len(late) == 2
    assert "22 June 2026 to 28 June 2026" in late[0]["Subject"]


def test_everybody_gets_what_he_or_she_may_see_in_the_own_language(answered: Desk) -> None:
    answered.bo.language = "hu"
    answered.bo.save()
    weekly(answered.liv, answered.bo, by=answered.liv, page="overview")
    to_liv, to_bo = comes_today()
    assert "Ada" in part(to_liv, "text/html").get_content()
    assert "Ada" not in part(to_bo, "text/html").get_content()
    assert "Első válaszidő" in part(to_bo, "text/html").get_content()


def test_whoever_may_not_see_it_any_more_gets_nothing(answered: Desk) -> None:
    weekly(answered.liv, answered.ada, by=answered.liv, query=f"team={answered.team.pk}")
    answered.team.members.remove(answered.ada)
    (letter,) = comes()
    assert letter["To"] == "liv@desk.example"
    reader = PageMailReader.objects.get(agent=answered.ada)
    assert (reader.problem, reader.sent_at) == (Problem.UNSEEN, None)


def test_whoever_has_left_gets_nothing(answered: Desk) -> None:
    weekly(answered.ada, by=answered.ada)
    Agent.objects.filter(pk=answered.ada.pk).update(is_active=False)
    assert comes() == []


class Refusing(BaseEmailBackend):
    """A server that takes nothing."""

    def send_messages(self, email_messages: Any) -> int:
        raise LetterRefused("no such person")


def test_a_refusal_is_told_to_whoever_arranged_it(
    client: Client, answered: Desk, settings: Any
) -> None:
    weekly(answered.ada, by=answered.liv)
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    assert comes() == []
    client.force_login(answered.liv)
    assert "Ada: the mail server refused it" in client.get(PAGE).content.decode()


def test_an_agent_arranges_one_for_the_own_mail_only(client: Client, answered: Desk) -> None:
    client.force_login(answered.ada)
    address = f"{PAGE}?page=speed&in=language:en&by=channel&period=90"
    assert "Language: English" in client.get(address).content.decode()
    typed = {"page": "speed", "rhythm": "monthly", "readers": [answered.ada.pk, answered.bo.pk]}
    assert client.post(address, typed).status_code == 200
    assert not PageMail.objects.exists()
    with assert_emits(PageMailArranged):
        client.post(address, typed | {"readers": [answered.ada.pk]})
    made = PageMail.objects.get()
    assert made.query == "clock=business&in=language%3Aen&by=channel"
    assert made.due_at == oslo("2026-07-01 07:00")
    assert "Told apart: Channel" in client.get(PAGE).content.decode()


def test_a_lead_arranges_one_for_colleagues(client: Client, answered: Desk) -> None:
    client.force_login(answered.liv)
    offered = client.get(PAGE).context["mails"]["form"].fields["readers"].queryset
    assert set(offered) == {answered.ada, answered.bo, answered.liv}
    typed = {"page": "promises", "rhythm": "weekly", "readers": [answered.bo.pk]}
    client.post(PAGE, typed)
    assert [one.agent for one in PageMail.objects.get().readers.all()] == [answered.bo]
    client.post(PAGE, typed | {"readers": [answered.eve.pk]})
    assert PageMail.objects.count() == 1


def test_one_comes_at_once_to_whoever_tries_it(client: Client, answered: Desk) -> None:
    made = weekly(answered.liv, answered.ada, by=answered.liv)
    client.force_login(answered.ada)
    client.post(f"{PAGE}{made.pk}/trial/")
    run_reactions()
    (letter,) = mail.outbox
    assert letter.to == ["ada@desk.example"]
    assert "25 May 2026 to 31 May 2026" in letter.subject


def test_a_reader_leaves_and_whoever_arranged_it_stops_it(client: Client, answered: Desk) -> None:
    made = weekly(answered.liv, answered.ada, by=answered.liv)
    client.force_login(answered.ada)
    with assert_emits(PageMailLeft):
        client.post(f"{PAGE}{made.pk}/ending/")
    assert [one["To"] for one in comes()] == ["liv@desk.example"]
    client.force_login(answered.liv)
    with assert_emits(PageMailStopped):
        client.post(f"{PAGE}{made.pk}/ending/")
    assert comes("2026-06-15 07:00") == []


def test_without_readers_it_stops(answered: Desk) -> None:
    made = weekly(answered.ada, by=answered.liv)
    leave(mail=made, by=answered.ada)
    made.refresh_from_db()
    assert made.stopped_at is not None


def test_what_waits_when_it_is_stopped_does_not_leave(client: Client, answered: Desk) -> None:
    made = weekly(answered.liv, by=answered.liv)
    with clock.moved_to(oslo("2026-06-08 07:00")):
        send_due(now=clock.now())
        client.force_login(answered.liv)
        client.post(f"{PAGE}{made.pk}/ending/")
        run_reactions()
    assert mail.outbox == []


def test_strangers_find_none(client: Client, answered: Desk) -> None:
    made = weekly(answered.ada, by=answered.ada)
    for who in (answered.eve, answered.liv):
        client.force_login(who)
        assert "Send me one now" not in client.get(PAGE).content.decode()
        for verb in ("trial", "ending"):
            assert client.post(f"{PAGE}{made.pk}/{verb}/").status_code == 404
    client.force_login(answered.eve)
    assert client.get(f"{PAGE}?team={answered.team.pk}").status_code == 404


def test_a_forged_filter_is_kept_whole_or_refused(client: Client, answered: Desk) -> None:
    client.force_login(answered.ada)
    typed = {"page": "speed", "rhythm": "weekly", "readers": [answered.ada.pk]}
    client.post(f"{PAGE}?in=tag:{'😀' * 400}", typed)
    (made,) = PageMail.objects.all()
    assert len(made.query) <= 700
    with clock.moved_to(made.due_at + timedelta(minutes=1)):
        assert client.post(f"{PAGE}{made.pk}/trial/").status_code == 302
        run_reactions()
    assert client.post(f"{PAGE}?in=nothing:1", typed).status_code == 404
    assert client.post(PAGE, typed | {"page": "nothing"}).status_code == 200
