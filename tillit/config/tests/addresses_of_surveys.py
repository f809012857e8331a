"""The addresses that decide what customers are asked, for the walk over every address."""

from tillit.feedback.models import Invitation

OF_EVERY_LEAD = {
    "settings/surveys/",
    "settings/surveys/new/",
    "settings/surveys/<int:number>/",
    "settings/surveys/<int:number>/preview/",
    "settings/surveys/<int:number>/preview/mail/",
    "settings/surveys/<int:number>/askings/",
    "settings/surveys/<int:number>/putting-away/",
}


def addresses() -> dict[str, list[str]]:
    """Of the survey by which the customer with the canary was asked."""
    page = f"/settings/surveys/{Invitation.objects.latest('id').survey_id}/"
    acts = ("preview", "preview/mail", "askings", "putting-away")
    return {
        "settings/surveys/": ["/settings/surveys/"],
        "settings/surveys/new/": ["/settings/surveys/new/"],
        "settings/surveys/<int:number>/": [page],
        **{f"settings/surveys/<int:number>/{act}/": [f"{page}{act}/"] for act in acts},
    }
