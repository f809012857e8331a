"""The addresses that decide about promises, for the walk over every address."""

from tillit.standards.models import ServiceStandard
from tillit.testing.cast import Desk

HOURS_OF_TEAMS = {
    "settings/hours/",
    "settings/hours/preview/",
    "settings/hours/<int:number>/",
    "settings/hours/<int:number>/undoing/",
}

OF_THE_COMPANY = {
    "settings/hours/new/",
    "settings/hours/<int:number>/putting-away/",
    "settings/charter/",
}

PROMISED_BY_LEADS = {
    "figures/promises-kept/pauses/",
    "figures/<slug:key>/explanations/",
    "figures/<slug:key>/explanations/<int:explanation>/removal/",
    "settings/standards/",
    "settings/standards/new/",
    "settings/standards/sets/",
    "settings/standards/<int:number>/",
    "settings/standards/<int:number>/ending/",
    "settings/standards/<int:number>/retargeting/",
}


def addresses_of_promises(desk: Desk, canary: str) -> dict[str, list[str]]:
    """The opening hours of the desk, which bear the canary in their name."""
    calendar = desk.inbox.calendar
    calendar.name = canary
    calendar.save()
    page = f"/settings/hours/{calendar.pk}/"
    standard = f"/settings/standards/{ServiceStandard.objects.earliest('id').pk}/"
    return {
        "settings/hours/": ["/settings/hours/"],
        "settings/hours/new/": ["/settings/hours/new/"],
        "settings/hours/preview/": ["/settings/hours/preview/"],
        "settings/hours/<int:number>/": [page],
        "settings/hours/<int:number>/undoing/": [
            f"{page}undoing/?version={calendar.versions.get().pk}"
        ],
        "settings/hours/<int:number>/putting-away/": [f"{page}putting-away/"],
        "settings/charter/": ["/settings/charter/"],
        "figures/promises-kept/pauses/": ["/figures/promises-kept/pauses/"],
        "figures/<slug:key>/explanations/": ["/figures/first-response/explanations/"],
        "figures/<slug:key>/explanations/<int:explanation>/removal/": [
            "/figures/first-response/explanations/1/removal/"
        ],
        "settings/standards/": ["/settings/standards/"],
        "settings/standards/sets/": ["/settings/standards/sets/"],
        "settings/standards/new/": ["/settings/standards/new/"],
        "settings/standards/<int:number>/": [standard],
        "settings/standards/<int:number>/ending/": [f"{standard}ending/"],
        "settings/standards/<int:number>/retargeting/": [f"{standard}retargeting/"],
    }
