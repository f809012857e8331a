"""The addresses about macros, for the walk over every address."""

from tillit.conversations.macros.using import use
from tillit.conversations.models import Conversation, Macro
from tillit.testing.cast import Desk

OF_SOME_MACRO = {
    "conversations/<int:number>/macros/",
    "conversations/<int:number>/macros/<int:macro>/",
    "conversations/<int:number>/macro-uses/<int:use>/undoing/",
}
"""A light agent finds them too; what he or she may not do is said, and not done."""

MACROS_OF_TEAMS = {
    "settings/macros/<int:number>/",
    "settings/macros/<int:number>/putting-away/",
}

OWN_MACROS = {"settings/macros/", "settings/macros/new/"}


def addresses_of_macros(
    desk: Desk, conversation: Conversation, canary: str
) -> dict[str, list[str]]:
    """A macro of the desk that Ada has used, with the canary in all its words."""
    macro = Macro.objects.create(name=canary, team=desk.team, note=f"Note {canary}")
    used = use(macro=macro, conversation=conversation, agent=desk.ada).use
    here = f"/conversations/{conversation.pk}/"
    page = f"/settings/macros/{macro.pk}/"
    return {
        "conversations/<int:number>/macros/": [f"{here}macros/"],
        "conversations/<int:number>/macros/<int:macro>/": [f"{here}macros/{macro.pk}/"],
        "conversations/<int:number>/macro-uses/<int:use>/undoing/": [
            f"{here}macro-uses/{used.pk}/undoing/"
        ],
        "settings/macros/": ["/settings/macros/"],
        "settings/macros/new/": ["/settings/macros/new/"],
        "settings/macros/<int:number>/": [page],
        "settings/macros/<int:number>/putting-away/": [f"{page}putting-away/"],
    }
