"""A round of talks in tests, and how far one of them has come."""

from datetime import date, timedelta

from tillit import clock
from tillit.feedback.interviews import choosing, coding, consenting, meeting, noting, planning
from tillit.feedback.models import Consent, Interview, Notes, Round, Segment, Use
from tillit.people.models import Contact
from tillit.testing.cast import MONDAY_TEN, Customer, Desk, writes

DUE = date(2026, 9, 1)
LATER = MONDAY_TEN + timedelta(days=60)
"""Whoever wrote on that Monday was not asked anything for a while."""


def a_round(desk: Desk, wanted: dict[Segment, int] | None = None) -> Round:
    """Planned by Liv for the team of the desk."""
    with clock.moved_to(LATER):
        return planning.plan(
            team=desk.team, due_on=DUE, wanted=wanted or {Segment.OTHERS: 2}, by=desk.liv
        )


def customer_of(customer: Customer, desk: Desk) -> Contact:
    """Whoever wrote to the desk."""
    return writes(customer, desk.inbox).contact


def a_talk(desk: Desk, round: Round, customer: Customer) -> Interview:
    """Chosen by Liv; Ada is to talk with them."""
    contact = customer_of(customer, desk)
    with clock.moved_to(LATER):
        chosen = choosing.choose(round=round, segment=Segment.OTHERS, contact=contact, by=desk.liv)
        meeting.entrust(interview=chosen, interviewer=desk.ada, by=desk.liv)
    chosen.refresh_from_db()
    return chosen


def held(talk: Interview, desk: Desk, use: Use = Use.ANONYMOUSLY) -> Consent:
    """Agreed and held, with what the customer allows."""
    meeting.agree(interview=talk, starts_at=LATER, by=desk.ada)
    meeting.conclude(interview=talk, by=desk.ada)
    return consenting.take(interview=talk, use=use, words="May we write it down?", by=desk.ada)


def noted(talk: Interview, desk: Desk, use: Use = Use.ANONYMOUSLY) -> Notes:
    """Held, and written down; Ada and Bo are to read it."""
    held(talk, desk, use)
    notes = noting.write(
        interview=talk, text="Waits too long for news.", quotes=["Where is it?"], by=desk.ada
    )
    coding.name_coders(interview=talk, first=desk.ada, second=desk.bo, by=desk.liv)
    return notes
