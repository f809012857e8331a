"""The addresses of talks with customers and of who recommends us, for the walk over them all."""

from datetime import date, timedelta

from tillit.conversations.models import Conversation
from tillit.feedback.advocates import asking, noting
from tillit.feedback.interviews import choosing, coding, consenting, meeting, planning, steps
from tillit.feedback.interviews import noting as notes
from tillit.feedback.models import AdvocacyKind, Segment, Use
from tillit.testing.cast import MONDAY_TEN, Desk

OWN = {"said/interviews/", "said/advocates/"}
"""What everybody reads, each what concerns his or her own teams."""

_ROUND = "said/interviews/<int:number>/"
_STEP = f"{_ROUND}steps/<int:step>/"
_TALK = "said/interviews/talks/<int:number>/"
_ADVOCACY = "said/advocates/<int:number>/"
_REQUESTS = "said/advocates/requests/"
_TALK_ACTS = (
    "interviewer",
    "appointment",
    "refusal",
    "absence",
    "conclusion",
    "consent",
    "withdrawal",
    "notes",
    "coders",
    "steps",
)
_ROUND_ACTS = ("plan", "guide", "finishing", "report", "draws", "choices", "steps")

ACTS = {
    "said/advocates/new/",
    f"{_ADVOCACY}taking-back/",
    f"{_ADVOCACY}restoration/",
    _REQUESTS,
    f"{_REQUESTS}<int:number>/reply/",
}
"""What light agents do not find."""

OF_ITS_TEAM = {_ADVOCACY, *ACTS}

LED = {
    _ROUND,
    *(f"{_ROUND}{act}/" for act in _ROUND_ACTS),
    f"{_STEP}done/",
    f"{_STEP}taking-up/",
    _TALK,
    *(f"{_TALK}{act}/" for act in _TALK_ACTS),
}
"""Leads find them, and whoever takes part in a talk finds that one."""

OF_READERS = {f"{_TALK}themes/"}
"""Found by the two who read the notes, and by nobody else in whatever role."""

OF_EVERY_LEAD = {"said/interviews/new/"}
"""A lead plans for his or her own teams; whom else the company has does not show there."""


def addresses(desk: Desk, conversation: Conversation, canary: str) -> dict[str, list[str]]:
    """A talk that Ada has held and that she and Bo read, and a customer who recommends us."""
    contact = conversation.contact
    planned = planning.plan(
        team=desk.team, due_on=date(2026, 9, 1), wanted={Segment.OTHERS: 2}, by=desk.liv
    )
    later = MONDAY_TEN + timedelta(days=40)
    talk = choosing.choose(
        round=planned, segment=Segment.OTHERS, contact=contact, by=desk.liv, at=later
    )
    meeting.entrust(interview=talk, interviewer=desk.ada, by=desk.liv)
    meeting.agree(interview=talk, starts_at=MONDAY_TEN, by=desk.ada)
    meeting.conclude(interview=talk, by=desk.ada)
    consenting.take(interview=talk, use=Use.BY_NAME, words="May we?", by=desk.ada)
    notes.write(interview=talk, text=f"Notes {canary}", quotes=[f"Quote {canary}"], by=desk.ada)
    coding.name_coders(interview=talk, first=desk.ada, second=desk.bo, by=desk.liv)
    step = steps.note(
        round=planned,
        interview=talk,
        words=f"Step {canary}",
        owner=desk.ada,
        due_on=date(2026, 7, 1),
        by=desk.liv,
    )
    told = noting.Told(kind=AdvocacyKind.SOCIAL, day=date(2026, 6, 1), words=f"Praise {canary}")
    advocacy = noting.note(contact=contact, told=told, by=desk.ada)
    request = asking.ask(contact=contact, by=desk.ada)
    numbers = {
        _TALK: talk.pk,
        _ROUND: planned.pk,
        _ADVOCACY: advocacy.pk,
        f"{_REQUESTS}<int:number>/": request.pk,
    }
    found: dict[str, list[str]] = {}
    for route in OWN | OF_ITS_TEAM | LED | OF_READERS | OF_EVERY_LEAD:
        number = next((numbers[one] for one in numbers if route.startswith(one)), 0)
        address = route.replace("<int:number>", str(number)).replace("<int:step>", str(step.pk))
        found[route] = [f"/{address}"]
    new = "said/advocates/new/"
    return found | {new: [f"/{new}?customer={contact.pk}"]}
