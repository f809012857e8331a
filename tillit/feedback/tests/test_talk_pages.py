"""The pages of talks: who finds them, what each sees, and the whole way through one talk."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tillit import clock
from tillit.documents.days import today_at_home
from tillit.feedback.interviews import coding, planning, steps
from tillit.feedback.models import Consent, Interview, NextStep, Notes, Round, Segment, Stage, Use
from tillit.feedback.tests.talking import DUE, LATER, a_round, a_talk, customer_of, noted
from tillit.measures.dates import add_months
from tillit.people.models import Agent, Team
from tillit.testing.browsers import browser_of, words_of
from tillit.testing.cast import DAAN, GRACE, NORA, ZSOFIA, Desk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

LIST = "/said/interviews/"


def page(agent: Agent, address: str) -> str:
    """What somebody reads there."""
    answer = browser_of(agent).get(address)
    assert answer.status_code == 200, address
    return words_of(answer.content.decode())


def test_a_round_is_planned_and_drawn_from(desk: Desk) -> None:
    customer_of(NORA, desk)
    browser = browser_of(desk.liv)
    asked = {"team": desk.team.pk, "due_on": "2026-09-01", **dict.fromkeys(Segment.values, 0)}
    assert browser.post(f"{LIST}new/", asked).status_code == 422
    browser.post(f"{LIST}new/", {**asked, "others": 1})
    planned = Round.objects.get()
    with clock.moved_to(LATER):
        browser.post(f"{LIST}{planned.pk}/draws/", {"segment": "others"})
        assert NORA.name in page(desk.liv, f"{LIST}{planned.pk}/")
    assert planned.interviews.get().lot


def test_each_team_is_proposed_half_a_year_after_its_own_last_round(desk: Desk) -> None:
    other = Team.objects.create(name="Zoo")
    desk.liv.teams.add(other)
    with clock.moved_to(LATER):
        last = a_round(desk)
        Round.objects.filter(pk=last.pk).update(finished_on=date(2026, 9, 1))
        asked = {"due_on": "", **dict.fromkeys(Segment.values, 0), "others": 1}
        browser_of(desk.liv).post(f"{LIST}new/", {"team": desk.team.pk, **asked})
        shown = browser_of(desk.liv).get(f"{LIST}new/").content.decode()
    due = Round.objects.get(finished_on=None)
    assert (due.team, due.due_on) == (desk.team, date(2027, 3, 1))
    assert add_months(today_at_home(LATER), 1).isoformat() in shown, "of the one team that is left"


def test_a_day_is_needed_where_a_round_is_changed(desk: Desk) -> None:
    planned = a_round(desk)
    asked = {"due_on": "", **dict.fromkeys(Segment.values, 1)}
    answer = browser_of(desk.liv).post(f"{LIST}{planned.pk}/plan/", asked)
    planned.refresh_from_db()
    assert (answer.status_code, planned.due_on) == (422, DUE)


def test_a_talk_goes_its_whole_way(desk: Desk) -> None:
    talk = a_talk(desk, a_round(desk), NORA)
    browser, base = browser_of(desk.ada), f"{LIST}talks/{talk.pk}/"
    assert "Ask for a talk" in page(desk.ada, LIST)
    browser.post(f"{base}appointment/", {"starts_at": "2026-08-03T10:00"})
    assert browser.post(f"{base}notes/", {"text": "She waits."}).status_code == 404
    browser.post(f"{base}consent/", {"words": "Kan vi?", "use": "name"})
    browser.post(f"{base}notes/", {"text": "She waits.", "quotes": "Hvor er den?\n\nHei"})
    browser.post(f"{base}conclusion/")
    step = {"words": "Tell where it is", "owner": desk.bo.pk, "due_on": "2026-10-01"}
    browser.post(f"{base}steps/", step)
    browser_of(desk.liv).post(f"{base}coders/", {"first": desk.ada.pk, "second": desk.bo.pk})
    for reader in (desk.ada, desk.bo):
        browser_of(reader).post(f"{base}themes/", {"new": "News"})
    talk.refresh_from_db()
    assert (talk.stage, Notes.objects.get().quotes) == (Stage.DONE, ["Hvor er den?", "Hei"])
    told = page(desk.liv, f"{LIST}{talk.round_id}/report/")
    for words in ("News", "Hvor er den?", NORA.name, "Tell where it is"):
        assert words in told
    assert "Tell where it is" in page(desk.bo, LIST)
    browser_of(desk.bo).post(f"{LIST}{talk.round_id}/steps/{NextStep.objects.get().pk}/done/")
    assert NextStep.objects.get().done_at
    browser.post(f"{base}withdrawal/")
    assert not Notes.objects.exists()
    assert Consent.objects.get().withdrawn_at


def test_every_form_can_be_sent(desk: Desk) -> None:
    planned = a_round(desk, {Segment.OTHERS: 3})
    talk = a_talk(desk, planned, NORA)
    noted(talk, desk)
    due = date(2026, 7, 1)
    steps.note(round=planned, interview=talk, words="Call", owner=desk.liv, due_on=due, by=desk.liv)
    pages = LIST, f"{LIST}{planned.pk}/", f"{LIST}talks/{talk.pk}/", f"{LIST}{planned.pk}/report/"
    for address in pages:
        page = browser_of(desk.liv).get(address).content.decode()
        sent = re.findall(r'<form [^>]*method="post"[^>]*>(.*?)</form>', page, re.DOTALL)
        assert sent, address
        assert all("csrfmiddlewaretoken" in form for form in sent), address


def test_a_day_that_no_calendar_knows_is_refused(desk: Desk) -> None:
    talk = a_talk(desk, a_round(desk), NORA)
    address = f"{LIST}talks/{talk.pk}/appointment/"
    answer = browser_of(desk.ada).post(address, {"starts_at": "0001-01-01T00:00"})
    assert answer.status_code == 422


def test_who_only_reads_does_not_learn_who_it_was(desk: Desk) -> None:
    talk = a_talk(desk, a_round(desk), NORA)
    noted(talk, desk)
    for address in (LIST, f"{LIST}talks/{talk.pk}/", f"{LIST}talks/{talk.pk}/themes/"):
        assert NORA.name not in page(desk.bo, address)
    Consent.objects.update(use=Use.BY_NAME)
    assert NORA.name in page(desk.bo, f"{LIST}talks/{talk.pk}/")


def test_what_one_reader_finds_the_other_sees_in_the_end(desk: Desk) -> None:
    talk = a_talk(desk, a_round(desk), NORA)
    noted(talk, desk)
    coding.code(interview=talk, themes=[], new=["Zebra"], by=desk.ada)
    # As a theme of the team it is offered; that Ada found it, nobody sees yet.
    for reader in (desk.bo, desk.liv):
        assert "Zebra" not in page(reader, f"{LIST}talks/{talk.pk}/")
    coding.code(interview=talk, themes=[], new=[], by=desk.bo)
    assert "Zebra" in page(desk.bo, f"{LIST}talks/{talk.pk}/")


def test_who_takes_no_part_finds_the_report_once_it_is_finished(desk: Desk) -> None:
    planned = a_round(desk)
    addresses = f"{LIST}{planned.pk}/", f"{LIST}{planned.pk}/report/"
    bo = browser_of(desk.bo)
    assert [bo.get(one).status_code for one in addresses] == [404, 404]
    planning.finish(round=planned, by=desk.liv)
    assert [bo.get(one).status_code for one in addresses] == [404, 200]
    assert "Finished on" in page(desk.bo, LIST)


def test_a_stranger_finds_nothing(desk: Desk) -> None:
    talk = a_talk(desk, a_round(desk), NORA)
    noted(talk, desk)
    step = steps.note(
        round=talk.round, words="Call", owner=desk.ada, due_on=date(2026, 7, 1), by=desk.liv
    )
    eve = browser_of(desk.eve)
    rounds, talks = f"{LIST}{talk.round_id}/", f"{LIST}talks/{talk.pk}/"
    for address in (rounds, f"{rounds}report/", talks, f"{talks}themes/", f"{LIST}new/"):
        assert eve.get(address).status_code == 404, address
    acts = ("appointment", "refusal", "consent", "notes", "withdrawal", "coders", "steps")
    for address in (*(f"{talks}{act}/" for act in acts), f"{rounds}steps/{step.pk}/done/"):
        assert eve.post(address).status_code == 404, address
    assert "Call" not in page(desk.eve, LIST)


def test_lists_ask_the_same_whatever_there_is(client: Client, desk: Desk) -> None:
    planned = a_round(desk, {Segment.OTHERS: 3, Segment.LEFT: 1})
    noted(a_talk(desk, planned, NORA), desk)
    client.force_login(desk.liv)
    addresses = LIST, f"{LIST}{planned.pk}/"

    def asked() -> list[int]:
        numbers = []
        for address in addresses:
            with CaptureQueriesContext(connection) as found:
                assert client.get(address).status_code == 200
            numbers.append(len(found))
        return numbers

    asked()
    before = asked()
    for customer in (DAAN, ZSOFIA, GRACE):
        noted(a_talk(desk, planned, customer), desk)
    past = Round.objects.bulk_create(
        Round(
            team=desk.team,
            due_on=date(2020, 1, day),
            finished_on=date(2020, 1, day),
            planned_at=LATER,
        )
        for day in range(1, 9)
    )
    assert Interview.objects.count() == len(past) / 2
    assert asked() == before
