"""Talks with customers: planned, drawn, allowed, written down, read by two, and told."""

from datetime import date, timedelta

import pytest

from tillit import clock
from tillit.feedback.interviews import choosing, coding, consenting, meeting, noting, planning
from tillit.feedback.interviews.quotas import quotas_of
from tillit.feedback.interviews.report import report_on
from tillit.feedback.interviews.segments import Reason
from tillit.feedback.models import (
    Coding,
    Consent,
    Interview,
    Notes,
    Refusal,
    Round,
    Segment,
    Stage,
    Use,
)
from tillit.feedback.tests.talking import DUE, LATER, a_round, a_talk, customer_of, held, noted
from tillit.testing.cast import DAAN, GRACE, MONDAY_TEN, NORA, ZSOFIA, Desk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]


def finished(desk: Desk, day: date) -> Round:
    """A round that was finished on a day."""
    planned = a_round(desk)
    with clock.moved_to(MONDAY_TEN.replace(year=day.year, month=day.month, day=day.day)):
        planning.finish(round=planned, by=desk.liv)
    planned.refresh_from_db()
    return planned


def test_the_next_is_due_half_a_year_after_the_last(desk: Desk) -> None:
    today = date(2026, 6, 1)
    assert planning.next_due(desk.team, today) == date(2026, 7, 1)
    finished(desk, date(2026, 8, 31))
    assert planning.next_due(desk.team, today) == date(2027, 2, 28)


def test_there_is_one_round_at_a_time_and_leads_plan_it(desk: Desk) -> None:
    a_round(desk)
    with pytest.raises(planning.RoundRuns):
        a_round(desk)
    with pytest.raises(PermissionError):
        planning.plan(team=desk.team, due_on=DUE, wanted={Segment.LEFT: 1}, by=desk.ada)


def test_a_draw_fills_what_is_wanted_and_can_be_drawn_again(desk: Desk) -> None:
    for customer in (NORA, DAAN, ZSOFIA, GRACE):
        customer_of(customer, desk)
    planned = a_round(desk)
    first = choosing.draw(round=planned, segment=Segment.OTHERS, by=desk.liv, seed=7, at=LATER)
    assert first
    assert (first.among, first.interviews.count()) == (4, 2)
    assert choosing.draw(round=planned, segment=Segment.OTHERS, by=desk.liv, at=LATER) is None
    chosen = list(first.interviews.order_by("pk").values_list("contact", flat=True))
    first.interviews.all().delete()
    again = choosing.draw(round=planned, segment=Segment.OTHERS, by=desk.liv, seed=7, at=LATER)
    assert again
    assert list(again.interviews.order_by("pk").values_list("contact", flat=True)) == chosen


def test_who_does_not_want_to_be_asked_is_left_out_and_counted(desk: Desk) -> None:
    contact = customer_of(NORA, desk)
    Refusal.objects.create(contact=contact, at=MONDAY_TEN)
    planned = a_round(desk)
    lot = choosing.draw(round=planned, segment=Segment.OTHERS, by=desk.liv, at=LATER)
    assert lot
    assert lot.interviews.count() == 0
    (out,) = choosing.reasons_of([lot])[lot.pk]
    assert (out.reason, out.number, out.names) == (Reason.REFUSED, 1, [NORA.name])
    with pytest.raises(choosing.NotAsked):
        choosing.choose(round=planned, segment=Segment.OTHERS, contact=contact, by=desk.liv)


def test_nobody_is_asked_again_within_a_year(desk: Desk) -> None:
    planned = a_round(desk)
    talk = a_talk(desk, planned, NORA)
    assert talk.contact
    with clock.moved_to(LATER):
        meeting.decline(interview=talk, by=desk.ada)
        planning.finish(round=planned, by=desk.liv)
    following = a_round(desk)
    soon, after_a_year = LATER + timedelta(days=364), LATER + timedelta(days=366)
    kind = Segment.LEFT
    with pytest.raises(choosing.NotAsked) as refused:
        choosing.choose(round=following, segment=kind, contact=talk.contact, by=desk.liv, at=soon)
    assert refused.value.reason is Reason.TALKED
    assert choosing.choose(
        round=following, segment=kind, contact=talk.contact, by=desk.liv, at=after_a_year
    )


def test_whoever_stopped_writing_has_left(desk: Desk) -> None:
    customer_of(NORA, desk)
    planned = a_round(desk, {Segment.LEFT: 1, Segment.OTHERS: 1})
    assert choosing.draw(round=planned, segment=Segment.LEFT, by=desk.liv, at=LATER)
    assert not planned.interviews.exists()
    later = MONDAY_TEN + timedelta(days=366)
    choosing.draw(round=planned, segment=Segment.LEFT, by=desk.liv, at=later)
    assert planned.interviews.get().contact.name == NORA.name  # type: ignore[union-attr]


def test_a_talk_that_did_not_come_about_leaves_its_place(desk: Desk) -> None:
    planned = a_round(desk)
    talk = a_talk(desk, planned, NORA)
    assert [(one.wanted, one.missing) for one in quotas_of(planned)] == [(2, 1)]
    meeting.miss(interview=talk, by=desk.ada)
    assert [(one.asked, one.missing) for one in quotas_of(planned)] == [(1, 2)]
    with pytest.raises(meeting.TooLate):
        meeting.agree(interview=talk, starts_at=LATER, by=desk.ada)


def test_without_consent_nothing_is_written_down(desk: Desk) -> None:
    talk = a_talk(desk, a_round(desk), NORA)
    with pytest.raises(noting.NoConsent):
        noting.write(interview=talk, text="She waits.", quotes=[], by=desk.ada)
    noted(talk, desk)
    assert Notes.objects.count() == 1


def test_consent_taken_back_takes_along_what_was_said(desk: Desk) -> None:
    talk = a_talk(desk, a_round(desk), NORA)
    noted(talk, desk)
    coding.code(interview=talk, themes=[], new=["News"], by=desk.ada)
    consenting.withdraw(interview=talk, by=desk.ada)
    assert not Notes.objects.exists()
    assert not Coding.objects.exists()
    assert Consent.objects.get().withdrawn_at
    with pytest.raises(noting.NoConsent):
        noting.write(interview=talk, text="Again.", quotes=[], by=desk.ada)


def test_an_erased_customer_takes_along_consent_and_notes(desk: Desk) -> None:
    talk = a_talk(desk, a_round(desk), NORA)
    noted(talk, desk)
    customer = talk.contact
    assert customer
    customer.conversations.all().delete()
    customer.delete()
    assert not Consent.objects.exists()
    assert not Notes.objects.exists()
    left = Interview.objects.get()
    assert (left.contact, left.stage) == (None, Stage.DONE)


def test_two_find_themes_alone_and_how_far_they_agree_is_told(desk: Desk) -> None:
    planned = a_round(desk)
    for customer in (NORA, DAAN):
        noted(a_talk(desk, planned, customer), desk)
    one, other = planned.interviews.order_by("pk")
    coding.code(interview=one, themes=[], new=["News", "Tone"], by=desk.ada)
    assert coding.both_of(one) == []
    coding.code(interview=one, themes=[], new=["news"], by=desk.bo)
    assert len(coding.both_of(one)) == 2
    for reader in (desk.ada, desk.bo):
        coding.code(interview=other, themes=[], new=["News"], by=reader)
    told = report_on(planned).themes
    assert [(found.theme.name, found.both, found.one) for found in told.found] == [
        ("News", 2, 0),
        ("Tone", 0, 1),
    ]
    # Four decisions of two: yes yes, yes no, yes yes, no no. Do = 2/8, De = 2·5·3/(8·7).
    assert told.reliability.units == 4
    assert told.reliability.alpha == pytest.approx(1 - (2 / 8) / (30 / 56))


def test_only_the_two_who_were_named_find_themes(desk: Desk) -> None:
    talk = a_talk(desk, a_round(desk), NORA)
    noted(talk, desk)
    with pytest.raises(coding.NotTheirs):
        coding.code(interview=talk, themes=[], new=["News"], by=desk.liv)
    with pytest.raises(coding.SamePerson):
        coding.name_coders(interview=talk, first=desk.bo, second=desk.bo, by=desk.liv)
    coding.code(interview=talk, themes=[], new=["News"], by=desk.bo)
    coding.name_coders(interview=talk, first=desk.ada, second=desk.liv, by=desk.liv)
    assert not Coding.objects.exists()


@pytest.mark.parametrize(
    ("use", "told"),
    [(Use.BY_NAME, [NORA.name]), (Use.ANONYMOUSLY, [""]), (Use.NOT_AT_ALL, [])],
)
def test_only_what_may_be_quoted_is_quoted(desk: Desk, use: Use, told: list[str]) -> None:
    planned = a_round(desk)
    noted(a_talk(desk, planned, NORA), desk, use)
    assert [quote.who for quote in report_on(planned).quotes] == told


def test_a_round_is_finished_when_no_talk_is_to_come(desk: Desk) -> None:
    planned = a_round(desk)
    talk, asked = a_talk(desk, planned, NORA), a_talk(desk, planned, DAAN)
    meeting.agree(interview=talk, starts_at=LATER, by=desk.ada)
    with pytest.raises(planning.TalksToCome):
        planning.finish(round=planned, by=desk.liv)
    meeting.conclude(interview=talk, by=desk.ada)
    planning.finish(round=planned, by=desk.liv)
    assert not Interview.objects.filter(pk=asked.pk).exists()
    with pytest.raises(choosing.RoundIsOver):
        choosing.draw(round=planned, segment=Segment.OTHERS, by=desk.liv)


def test_verbs_said_twice_say_nothing_new(desk: Desk) -> None:
    talk = a_talk(desk, a_round(desk), NORA)
    held(talk, desk)
    at = Interview.objects.get().stage_at
    with clock.moved_to(LATER + timedelta(days=1)):
        meeting.conclude(interview=talk, by=desk.ada)
    assert Interview.objects.get().stage_at == at
