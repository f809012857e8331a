"""The addresses of figures, for the walk over every address."""

from tillit.insights.exporting.staying import SHEETS
from tillit.insights.sections import SECTIONS

_CARD = "figures/dashboard/cards/<int:number>/"
_TABLE, _CASES = "figures/table.<slug:form>", "figures/<slug:key>/cases.<slug:form>"
_SECTION_TABLE = "figures/about/<slug:key>/table.<slug:form>"
_PARTS = [f"figures/about/<slug:key>/{one}.<slug:form>" for one in ("parts", "aspects")]
_CHOSEN = "figures/about/<slug:key>/own-questions.<slug:form>"
_STAYING = "figures/about/staying/<slug:name>.<slug:form>"
_PAPER, _MAIL = "figures/about/<slug:key>/page.pdf", "figures/mails/<int:number>/"

OWN = {
    "figures/",
    "figures/about/<slug:key>/",
    "figures/dashboard/",
    "figures/dashboard/cards/",
    _CARD,
    f"{_CARD}removal/",
    "figures/dashboard/first-set/",
    "figures/<slug:key>/",
    _TABLE,
    _SECTION_TABLE,
    *_PARTS,
    _CHOSEN,
    _STAYING,
    _CASES,
    _PAPER,
    "figures/mails/",
    f"{_MAIL}trial/",
    f"{_MAIL}ending/",
}
"""What everybody reads, each of his or her own teams."""


def addresses() -> dict[str, list[str]]:
    """Every page, and a card of somebody's dashboard."""
    keys = ("first-response", "promises-kept", "satisfaction")
    ours = {route: [f"/{route}"] for route in OWN if "<" not in route}
    return {
        **ours,
        _CARD: ["/figures/dashboard/cards/1/"],
        f"{_CARD}removal/": ["/figures/dashboard/cards/1/removal/"],
        "figures/about/<slug:key>/": [f"/figures/about/{one.key}/" for one in SECTIONS],
        _TABLE: ["/figures/table.csv"],
        _SECTION_TABLE: ["/figures/about/speed/table.csv"],
        _PARTS[0]: ["/figures/about/speed/parts.csv"],
        _PARTS[1]: ["/figures/about/satisfaction/aspects.csv"],
        _CHOSEN: ["/figures/about/satisfaction/own-questions.csv"],
        _STAYING: [f"/figures/about/staying/{one}.csv" for one in SHEETS],
        _PAPER: ["/figures/about/overview/page.pdf", "/figures/about/speed/page.pdf"],
        f"{_MAIL}trial/": ["/figures/mails/1/trial/"],
        f"{_MAIL}ending/": ["/figures/mails/1/ending/"],
        _CASES: [f"/figures/{key}/cases.csv" for key in keys],
        "figures/<slug:key>/": [f"/figures/{key}/" for key in keys],
    }
