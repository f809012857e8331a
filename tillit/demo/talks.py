"""Half an hour each with a few customers of the demo team, and who recommends it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from tillit import clock
from tillit.documents.days import today_at_home
from tillit.feedback.advocates import noting as advocates
from tillit.feedback.advocates.noting import Told
from tillit.feedback.interviews import (
    choosing,
    coding,
    consenting,
    meeting,
    noting,
    planning,
    steps,
)
from tillit.feedback.models import (
    AdvocacyKind,
    Interview,
    Response,
    Round,
    Segment,
    Theme,
    Use,
)
from tillit.feedback.questionnaire import Kind
from tillit.people.models import Agent, Contact, Team

AGO, FINISHED_AGO = timedelta(weeks=9), timedelta(weeks=5)
"""When the round was planned, and when it was over."""
SEED = 20260713
VERY_GOOD = 5
WANTED = {Segment.LEFT: 1, Segment.COMPLAINED: 2, Segment.PLEASED: 2, Segment.OTHERS: 1}


@dataclass(frozen=True)
class Said:
    """What one customer told, and the themes that two colleagues found in it."""

    text: str
    quotes: tuple[str, ...]
    themes: tuple[str, ...]
    other_themes: tuple[str, ...]
    use: Use = Use.ANONYMOUSLY


SAID = (
    Said(
        "Buys beans for an office of twenty. Answers are quick and kind. Wished twice for news "
        "while a parcel was on its way, and had to write to get it.",
        ("I like how you write. I would have liked to hear from you first.",),
        ("Tone", "News on the way"),
        ("Tone", "News on the way"),
    ),
    Said(
        "Had a grinder repaired. Nobody could say how long it would take; then it came back "
        "within a week, cleaned and with a note.",
        ("The note in the box made up for the wait.",),
        ("Repairs", "News on the way"),
        ("Repairs",),
    ),
    Said(
        "Moved to a shop around the corner: not unhappy, only closer. Would come back for gifts.",
        (),
        ("Distance",),
        ("Distance", "Price"),
        Use.NOT_AT_ALL,
    ),
    Said(
        "Found the invoice hard to read: what is rent of the machine and what is coffee? Had asked "
        "once, had a clear answer, and still has to count each month.",
        ("Your answer was clearer than your invoice.",),
        ("Invoices",),
        ("Invoices",),
    ),
    Said(
        "Recommends the subscription to everybody. Wished to pause it without writing a mail.",
        ("I would pause it for the holidays if there were a button.",),
        ("Subscription", "Tone"),
        ("Subscription", "Tone"),
        Use.BY_NAME,
    ),
    Said(
        "Orders by telephone, since the page forgets the basket. Waits for the voice that knows "
        "him; was a little sad that it has changed.",
        (),
        ("Website",),
        ("Website",),
    ),
)
STEPS = (
    ("Propose a promise of news while a parcel is on its way.", 0, True),
    ("Show rent and coffee apart on the invoice.", -1, False),
)


def talk_and_thank(team: Team, agents: list[Agent], now: datetime) -> None:
    """One round of talks is over, with what follows from it; some customers recommend the shop."""
    _talk(team, agents, now)
    with clock.moved_to(now - timedelta(weeks=3)):
        _thank(team, agents[0])


def _talk(team: Team, agents: list[Agent], now: datetime) -> None:
    lead = agents[-1]
    with clock.moved_to(now - AGO):
        due = today_at_home(now - FINISHED_AGO)
        round = planning.plan(team=team, due_on=due, wanted=WANTED, by=lead)
        for segment in WANTED:
            choosing.draw(round=round, segment=segment, by=lead, seed=SEED)
    talks = list(Interview.objects.filter(round=round).order_by("pk"))
    for place, (talk, said) in enumerate(zip(talks, SAID, strict=False)):
        at = now - AGO + timedelta(days=3 * place + 4)
        _hold(talk, said, agents[place % len(agents)], agents, at)
    _finish(round, agents, now - FINISHED_AGO)


def _hold(talk: Interview, said: Said, by: Agent, agents: list[Agent], at: datetime) -> None:
    first, second = agents[0], agents[-1]
    with clock.moved_to(at - timedelta(days=2)):
        meeting.agree(interview=talk, starts_at=at, by=by)
    with clock.moved_to(at + timedelta(hours=1)):
        meeting.conclude(interview=talk, by=by)
        words = consenting.words_in("en")
        consenting.take(interview=talk, use=said.use, words=words, by=by)
        noting.write(interview=talk, text=said.text, quotes=said.quotes, by=by)
        coding.name_coders(interview=talk, first=first, second=second, by=by)
        none: tuple[Theme, ...] = ()
        coding.code(interview=talk, themes=none, new=said.themes, by=first)
        coding.code(interview=talk, themes=none, new=said.other_themes, by=second)


def _finish(round: Round, agents: list[Agent], at: datetime) -> None:
    lead = agents[-1]
    due = today_at_home(at) + timedelta(days=60)
    with clock.moved_to(at):
        for words, who, is_done in STEPS:
            step = steps.note(round=round, words=words, owner=agents[who], due_on=due, by=lead)
            if is_done:
                steps.done(step=step, by=agents[who])
        planning.finish(round=round, by=lead)


def _thank(team: Team, by: Agent) -> None:
    """Two who were pleased say so in public, and one has brought another customer."""
    today = today_at_home(clock.now())
    pleased = _pleased(team)
    told = (
        Told(
            AdvocacyKind.REVIEW,
            today,
            words="They answer like people, and they do what they say.",
            source="Trustpilot",
        ),
        Told(
            AdvocacyKind.TESTIMONIAL,
            today,
            words="Quick, kind, and honest when a parcel is late.",
            may_be_used=True,
            usable_until=today + timedelta(days=365),
        ),
    )
    for contact, one in zip(pleased, told, strict=False):
        advocates.note(contact=contact, told=one, by=by)
    if len(pleased) > 3:
        brought = Told(AdvocacyKind.REFERRAL, today, referred=pleased[3])
        advocates.note(contact=pleased[2], told=brought, by=by)


def _pleased(team: Team) -> list[Contact]:
    """Who said lately that all was well, each once."""
    given = Response.objects.filter(
        invitation__team=team, kind=Kind.CSAT, score=VERY_GOOD, at__lt=clock.now()
    )
    numbers = given.order_by("-at", "-id").values_list("invitation__contact", flat=True)
    some = list(dict.fromkeys(number for number in numbers[:40] if number))[:4]
    found = Contact.objects.in_bulk(some)
    return [found[number] for number in some if number in found]
