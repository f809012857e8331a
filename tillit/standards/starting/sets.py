"""The two starter sets, and how they are adopted."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction

from tillit import clock
from tillit.conversations.composing.standard_replies import load_standard_replies
from tillit.conversations.models import CaseType
from tillit.hours.home import home_zone
from tillit.measures.statistics import local_day
from tillit.people.actor import Actor
from tillit.people.models import Agent
from tillit.standards.keeping import in_force, revise
from tillit.standards.models import (
    USUAL_PAUSES,
    Clock,
    PauseRule,
    ServiceStandard,
    StandardVersion,
)
from tillit.standards.starter import REVIEW_AFTER
from tillit.standards.starting import words

HOUR = 3600


@dataclass(frozen=True)
class Model:
    """A standard to begin with: a clock and the hours that it allows, or a measure and a goal.

    `words` names its texts, `promise` which of them is the promise.
    """

    key: str
    words: str
    clock: Clock | None = None
    hours: int = 0
    measure: str = ""
    goal: float | None = None
    case_type: str = ""
    promise: str = "promise"

    def version(self) -> StandardVersion:
        """What it promises, not stored yet."""
        pauses = USUAL_PAUSES.get(self.clock, PauseRule.NEVER) if self.clock else PauseRule.NEVER
        return StandardVersion(
            wording=words.in_all(self.words, self.promise),
            clock=self.clock or "",
            target_seconds=self.hours * HOUR,
            measure=self.measure,
            goal=self.goal,
            case_type=self.case_type,
            pause_rule=pauses,
            source=words.in_this(self.words, "source"),
        )

    def in_force(self) -> StandardVersion | None:
        """What is promised of the same to the same customers already."""
        same = {"clock": self.clock or "", "measure": self.measure, "case_type": self.case_type}
        found = in_force().filter(**same, inbox=None, priority="", language="", vip=False)
        return found.select_related("standard").first()


SETS: dict[str, tuple[Model, ...]] = {
    "promises": (
        Model("answer-fast", "answer_fast", clock=Clock.FIRST_RESPONSE, hours=4),
        Model(
            "answer-on", "answer_fast", clock=Clock.NEXT_RESPONSE, hours=4, promise="next_promise"
        ),
        Model(
            "own-mistakes",
            "own_mistakes",
            clock=Clock.RESOLUTION,
            hours=40,
            case_type=CaseType.COMPLAINT,
        ),
        Model("exceed-expectations", "exceed_expectations", measure="satisfaction", goal=0.85),
        Model("be-available", "be_available", clock=Clock.PERIODIC_UPDATE, hours=16),
        Model("be-friendly", "be_friendly", measure="quality", goal=0.9),
    ),
    "qualities": (
        Model("responsive", "responsive", clock=Clock.FIRST_RESPONSE, hours=8),
        Model("quick", "quick", clock=Clock.RESOLUTION, hours=24),
        Model("competent", "competent", measure="first-contact", goal=0.7),
        Model("courteous", "courteous", measure="quality", goal=0.9),
        Model("consistent", "consistent", measure="promises-kept", goal=0.95),
    ),
}


@transaction.atomic
def adopt(*, models: Collection[Model], by: Agent) -> int:
    """Promise these from now on, with the standard replies; how many were new or changed.

    What is promised of the same to the same customers becomes a new version of that standard.
    """
    load_standard_replies()
    today = local_day(clock.now(), home_zone())
    made = 0
    for model in models:
        before, version = model.in_force(), model.version()
        version.owner, version.author = by, by
        version.review_date = today + timedelta(days=REVIEW_AFTER.days)
        standard = before.standard if before else ServiceStandard()
        name = before.standard.name if before else _free_name(model)
        points = words.points(model.words)
        made += bool(
            revise(standard=standard, name=name, version=version, points=points, by=Actor.agent(by))
        )
    return made


def _free_name(model: Model) -> str:
    name = words.in_this(model.words, "name")
    if model.promise != "promise":
        name = words.in_this(model.words, model.promise)
    taken = set(ServiceStandard.objects.values_list("name", flat=True))
    numbers = (f"{name} {number}" for number in range(2, 1000))
    return name if name not in taken else next(one for one in numbers if one not in taken)
