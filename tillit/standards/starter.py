"""The first standards of an installation: answer fast, in the four languages."""

from copy import copy
from datetime import datetime, timedelta

from tillit.conversations.models import Inbox
from tillit.people.models import Agent
from tillit.standards.models import Clock, ServiceStandard, StandardVersion

REVIEW_AFTER = timedelta(days=182)
"""Half a year: a standard that nobody looks at again is not kept."""

_HOURS = {
    4: {"en": "four", "nb": "fire", "nl": "vier", "hu": "négy"},
    8: {"en": "eight", "nb": "åtte", "nl": "acht", "hu": "nyolc"},
}
_FIRST = {
    "en": "An answer within {hours} working hours",
    "nb": "Svar innen {hours} arbeidstimer",
    "nl": "Antwoord binnen {hours} werkuren",
    "hu": "Válasz {hours} munkaórán belül",
}
_NEXT = {
    "en": "An answer to each further message within {hours} working hours",
    "nb": "Svar på hver ny melding innen {hours} arbeidstimer",
    "nl": "Antwoord op elk volgend bericht binnen {hours} werkuren",
    "hu": "Válasz minden további üzenetre {hours} munkaórán belül",
}
_PROMISES = {
    Clock.FIRST_RESPONSE: ("First answer", _FIRST),
    Clock.NEXT_RESPONSE: ("Further answers", _NEXT),
}


def adopt_answer_fast(
    *,
    owner: Agent | None,
    valid_from: datetime,
    inbox: Inbox | None = None,
    hours: int = 4,
    reason: str = "",
) -> list[StandardVersion]:
    """Promise an answer within 4 (or 8) working hours; a version in force before ends then.

    With an inbox the promises are made there only.
    """
    made = StandardVersion(
        owner=owner,
        author=owner,
        inbox=inbox,
        target_seconds=hours * 3600,
        reason=reason,
        review_date=(valid_from + REVIEW_AFTER).date(),
        valid_from=valid_from,
    )
    return [_new_version(copy(made), clock, hours) for clock in _PROMISES]


def _new_version(version: StandardVersion, clock: Clock, hours: int) -> StandardVersion:
    name, wording = _PROMISES[clock]
    if version.inbox:
        name = f"{name} · {version.inbox.name}"
    version.standard, _created = ServiceStandard.objects.get_or_create(name=name)
    before = version.standard.versions.order_by("-number").first()
    if before:
        version.standard.versions.filter(pk=before.pk).update(valid_to=version.valid_from)
    version.number = before.number + 1 if before else 1
    version.clock = clock
    version.wording = {
        code: text.format(hours=_HOURS[hours][code]) for code, text in wording.items()
    }
    version.save(force_insert=True)
    return version
