"""The addresses about rules and what goes with them, for the walk over every address."""

from tillit.automation.models import Firing, Outcome, Rule
from tillit.conversations.envelope import Envelope
from tillit.conversations.models import Conversation
from tillit.conversations.spine import receive
from tillit.testing.cast import MONDAY_TEN, NORA, Desk

RULES_OF_TEAMS = {
    "settings/rules/",
    "settings/rules/new/",
    "settings/rules/trigger/",
    "settings/rules/conditions/",
    "settings/rules/steps/",
    "settings/rules/<int:number>/",
    "settings/rules/<int:number>/switching/",
    "settings/rules/<int:number>/moving/",
    "settings/rules/<int:number>/putting-away/",
    "settings/rules/<int:number>/activity/",
    "settings/rules/firings/<int:number>/trying/",
    "settings/people/<int:number>/workplace/",
}

NOT_SOLVED_ALONE = {"conversations/<int:number>/passing-on/", "promises/<int:number>/new-time/"}


def addresses_of_rules(desk: Desk, conversation: Conversation, canary: str) -> dict[str, list[str]]:
    """A rule of the desk that could not do its part, and a customer who waits."""
    rule = Rule.objects.create(
        name=canary, team=desk.team, trigger="begun", steps=[{"do": "note", "text": canary}]
    )
    firing = Firing.objects.create(
        rule=rule,
        rule_version=1,
        conversation=conversation,
        cause="event:0",
        at=MONDAY_TEN,
        outcome=Outcome.PARKED,
        error=canary,
    )
    page = f"/settings/rules/{rule.pk}/"
    letter = Envelope(sender_address=NORA.email, sender_name=canary, subject=canary, text=canary)
    waiting = receive(letter, inbox=desk.inbox, at=MONDAY_TEN).conversation
    promise = waiting.promises.earliest("id")
    return {
        "settings/rules/": ["/settings/rules/"],
        "settings/rules/new/": ["/settings/rules/new/"],
        **{
            f"settings/rules/{part}/": [f"/settings/rules/{part}/"]
            for part in ("trigger", "conditions", "steps")
        },
        "settings/rules/<int:number>/": [page],
        **{
            f"settings/rules/<int:number>/{act}/": [f"{page}{act}/"]
            for act in ("switching", "moving", "putting-away", "activity")
        },
        "settings/rules/firings/<int:number>/trying/": [
            f"/settings/rules/firings/{firing.pk}/trying/"
        ],
        "settings/people/<int:number>/workplace/": [f"/settings/people/{desk.ada.pk}/workplace/"],
        "conversations/<int:number>/passing-on/": [f"/conversations/{waiting.pk}/passing-on/"],
        "promises/<int:number>/new-time/": [f"/promises/{promise.pk}/new-time/"],
    }
