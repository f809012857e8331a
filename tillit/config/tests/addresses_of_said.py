"""The addresses of what customers said, for the walk over every address."""

from datetime import date

from tillit.feedback.models import Response
from tillit.feedback.said import drawing, improving
from tillit.feedback.said.noting import note
from tillit.testing.cast import MONDAY_TEN, Desk

OWN = {"said/", "said/topics/", "said/improvements/", "said/agreement/"}
"""What everybody reads, each what was said of his or her own teams."""

_ROW = "said/<int:number>/"
_IMPROVEMENT = "said/improvements/<int:number>/"

ACTS = {
    f"{_ROW}assignment/",
    f"{_ROW}answer/",
    f"{_ROW}labels/",
    f"{_ROW}telling/",
    "said/agreement/<int:number>/",
    "said/agreement/draws/",
    "said/improvements/new/",
}
"""What light agents do not find."""

OF_ITS_TEAM = {_ROW, _IMPROVEMENT, *ACTS}

LED = {f"{_IMPROVEMENT}approval/", f"{_IMPROVEMENT}taking-back/"}


def addresses(desk: Desk, canary: str) -> dict[str, list[str]]:
    """A row of the desk with an improvement, and a draw."""
    row = note(response=Response.objects.get().pk, at=MONDAY_TEN, opening=False)
    assert row
    words = {"en": f"Done {canary}"}
    improvement = improving.propose(follow_ups=[row], words=words, by=desk.ada)
    drawn = drawing.draw(team=desk.team, month=date(2026, 6, 1), by=desk.liv)
    assert drawn
    numbers = {
        _ROW: row.pk,
        _IMPROVEMENT: improvement.pk,
        "said/agreement/<int:number>/": drawn.pk,
    }
    found: dict[str, list[str]] = {}
    for route in OWN | OF_ITS_TEAM | LED:
        number = next((numbers[one] for one in numbers if route.startswith(one)), 0)
        found[route] = ["/" + route.replace("<int:number>", str(number))]
    new = "said/improvements/new/"
    return found | {new: [f"/{new}?row={row.pk}"]}
