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
    "settings/surveys/<int:number>/poster/",
    "settings/surveys/<int:number>/link/",
}


def addresses() -> dict[str, list[str]]:
    """Of the survey by which the customer with the canary was asked."""
    survey = Invitation.objects.latest("id").survey
    survey.link = "a-link"
    survey.save()
    page = f"/settings/surveys/{survey.pk}/"
    acts = ("preview", "preview/mail", "askings", "putting-away", "poster", "link")
    return {
        "settings/surveys/": ["/settings/surveys/"],
        "settings/surveys/new/": ["/settings/surveys/new/"],
        "settings/surveys/<int:number>/": [page],
        **{f"settings/surveys/<int:number>/{act}/": [f"{page}{act}/"] for act in acts},
    }
