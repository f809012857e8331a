"""Loading the demo world, and removing it without touching anything real."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection, transaction

from tillit import clock
from tillit.automation import book
from tillit.demo.agenda import RECENT, agenda
from tillit.demo.aims import aim_and_meet
from tillit.demo.cast import COLLEAGUES, ZONE
from tillit.demo.counting import count_all
from tillit.demo.handbook import write_handbook
from tillit.demo.help_pages import count_help_pages
from tillit.demo.leaving import note_leavings
from tillit.demo.models import World
from tillit.demo.moments import monday
from tillit.demo.past import Past
from tillit.demo.plays import Step
from tillit.demo.removal import take_away
from tillit.demo.said import act_on_answers, nothing_opened, put_on_board
from tillit.demo.shop import Shop, open_shop
from tillit.demo.sorting import note_regulars
from tillit.demo.staging import Stage
from tillit.demo.talks import talk_and_thank
from tillit.demo.weeks import WEEKS
from tillit.demo.year import live_the_year
from tillit.insights.rolling import roll_up_stale
from tillit.notices.models import Notice

Report = Callable[[str], None]

LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
LOGINS = "demo-logins.txt"
STEPS_IN_ONE = 100
"""Steps played in one transaction: fewer commits, and no long lock."""


class DemoRefused(Exception):
    """The demo world does not belong here; the words say why."""


def load(report: Report = lambda words: None) -> None:
    """Load the demo world; harmless when it is there already, and begun anew when it is half there.

    Raises:
        DemoRefused: the installation is reachable under an address that is not local.
    """
    if urlsplit(settings.TILLIT_BASE_URL).hostname not in LOCAL:
        raise DemoRefused(
            "The demo world is for trying out on your own machine: TILLIT_BASE_URL is not local."
        )
    if World.objects.filter(complete=True).exists():
        report("The demo world is loaded already.")
        return
    if World.objects.exists():
        with transaction.atomic():
            take_away()
    shop = _live(report)
    _write_logins(shop)
    World.objects.update(complete=True)


def _live(report: Report) -> Shop:
    now = clock.now()
    local_now = now.astimezone(ZoneInfo(ZONE))
    since = monday(local_now, WEEKS + 2)
    # Rules hold from now on: what is told of the past sets none of them going.
    book.forget()
    book.holding()
    with transaction.atomic():
        shop = open_shop(since, now)
        World.objects.create(loaded_at=now)
        write_handbook(shop.inbox.team, shop.agents, now)
    hours = shop.inbox.calendar.version_at(now).hours
    past, present = _apart(agenda(local_now, hours), monday(local_now, RECENT))
    with transaction.atomic():
        _write_down(shop, past)
    _tell_sizes()
    report("  50 %")
    with nothing_opened():
        _play(Stage(shop), present, report)
    with transaction.atomic():
        note_leavings(shop.inbox.team, shop.agents, now)
        note_regulars(shop.inbox.team, shop.agents[-1])
    while roll_up_stale():
        pass
    with transaction.atomic():
        live_the_year(shop.inbox.team, shop.agents, now)
        act_on_answers(shop.inbox.team, shop.agents, now)
        aim_and_meet(shop.inbox.team, shop.agents, now)
        count_help_pages(shop.inbox.team, shop.agents[-1], now)
        talk_and_thank(shop.inbox.team, shop.agents, now)
    # Nobody begins with half a year of notices.
    Notice.objects.filter(read_at=None, at__lt=now - timedelta(days=1)).update(read_at=now)
    return shop


def _tell_sizes() -> None:
    """PostgreSQL plans for what it has counted, and has not counted what came just now."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _apart(steps: list[Step], recent: datetime) -> tuple[list[Step], list[Step]]:
    """What is only written down, and what is played: the conversations of the last weeks."""
    old = {step.play.number for step in steps if not step.turn and step.at < recent}
    return (
        [step for step in steps if step.play.number in old],
        [step for step in steps if step.play.number not in old],
    )


def _write_down(shop: Shop, steps: list[Step]) -> None:
    past = Past(shop)
    for step in steps:
        past.play(step)
    past.close()
    put_on_board(shop.inbox.team)
    count_all(shop.inbox.team)


def _play(stage: Stage, steps: list[Step], report: Report) -> None:
    for begin in range(0, len(steps), STEPS_IN_ONE):
        with transaction.atomic():
            for step in steps[begin : begin + STEPS_IN_ONE]:
                stage.play(step)
        if begin % (STEPS_IN_ONE * 4) == 0:
            report(f"  {50 + begin * 50 // len(steps)} %")


def _write_logins(shop: Shop) -> None:
    """The passwords are random per installation, and only their hashes are in the database."""
    width = max(len(one.name) for one in COLLEAGUES)
    lines = [
        f"{one.name:<{width}}  {one.role:<5}  {one.email}  {shop.passwords[one.email]}"
        for one in COLLEAGUES
    ]
    file = Path(settings.TILLIT_DATA) / LOGINS
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as written:
        written.write("\n".join(lines) + "\n")


def remove(report: Report = lambda words: None) -> None:
    """Remove everything that the demo world brought along, and nothing else."""
    if not World.objects.exists():
        report("There is no demo world here.")
        return
    with transaction.atomic():
        take_away()
    (Path(settings.TILLIT_DATA) / LOGINS).unlink(missing_ok=True)
    report("The demo world is gone.")
