"""The addresses of the handbook, for the walk over every address."""

from tillit.documents.models import Proposal
from tillit.documents.pictures import add
from tillit.documents.proposing import propose
from tillit.documents.publishing import Text, write
from tillit.standards.handbook import KIND
from tillit.standards.models import ServiceStandard
from tillit.testing.cast import Desk

OWN = {
    "handbook/",
    "handbook/reviews/",
    "handbook/standards/<int:number>/",
}
"""What everybody reads, each with the pages of his or her own teams."""

_PAGE, _PROPOSAL = "handbook/pages/<slug:slug>/", "handbook/proposals/<int:number>/"

OF_ITS_TEAM = {
    _PAGE,
    f"{_PAGE}versions/<int:number>/",
    f"{_PAGE}reading/",
    f"{_PAGE}pictures/",
    f"{_PAGE}pictures/<int:number>/",
    f"{_PAGE}proposing/",
    _PROPOSAL,
    f"{_PROPOSAL}comments/",
    f"{_PROPOSAL}vote/",
    f"{_PROPOSAL}withdrawal/",
}

LED = {
    "handbook/new/",
    f"{_PAGE}writing/",
    f"{_PAGE}arranging/",
    f"{_PAGE}return/",
    f"{_PAGE}review/",
    f"{_PROPOSAL}acceptance/",
    f"{_PROPOSAL}refusal/",
}

OF_EVERY_LEAD = {"handbook/reviews/standards/<int:number>/"}
"""Those who decide what is promised find them, and whoever looks after the standard."""


def addresses(desk: Desk, canary: str) -> dict[str, list[str]]:
    """A page of the desk, a proposal about it and a picture in it, each with the canary."""
    standard = ServiceStandard.objects.earliest("id").pk
    proposal = _proposal(desk, canary)
    page = f"/handbook/pages/{proposal.document.slug}/"
    picture = proposal.document.pictures.get().pk
    places = {"<slug:slug>": proposal.document.slug, "<int:number>": str(proposal.pk)}
    of_places = {route for route in OF_ITS_TEAM | LED if route.count("<") == 1}
    return {
        "handbook/": ["/handbook/", "/handbook/?q=words"],
        "handbook/new/": ["/handbook/new/"],
        "handbook/reviews/": ["/handbook/reviews/"],
        "handbook/standards/<int:number>/": [f"/handbook/standards/{standard}/"],
        "handbook/reviews/standards/<int:number>/": [f"/handbook/reviews/standards/{standard}/"],
        f"{_PAGE}versions/<int:number>/": [f"{page}versions/1/"],
        f"{_PAGE}pictures/<int:number>/": [f"{page}pictures/{picture}/"],
        **{route: [_filled(route, places)] for route in of_places},
    }


def _filled(route: str, places: dict[str, str]) -> str:
    for place, value in places.items():
        route = route.replace(place, value)
    return f"/{route}"


def _proposal(desk: Desk, canary: str) -> Proposal:
    text = Text({"en": "A page"}, {"en": f"Words {canary}"}, f"Reason {canary}")
    page = write(kind=KIND, language="en", text=text, team=desk.team, by=desk.liv)
    add(document=page, name=canary, content=b"GIF89a" + canary.encode(), by=desk.liv)
    assert page.current is not None
    better = Text({"en": "A page"}, {"en": f"Better {canary}"}, f"Why {canary}")
    proposal = propose(document=page, seen=page.current, text=better, by=desk.bo)
    assert proposal is not None
    return proposal
