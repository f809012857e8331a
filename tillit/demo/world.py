"""Loading the demo world, and removing it without touching anything real."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from tillit import clock
from tillit.automation import book
from tillit.automation.models import Rule
from tillit.demo.agenda import DAYS, Step, agenda
from tillit.demo.cast import COLLEAGUES, ZONE
from tillit.demo.handbook import write_handbook
from tillit.demo.models import World
from tillit.demo.removal import take_away
from tillit.demo.said import act_on_answers, nothing_opened
from tillit.demo.shop import Shop, open_shop
from tillit.demo.staging import Stage
from tillit.demo.year import live_the_year
from tillit.insights.rolling import roll_up_stale
from tillit.notices.models import Notice

Report = Callable[[str], None]

LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
LOGINS = "demo-logins.txt"
BEGAN = timedelta(days=DAYS + 10)
"""So long ago the shop opened."""
STEPS_IN_ONE = 100
"""Steps played in one transaction: fewer commits, and no long lock."""


class DemoRefused(Exception):
    """The demo world does not belong here; the words say why."""


def load(report: Report = lambda words: None) -> None:
    """Load the demo world; harmless when it is there already.

    Raises:
        DemoRefused: the installation is reachable under an address that is not local.
    """
    if urlsplit(settings.TILLIT_BASE_URL).hostname not in LOCAL:
        raise DemoRefused(
            "The demo world is for trying out on your own machine: TILLIT_BASE_URL is not local."
        )
    if World.objects.exists():
        report("The demo world is loaded already.")
        return
    shop = _play(report)
    _write_logins(shop)


def _play(report: Report) -> Shop:
    now = clock.now()
    with transaction.atomic():
        shop = open_shop(now - BEGAN, now)
        World.objects.create(loaded_at=now)
        write_handbook(shop.inbox.team, shop.agents, now)
    hours = shop.inbox.calendar.version_at(now).hours
    local_now = now.astimezone(ZoneInfo(ZONE))
    steps = agenda(local_now, hours)
    with _rules_holding_since(now - BEGAN), nothing_opened():
        _live(Stage(shop), steps, report)
    while roll_up_stale():
        pass
    with transaction.atomic():
        live_the_year(shop.inbox.team, shop.agents, now)
        act_on_answers(shop.inbox.team, shop.agents, now)
    # Nobody begins with half a year of notices.
    Notice.objects.filter(read_at=None, at__lt=now - timedelta(days=1)).update(read_at=now)
    return shop


def _live(stage: Stage, steps: Sequence[Step], report: Report) -> None:
    for begin in range(0, len(steps), STEPS_IN_ONE):
        with transaction.atomic():
            for step in steps[begin : begin + STEPS_IN_ONE]:
                stage.play(step)
        if begin % (STEPS_IN_ONE * 8) == 0:
            report(f"  {begin * 100 // len(steps)} %")


@contextmanager
def _rules_holding_since(instant: datetime) -> Iterator[None]:
    """Meanwhile the rules that every installation has hold for the past, too; then as before."""
    book.holding()
    ours = Rule.objects.filter(active=True).exclude(purpose="")
    before = dict(ours.values_list("pk", "since"))
    ours.update(since=instant)
    try:
        yield
    finally:
        for number, since in before.items():
            Rule.objects.filter(pk=number).update(since=since)


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
