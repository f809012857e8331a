"""What is only written down is what would have happened."""

import re
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Protocol

import pytest
from django.db import models, transaction

from tillit.automation import book
from tillit.automation.events import RulesCalled
from tillit.conversations.models import Conversation, Delivery, Message
from tillit.demo.agenda import agenda
from tillit.demo.moments import monday
from tillit.demo.past import Past
from tillit.demo.plays import Step
from tillit.demo.said import nothing_opened
from tillit.demo.shop import Shop, open_shop
from tillit.demo.staging import Stage
from tillit.demo.tests.weekly import OSLO
from tillit.demo.weeks import Shape
from tillit.feedback.models import Answer, Asking, Invitation, Response
from tillit.journal.models import Event
from tillit.people.models import Order
from tillit.standards.models import Promise

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 6, 10, 11, 30, tzinfo=OSLO)
COMPARED: tuple[type[models.Model], ...] = (
    Conversation, Message, Delivery, Promise, Invitation, Asking, Response, Answer, Order,
)  # fmt: skip
SECRET = {"external_id", "token", "version"}
SECRET_WORDS = re.compile(r"https?://\S+|N?\d+")


class Plays(Protocol):
    """Whatever lets the steps of the agenda happen."""

    def play(self, step: Step) -> None:
        """One of them."""


def test_both_make_the_same_rows_and_tell_the_same_facts() -> None:
    told, written = made_by(Stage), made_by(Past)
    for label in told:
        assert written[label] - told[label] == told[label] - written[label] == Counter(), label


def made_by(kind: Callable[[Shop], Plays]) -> dict[str, Any]:
    """What some conversations come to, without leaving a trace."""
    book.forget()
    book.holding()
    with transaction.atomic():
        shop = open_shop(NOW - timedelta(days=430), NOW)
        hours = shop.inbox.calendar.version_at(NOW).hours
        world = kind(shop)
        with nothing_opened():
            for step in some_of(agenda(NOW, hours)):
                world.play(step)
        if isinstance(world, Past):
            world.close()
        found = {model.__name__: rows_of(model) for model in COMPARED} | {"facts": facts()}
        transaction.set_rollback(True)
    book.forget()
    return found


def some_of(steps: list[Step]) -> list[Step]:
    """One of each shape, rated if possible, one of them late."""
    old = [step for step in steps if step.at < monday(NOW, 5)]
    finished = {step.play.number: step.play for step in old if step.what in ("rating", "agent")}
    rated = [step.play for step in old if step.what == "rating"]
    chosen = {one.script.shape: one for one in [*finished.values(), *rated]}
    assert set(chosen) >= set(Shape) - {Shape.NO_QUESTION}
    lost = next(one for one in rated if one.script.period == "parcels")
    numbers = {one.number for one in [*chosen.values(), lost]}
    return [
        step
        for step in steps
        if step.play.number in numbers and not step.what.startswith("recommend")
    ]


def rows_of(model: type[models.Model]) -> Counter[Any]:
    """All rows, apart from numbers and secrets."""
    columns = [
        column.attname
        for column in model._meta.concrete_fields
        if column.name not in SECRET and not (column.is_relation or column.primary_key)
    ]
    rows = model._default_manager.values_list(*columns)
    return Counter(
        tuple(SECRET_WORDS.sub("…", str(one)) if not is_exact(one) else one for one in row)
        for row in rows
    )


def is_exact(value: object) -> bool:
    """Whether it can be compared as it is; words name conversations and addresses."""
    return value is None or isinstance(value, (int, datetime))


def facts() -> Counter[Any]:
    """What happened to conversations when, and by whom; rules that a worker asks have no trace."""
    events = Event.objects.filter(subject__startswith="conversation:").exclude(
        kind=RulesCalled.kind()
    )
    return Counter((one.kind, one.actor.partition(":")[0], one.at) for one in events)
