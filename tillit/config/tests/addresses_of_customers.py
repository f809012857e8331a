"""The addresses about customers and notices, for the walk over every address."""

from tillit.conversations.models import Conversation
from tillit.conversations.uniting import part, unite
from tillit.journal.models import Event
from tillit.notices.models import Notice
from tillit.people.actor import Actor
from tillit.people.models import Contact, Organization
from tillit.people.profiles import describe
from tillit.testing.cast import Desk

_CHANGES = (
    "details/",
    "addresses/",
    "addresses/<int:identity>/removal/",
    "addresses/<int:identity>/blocking/",
    "addresses/<int:identity>/unblocking/",
    "changes/<int:revision>/undoing/",
    "union/",
    "unions/<int:union>/parting/",
)
CHANGING_CUSTOMERS = {f"customers/<int:number>/{end}" for end in _CHANGES}
OF_SOME_CUSTOMER = {
    *CHANGING_CUSTOMERS,
    "customers/<int:number>/",
    "organizations/<int:number>/",
    "notices/<int:number>/reading/",
}


def addresses_of_customers(
    desk: Desk, conversation: Conversation, canary: str
) -> dict[str, list[str]]:
    """The customer and her organisation bear the canary in what is known of them."""
    contact, by = conversation.contact, Actor.agent(desk.ada)
    organization = Organization.objects.create(name=f"Firm {canary}")
    revision = describe(contact=contact, by=by, organization_id=organization.pk, notes=canary)
    assert revision is not None
    union = unite(kept=contact, gone=Contact.objects.create(name="Other"), by=by)
    part(union=union, by=by)
    event = Event.objects.order_by("-pk")[0]
    notice = Notice.objects.create(
        agent=desk.ada,
        kind="assigned",
        subject=f"conversation:{conversation.pk}",
        actor=Actor.agent(desk.bo).key,
        event=event.pk,
        at=event.at,
    )
    numbers = {
        "<int:number>": contact.pk,
        "<int:identity>": contact.identities.order_by("pk")[0].pk,
        "<int:revision>": revision.pk,
        "<int:union>": union.pk,
    }
    found = {}
    for end in ("", *_CHANGES):
        route = address = f"customers/<int:number>/{end}"
        for name, number in numbers.items():
            address = address.replace(name, str(number))
        found[route] = [f"/{address}"]
    plain = ("customers/", "organizations/", "notices/", "notices/bell/", "notices/reading/")
    return {
        **found,
        **{route: [f"/{route}"] for route in (*plain, "me/notices/", "me/availability/")},
        "organizations/<int:number>/": [f"/organizations/{organization.pk}/"],
        "notices/<int:number>/reading/": [f"/notices/{notice.pk}/reading/"],
        "conversations/<int:number>/presence/": [f"/conversations/{conversation.pk}/presence/"],
    }
