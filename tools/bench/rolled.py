"""`python -m bench.rolled`: pages of figures over 13 months, with the roll-ups of a million.

To load a million conversations takes hours, and pages of figures read few of them: they read what
is rolled up of each day, and what is open now. So days are made up as a million conversations would
leave them, put together to weeks, months and years by the program itself; those that are open are
made up as well, and every page is asked for.
"""

from __future__ import annotations

import argparse
import gc
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from bench.apart import begin_in
from bench.open_now import make_open

if TYPE_CHECKING:
    from tillit.people.models import Agent, Team

CONVERSATIONS = 1_000_000
TEAMS, AGENTS, TAGS, INBOXES = 5, 20, 30, 5
DAYS = 396
POOL = 4
"""So many days are made up of each kind, and one of them is drawn for every day."""
LIMIT = 0.150
ROUNDS = 8
SEED = 20_261
PAGES = (
    "",
    "about/promises/?by=team",
    "about/promises/?by=channel",
    "about/promises/?by=tag",
    "about/speed/?by=team",
    "about/speed/?by=channel",
    "about/speed/?by=agent",
    "about/speed/?by=tag",
    "about/speed/?in=tag:3",
    "about/solving/?by=team",
    "about/solving/?by=agent",
    "about/solving/?by=tag",
    "about/workload/?by=team",
    "about/workload/?by=tag",
    "about/workload/?in=language:hu",
    "about/workload/?in=segment:True",
    "about/workload/?in=segment:False",
    "backlog/",
    "backlog/?in=segment:True",
    "about/satisfaction/?by=team",
    "about/satisfaction/?by=agent",
    "about/satisfaction/?by=tag",
    "first-response/",
    "mine/",
    "teams/",
    "meeting/",
    "about/staying/",
    "about/benchmarks/",
    "targets/",
)
COUNTED = (
    *("without_reply", "one_touch", "replies", "squares", "reopened", "reopened_net", "reopens"),
    *("transferred", "transfers", "escalated"),
)
"""What is counted of conversations that were resolved."""
Summary = dict[str, Any]


def main(argv: Sequence[str] | None = None) -> int:
    """Make up, put together, ask and tell; it fails where a page takes longer than it may."""
    parser = argparse.ArgumentParser(prog="python -m bench.rolled", description=__doc__)
    parser.add_argument("--conversations", type=int, default=CONVERSATIONS)
    arguments = parser.parse_args(argv)
    with tempfile.TemporaryDirectory(prefix="tillit-rolled-") as folder:
        begin_in(Path(folder))
        agent = _fill(arguments.conversations)
        longest = 0.0
        for page, seconds in _asked(agent):
            too_long = "  (!)" if seconds > LIMIT else ""
            print(f"{seconds * 1000:6.0f} ms  /figures/{page}{too_long}", flush=True)
            longest = max(longest, seconds)
    return 0 if longest <= LIMIT else 1


def _fill(conversations: int) -> Agent:
    """Everything that is rolled up, and who may see it all."""
    from tillit import clock
    from tillit.insights.rolling import close_spans
    from tillit.measures.dates import first_of_month
    from tillit.people.models import Agent, Role, Team

    agent = Agent.objects.create_user("lead@desk.example", "", name="Lead", role=Role.ADMINISTRATOR)
    teams = [Team.objects.create(name=f"Team {number}") for number in range(1, TEAMS + 1)]
    for team in teams:
        team.members.add(agent)
    make_open(teams)
    last = clock.now().date()
    first = first_of_month(last - timedelta(days=DAYS - 31))
    began = time.monotonic()
    _make_days(teams, first, last, round(conversations / (DAYS * TEAMS)))
    print(f"{time.monotonic() - began:.0f} s, putting them together", file=sys.stderr)
    while close_spans():
        pass
    print(f"{time.monotonic() - began:.0f} s", file=sys.stderr)
    return agent


def _make_days(teams: list[Team], first: date, last: date, daily: int) -> None:
    from django.db import connection, transaction

    from tillit.insights.models import Day, DaySlice

    random, values = Random(SEED), _values()  # noqa: S311 (made up, not a secret)
    for basis, summary in _bases(random).items():
        whole = [summary(daily) for _ in range(POOL)]
        parts = {
            dimension: [summary(max(1, daily // len(some))) for _ in range(POOL)]
            for dimension, some in values.items()
            if _divides(basis, dimension)
        }
        for team in teams:
            with transaction.atomic():
                days = Day.objects.bulk_create(
                    Day(
                        measure=basis, team=team, day=day, summary=random.choice(whole), stale=False
                    )
                    for day in _days(first, last)
                )
                DaySlice.objects.bulk_create(
                    DaySlice(day=day, dimension=key, value=value, summary=random.choice(some))
                    for day in days
                    for key, some in parts.items()
                    for value in values[key]
                )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _divides(basis: str, dimension: str) -> bool:
    from tillit.measures.dimensions import dimension_named, divides
    from tillit.measures.registry import measure_of_basis

    return divides(measure_of_basis(basis), dimension_named(dimension))


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=number) for number in range((last - first).days + 1))


def _values() -> dict[str, list[str]]:
    """Which values each dimension has."""
    from tillit.conversations.models import CaseType, Tag
    from tillit.people.models import Agent

    agents = [
        Agent.objects.create(email=f"agent{number}@desk.example", name=f"Agent {number}")
        for number in range(AGENTS)
    ]
    tags = [Tag.objects.create(name=f"tag {number}") for number in range(TAGS)]
    return {
        "agent": [str(one.pk) for one in agents],
        "channel": ["email", "form", "phone"],
        "inbox": [str(number) for number in range(1, INBOXES + 1)],
        "language": ["en", "nb", "nl", "hu"],
        "segment": ["", "vip"],
        "type": list(CaseType.values),
        "tag": [str(one.pk) for one in tags],
        "standard": [str(number) for number in range(1, 5)],
    }


def _bases(random: Random) -> Mapping[str, Callable[[int], Summary]]:
    """What so many conversations come to, in each basis."""
    version = _questions_of_six()

    def times(n: int) -> Summary:
        from tillit.measures.times import Times

        return Times.of(max(1, random.lognormvariate(8.5, 1.2)) for _ in range(n)).written()

    def clocks(n: int) -> Summary:
        return {"business": times(n), "calendar": times(n)}

    def solving(n: int) -> Summary:
        columns = ("first_resolution", "full_resolution", "requester_wait", "agent_wait")
        return {column: clocks(n) for column in columns}

    def kept(n: int) -> Summary:
        standards = {str(number): [n // 5, n // 50] for number in range(1, 5)}
        return {"kept": n, "broken": n // 10, "without_reply": n // 100, "standards": standards}

    def solved(n: int) -> Summary:
        counts = dict.fromkeys(COUNTED, n // 3)
        first_contact = {"0": [n, n // 2, 0, n // 20]}
        return {"n": n, **counts, "first_contact": first_contact}

    def answers(n: int) -> Summary:
        return {"csat": [1, 2, 3, n // 10, n // 8], "nps": [n // 100] * 11, "ces": [n // 100] * 7}

    def aspects(n: int) -> Summary:
        given = ("4" + "".join(random.choices("345m", (2, 4, 6, 1), k=6)) for _ in range(n // 4))
        counts: dict[str, int] = {}
        for pattern in given:
            counts[pattern] = counts.get(pattern, 0) + 1
        return {str(version): counts}

    return {
        "first-response": clocks,
        "next-response": clocks,
        "solving-times": solving,
        "promises-kept": kept,
        "solved": solved,
        "begun": lambda n: {"n": n},
        "answers": answers,
        "aspects": aspects,
        "own-questions": lambda n: {"1": {"where/": {"shop": n // 20, "phone": n // 40}}},
        "response-rate": lambda n: {"asked": n // 3, "answered": n // 8, "returned": n // 90},
    }


def _questions_of_six() -> int:
    """The version of a survey that asks how it was, and for the six pillars."""
    from tillit.feedback.delivered import CONTACT, delivered
    from tillit.feedback.keeping import keep_survey
    from tillit.feedback.questionnaire import Kind, Question, Questionnaire
    from tillit.feedback.starter_aspects import six_pillars
    from tillit.people.actor import Actor

    how = {"en": "How were we?"}
    asked = (
        Question("how", Kind.CSAT, how),
        Question("pillars", Kind.ASPECTS, how, parts=six_pillars()),
    )
    survey = delivered(CONTACT)
    keep_survey(survey=survey, questionnaire=Questionnaire(asked), by=Actor.system("bench"))
    return survey.versions.latest("number").pk


def _asked(agent: Agent) -> Iterator[tuple[str, float]]:
    """How much of a processor each page takes: the least of some rounds, after one to warm up."""
    from django.conf import settings
    from django.core.management import call_command
    from django.test import Client

    settings.ALLOWED_HOSTS = ["testserver"]
    call_command("collectstatic", verbosity=0, interactive=False)
    client = Client()
    client.force_login(agent)
    # As the server does before it takes requests.
    gc.collect()
    gc.freeze()
    for page in PAGES:
        address = f"/figures/{page}{'&' if '?' in page else '?'}period=13m"
        taken = []
        for _round in range(ROUNDS + 1):
            began = time.process_time()
            status = client.get(address).status_code
            taken.append(time.process_time() - began)
            if status != 200:
                raise AssertionError(f"{address} answers {status}")
        yield page, min(taken[1:])


if __name__ == "__main__":
    sys.exit(main())
