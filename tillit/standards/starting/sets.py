"""The two starter sets, and how they are adopted."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from django.db import transaction

from tillit import clock
from tillit.conversations.composing.standard_replies import load_standard_replies
from tillit.conversations.models import CaseType, Inbox
from tillit.documents.days import next_review, today_at_home
from tillit.hours.business_time import Hours, due
from tillit.hours.home import home_zone
from tillit.hours.models import Calendar
from tillit.people.actor import Actor
from tillit.people.models import Agent
from tillit.standards.keeping import in_force, revise
from tillit.standards.models import (
    USUAL_PAUSES,
    Clock,
    HoursKind,
    PauseRule,
    ServiceStandard,
    StandardVersion,
)
from tillit.standards.starting import words

HOUR = 3600


@dataclass(frozen=True)
class Model:
    """A standard to begin with: a clock and the hours that it allows, or a measure and a goal.

    `words` names its texts; `promise` and `name` which of them are the promise and its name.
    Without `pauses` its clock stands still as is usual for it.
    """

    key: str
    words: str
    clock: Clock | None = None
    hours: int = 0
    measure: str = ""
    goal: float | None = None
    case_type: str = ""
    hours_kind: HoursKind = HoursKind.BUSINESS
    pauses: PauseRule | None = None
    promise: str = "promise"
    name: str = "name"

    def version(self) -> StandardVersion:
        """What it promises, not stored yet."""
        usual = USUAL_PAUSES.get(self.clock, PauseRule.NEVER) if self.clock else PauseRule.NEVER
        return StandardVersion(
            wording=words.in_all(self.words, self.promise, self.hours),
            clock=self.clock or "",
            target_seconds=self.hours * HOUR,
            measure=self.measure,
            goal=self.goal,
            case_type=self.case_type,
            pause_rule=usual if self.pauses is None else self.pauses,
            hours_kind=self.hours_kind,
            source=words.in_this(self.words, "source"),
        )

    def in_force(self, inbox: Inbox | None = None) -> StandardVersion | None:
        """What is promised of the same to the same customers already."""
        same = {"clock": self.clock or "", "measure": self.measure, "case_type": self.case_type}
        everybody = {"team": None, "channel": "", "priority": "", "language": "", "vip": False}
        found = in_force().filter(**same, **everybody, inbox=inbox)
        return found.select_related("standard").first()


SETS: dict[str, tuple[Model, ...]] = {
    "promises": (
        Model("answer-fast", "answer_fast", clock=Clock.FIRST_RESPONSE, hours=4),
        Model(
            "answer-on",
            "answer_fast",
            clock=Clock.NEXT_RESPONSE,
            hours=4,
            promise="next_promise",
            name="next_name",
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


def _by_law(days: int, kind: HoursKind, words: str, key: str) -> Model:
    """A complaint that is answered within so many days, whoever it waits for meanwhile."""
    return Model(
        key,
        words,
        clock=Clock.RESOLUTION,
        hours=24 * days,
        hours_kind=kind,
        case_type=CaseType.COMPLAINT,
        pauses=PauseRule.NEVER,
    )


LAWS: dict[str, tuple[Model, ...]] = {
    "spain": (
        _by_law(15, HoursKind.WORKING_DAYS, "spain_complaints", "spain-complaints"),
        Model("spain-calls", "spain_calls", measure="calls-in-three-minutes", goal=0.95),
        Model("spain-person", "spain_person", measure="person-on-request", goal=1.0),
    ),
    "hungary": (
        _by_law(30, HoursKind.CALENDAR, "hungary_complaints", "hungary-complaints"),
        Model("hungary-calls", "hungary_calls", measure="calls-in-five-minutes", goal=1.0),
    ),
    "accessibility": (Model("accessible", "accessible", measure="accessible-support", goal=1.0),),
}
"""What law and norms ask of some: optional, dated, and never the advice of a lawyer."""
BY_LAW = frozenset(model for models in LAWS.values() for model in models)


def due_sooner(promised: StandardVersion, asked: StandardVersion) -> bool:
    """Whether what is promised already is due before what is asked, for a case that begins now."""
    calendar = Calendar.objects.order_by("id").first()
    hours = calendar.version_at(clock.now()).hours if calendar else Hours.always(home_zone())
    ends = [
        due(HoursKind(one.hours_kind).counted(hours), clock.now(), one.target)
        for one in (promised, asked)
    ]
    return ends[0] <= ends[1]


def adopt(*, models: Collection[Model], by: Agent) -> int:
    """Promise these from now on, with the standard replies; how many were new or changed."""
    load_standard_replies()
    return len(promise(models=models, by=by))


ANSWERS = SETS["promises"][:2]
"""What an installation promises first: an answer, and one to each further message."""


def promise_answers(
    *, by: Agent, inbox: Inbox | None = None, hours: int = 4, reason: str = ""
) -> list[StandardVersion]:
    """Promise an answer within 4 (or 8) working hours; with an inbox only there."""
    models = [replace(model, hours=hours) for model in ANSWERS]
    return promise(models=models, by=by, inbox=inbox, reason=reason)


@transaction.atomic
def promise(
    *, models: Collection[Model], by: Agent, inbox: Inbox | None = None, reason: str = ""
) -> list[StandardVersion]:
    """Promise these from now on; the versions that are new.

    What is promised of the same to the same customers becomes a new version of that standard.
    """
    look_again = next_review(today_at_home(clock.now()))
    made = []
    for model in models:
        version = model.version()
        version.owner = version.author = by
        version.inbox, version.reason, version.review_date = inbox, reason, look_again
        before = model.in_force(inbox)
        made.append(
            revise(
                standard=before.standard if before else ServiceStandard(),
                name=before.standard.name if before else _free_name(model, inbox),
                version=version,
                points=words.points(model.words),
                by=Actor.agent(by),
            )
        )
    return [version for version in made if version]


def _free_name(model: Model, inbox: Inbox | None) -> str:
    name = words.in_this(model.words, model.name)
    name = f"{name} · {inbox.name}" if inbox else name
    taken = set(ServiceStandard.objects.values_list("name", flat=True))
    numbers = (f"{name} {number}" for number in range(2, 1000))
    return name if name not in taken else next(one for one in numbers if one not in taken)
