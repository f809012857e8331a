"""The addresses about saved views and many conversations, for the walk over every address."""

from tillit.conversations.bulk import jobs
from tillit.conversations.models import Conversation, SavedView
from tillit.conversations.viewing.conditions import Group
from tillit.conversations.viewing.saved_views import save
from tillit.testing.cast import Desk

OWN_VIEWS = {
    "views/new/",
    "views/conditions/",
    "bulk/",
    "bulk/<int:number>/",
    "bulk/<int:number>/stop/",
    "bulk/<int:number>/undoing/",
}
VIEWS_OF_TEAMS = {"views/<int:number>/", "views/<int:number>/putting-away/"}


def addresses_of_views(desk: Desk, conversation: Conversation, canary: str) -> dict[str, list[str]]:
    """A view of the team with the canary in its name, and a job of Ada's."""
    saved = SavedView(name=canary, owner=desk.liv)
    view = save(saved, Group(), shared=f"team-{desk.team.pk}")
    job = jobs.begin(agent=desk.ada, act="tag", value={"tag": canary}, numbers=[conversation.pk])
    page, work = f"/views/{view.pk}/", f"/bulk/{job.pk}/"
    return {
        "views/new/": ["/views/new/"],
        "views/conditions/": ["/views/conditions/"],
        "views/<int:number>/": [page],
        "views/<int:number>/putting-away/": [f"{page}putting-away/"],
        "bulk/": ["/bulk/"],
        "bulk/<int:number>/": [work],
        "bulk/<int:number>/stop/": [f"{work}stop/"],
        "bulk/<int:number>/undoing/": [f"{work}undoing/"],
    }
