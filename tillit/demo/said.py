"""What the demo team did about what its customers said."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from tillit import clock
from tillit.feedback.delivered import CONTACT, delivered
from tillit.feedback.models import FollowUp, Response, State
from tillit.feedback.said import following, improving
from tillit.feedback.said.relabelling import BATCH, relabel
from tillit.journal.models import Lane
from tillit.journal.worker import work_off
from tillit.people.actor import Actor
from tillit.people.models import Agent, Team

UNDONE = timedelta(days=14)
"""What was said in these last days is not answered yet."""
MOST = 3
DONE: dict[str, dict[str, str]] = {
    "delivery": {
        "en": "You said that parcels came late and that nobody told you. Now we write to you as "
        "soon as we know that one is late.",
        "nb": "Dere sa at pakker kom for sent uten at noen sa fra. Nå skriver vi så snart vi vet "
        "at en pakke er forsinket.",
    },
    "speed": {
        "en": "You said that you waited too long on Mondays. Now three of us answer on Mondays.",
        "nb": "Dere sa at dere ventet for lenge på mandager. Nå er vi tre som svarer på mandager.",
    },
}


@contextmanager
def nothing_opened() -> Iterator[None]:
    """While half a year is played, low scores open no conversation that nobody would answer."""
    survey = delivered(CONTACT)
    survey.opens_conversation = False
    survey.save(update_fields=["opens_conversation"])
    yield
    survey.opens_conversation = True
    survey.save(update_fields=["opens_conversation"])


def put_on_board(team: Team) -> None:
    """What was said in the months that are only written down comes onto the board, too."""
    relabel(Response.objects.filter(invitation__team=team))
    while work_off(*Lane, batch=BATCH):
        pass


def act_on_answers(team: Team, agents: list[Agent], now: datetime) -> None:
    """Ada answers, Bo is at it; what comes up often is changed, and Liv puts it on the charter."""
    ada, bo, lead = agents[0], agents[1], agents[-1]
    waiting = FollowUp.objects.filter(team=team, state=State.NEW).order_by("said_at", "id")
    if oldest := waiting.filter(said_at__gte=now - UNDONE).first():
        following.look_after(follow_up=oldest, who=bo, by=Actor.agent(lead))
    for one in waiting.filter(said_at__lt=now - UNDONE):
        with clock.moved_to(one.said_at + timedelta(hours=20)):
            following.answered(follow_up=one, by=Actor.agent(ada))
    for weeks, (topic, words) in enumerate(DONE.items(), start=2):
        with clock.moved_to(now - timedelta(weeks=weeks)):
            _change(team, topic, words, ada, lead)


def _change(team: Team, topic: str, words: dict[str, str], ada: Agent, lead: Agent) -> None:
    answered = FollowUp.objects.filter(team=team, state=State.ANSWERED)
    about = answered.filter(topics__contains=f",{topic},", said_at__lt=clock.now())
    if chosen := list(about.order_by("-said_at", "-id")[:MOST]):
        made = improving.propose(follow_ups=chosen, words=words, by=ada)
        improving.approve(improvement=made, by=lead)
