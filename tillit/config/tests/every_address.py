"""Every address of the project, and what it stands for in a test."""

from collections.abc import Iterator
from email.message import EmailMessage

from django.urls import URLPattern, URLResolver, get_resolver

from tillit.conversations.envelope import Enclosure, Envelope
from tillit.conversations.models import Attachment, Parcel
from tillit.conversations.parcels import hold, keep
from tillit.conversations.spine import receive
from tillit.demo import mailroom
from tillit.demo.models import Belonging
from tillit.feedback.actions import invite, save_response
from tillit.people.models import Team
from tillit.standards.models import Promise
from tillit.testing.cast import GRACE, MONDAY_TEN, Desk
from tillit.testing.steps import answers

CANARY = "canary-9034"

OPEN_TO_ALL = {
    "sign-in/",
    "sign-out/",
    "sign-in/inactive/",
    "alive/",
    "feedback/<str:token>/",
}
"""Addresses that need no sign-in; the token of an invitation is the key to it."""

SHOWING_ONES_OWN = {
    "",
    "inbox/<slug:view>/",
    "held/",
    "me/theme/",
    "me/language/",
    "figures/",
    "figures/<slug:key>/",
}
"""Addresses that answer everybody who is signed in, each with his or her own things only."""

OF_ONE_TEAM = {
    "conversations/<int:number>/",
    "conversations/<int:number>/messages/",
    "conversations/<int:number>/assignment/",
    "conversations/<int:number>/resolution/",
    "conversations/<int:number>/reopening/",
    "conversations/<int:number>/reading/",
    "attachments/<int:number>/",
    "held/<int:number>/",
    "held/<int:number>/retry/",
    "held/<int:number>/deletion/",
    "promises/<int:number>/",
    "demo/mailbox/",
    "demo/mailbox/<str:person>/",
    "demo/mails/<int:number>/",
    "demo/files/<int:number>/<int:place>/",
}
"""Addresses that are not found by those who are not in the team."""


OF_LEADS = {"health/"}
"""Addresses that only leads and administrators find."""


def all_routes() -> set[str]:
    """Every route, as written in the modules of addresses."""
    return set(_routes(get_resolver().url_patterns))


def _routes(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _routes(pattern.url_patterns, route)
        else:
            yield route


def furnish(desk: Desk) -> dict[str, list[str]]:
    """Put the canary behind every address; the addresses of each route."""
    envelope = Envelope(
        sender_address=GRACE.email,
        sender_name=f"Grace {CANARY}",
        subject=f"Subject {CANARY}",
        text=f"Words {CANARY}",
        enclosures=[Enclosure(f"{CANARY}.png", "image/png", CANARY.encode())],
    )
    conversation = receive(envelope, inbox=desk.inbox, at=MONDAY_TEN).conversation
    answers(desk.ada, conversation, at=MONDAY_TEN)
    invitation = invite(conversation=conversation, agent=desk.ada)
    assert invitation is not None
    save_response(invitation=invitation, score=2, comment=f"Comment {CANARY}")
    parcel = held_mail(desk)
    mail = demo_mail(desk)
    number = conversation.pk
    acts = ("messages", "assignment", "resolution", "reopening", "reading")
    views = ("mine", "unassigned", "at-risk", "open", "resolved")
    keys = ("first-response", "promises-kept", "satisfaction")
    return {
        "": ["/"],
        "inbox/<slug:view>/": [f"/inbox/{view}/" for view in views],
        "held/": ["/held/"],
        "me/theme/": ["/me/theme/"],
        "me/language/": ["/me/language/"],
        "figures/": ["/figures/"],
        "figures/<slug:key>/": [f"/figures/{key}/" for key in keys],
        "conversations/<int:number>/": [f"/conversations/{number}/"],
        **{
            f"conversations/<int:number>/{act}/": [f"/conversations/{number}/{act}/"]
            for act in acts
        },
        "attachments/<int:number>/": [f"/attachments/{Attachment.objects.get().pk}/"],
        "held/<int:number>/": [f"/held/{parcel.pk}/"],
        "held/<int:number>/retry/": [f"/held/{parcel.pk}/retry/"],
        "held/<int:number>/deletion/": [f"/held/{parcel.pk}/deletion/"],
        "health/": ["/health/"],
        "promises/<int:number>/": [f"/promises/{Promise.objects.get().pk}/"],
        "demo/mailbox/": ["/demo/mailbox/"],
        "demo/mailbox/<str:person>/": ["/demo/mailbox/grace/", f"/demo/mailbox/grace/?mail={mail}"],
        "demo/mails/<int:number>/": [f"/demo/mails/{mail}/"],
        "demo/files/<int:number>/<int:place>/": [f"/demo/files/{mail}/0/"],
    }


def held_mail(desk: Desk) -> Parcel:
    """A mail that nobody could read."""
    raw = f"Subject: {CANARY}\n\nWords {CANARY}".encode()
    parcel = keep(inbox=desk.inbox, key=CANARY, raw=raw, sender=f"{CANARY}@x.example")
    hold(parcel, cause=f"Cause {CANARY}")
    return parcel


def demo_mail(desk: Desk) -> int:
    """The desk is the demo world's; a mail in a mailbox there."""
    Belonging.objects.create(label=Team._meta.label, row=desk.team.pk)
    mail = EmailMessage()
    mail["From"], mail["To"] = "desk@desk.example", GRACE.email
    mail["Subject"] = f"Subject {CANARY}"
    mail.set_content(f"Words {CANARY}")
    mail.add_alternative(f"<p>Words {CANARY}</p>", subtype="html")
    mail.add_attachment(CANARY.encode(), maintype="image", subtype="png", filename="a.png")
    return mailroom.put(mail.as_bytes(), owner=GRACE.email, at=MONDAY_TEN, sent=False).pk
