"""Every address of the project, and what it stands for in a test."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from tillit.channels.email.models import ImapSource, Mailbox
from tillit.config.tests import addresses_of_figures as figures
from tillit.config.tests import addresses_of_handbook as handbook
from tillit.config.tests import addresses_of_said as said_by_customers
from tillit.config.tests import addresses_of_screens as screens
from tillit.config.tests import addresses_of_surveys as surveys
from tillit.config.tests import addresses_of_teams as teams
from tillit.config.tests import addresses_of_year as year
from tillit.config.tests.addresses_of_cases import OF_SOME_CASE, addresses_of_cases
from tillit.config.tests.addresses_of_composers import OF_SOME_COMPOSER, addresses_of_composers
from tillit.config.tests.addresses_of_customers import (
    CHANGING_CUSTOMERS,
    OF_SOME_CUSTOMER,
    addresses_of_customers,
)
from tillit.config.tests.addresses_of_macros import (
    MACROS_OF_TEAMS,
    OF_SOME_MACRO,
    OWN_MACROS,
    addresses_of_macros,
)
from tillit.config.tests.addresses_of_mails import demo_mail, held_mail, mail_with_everything
from tillit.config.tests.addresses_of_people import OWN_SECURITY, addresses_of_people
from tillit.config.tests.addresses_of_promises import (
    HOURS_OF_TEAMS,
    OF_THE_COMPANY,
    PROMISED_BY_LEADS,
    addresses_of_promises,
)
from tillit.config.tests.addresses_of_rules import (
    NOT_SOLVED_ALONE,
    RULES_OF_TEAMS,
    addresses_of_rules,
)
from tillit.config.tests.addresses_of_views import (
    OWN_VIEWS,
    VIEWS_OF_TEAMS,
    addresses_of_views,
)
from tillit.conversations.composing.saved_replies import Words, save
from tillit.conversations.envelope import Enclosure, Envelope
from tillit.conversations.models import SavedReply
from tillit.conversations.spine import receive
from tillit.conversations.tests.browsing import ACTS_ON_CASES
from tillit.conversations.views.whole import raw_url
from tillit.feedback.actions import invite
from tillit.feedback.answering import rated, save_response
from tillit.search.rebuilding import catch_up
from tillit.standards.models import Promise
from tillit.testing.cast import GRACE, MONDAY_TEN, Desk
from tillit.testing.steps import answers

CANARY = "canary-9034"

OPEN_TO_ALL = {
    "sign-in/",
    "sign-out/",
    "sign-in/inactive/",
    "sign-in/code/",
    "sign-in/passkey/",
    "sign-in/company/",
    "sign-in/company/callback/",
    "sign-in/company/cancelled/",
    "sign-in/forgotten/",
    "sign-in/forgotten/sent/",
    r"^sign-in/forgotten/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
    "sign-in/forgotten/done/",
    "invitation/<str:token>/",
    "alive/",
    "app.webmanifest",
    "service-worker.js",
    "offline/<slug:language>/",
    "charter/",
    "charter/charter.json",
    "charter/badge.svg",
    "promised/<str:sealed>/",
    "feedback/<str:token>/",
    "feedback/open/<str:link>/",
    "feedback/refusing/<str:sealed>/",
    *year.OPEN,
    *screens.OPEN,
}
"""Addresses that need no sign-in; the token, the key or the seal in them opens them."""

SHOWING_ONES_OWN = {
    "",
    "inbox/<slug:view>/",
    "held/",
    "held/set-aside/",
    *OWN_VIEWS,
    *handbook.OWN,
    *year.OWN,
    *said_by_customers.OWN,
    *teams.OWN,
    "me/theme/",
    "me/language/",
    "me/mails/",
    "me/keys/",
    "search/",
    "search/palette/",
    "search/recent/",
    "me/signature/",
    "me/",
    *OWN_SECURITY,
    *OWN_MACROS,
    "me/security/passkeys/<int:pk>/",
    "me/security/passkeys/<int:pk>/removal/",
    "me/availability/",
    "me/notices/",
    "me/devices/",
    "me/devices/<int:number>/removal/",
    "notices/",
    "notices/bell/",
    "notices/reading/",
    "customers/",
    "organizations/",
    "settings/",
    "board/",
    *figures.OWN,
    *screens.OWN,
}
"""Addresses that answer everybody who is signed in, each with his or her own things only."""

OF_ONE_TEAM = {
    "conversations/<int:number>/",
    "conversations/<int:number>/messages/",
    "conversations/<int:number>/messages/<int:message>/withdrawal/",
    "conversations/<int:number>/messages/<int:message>/departure/",
    "conversations/<int:number>/messages/<int:message>/attempt/",
    "conversations/<int:number>/messages/<int:message>/forwarding/",
    "conversations/<int:number>/assignment/",
    "conversations/<int:number>/resolution/",
    "conversations/<int:number>/reopening/",
    "conversations/<int:number>/reading/",
    "conversations/<int:number>/presence/",
    *OF_SOME_CUSTOMER,
    *OF_SOME_COMPOSER,
    *OF_SOME_CASE,
    *OF_SOME_MACRO,
    *NOT_SOLVED_ALONE,
    *handbook.OF_ITS_TEAM,
    *year.OF_ITS_TEAM,
    *said_by_customers.OF_ITS_TEAM,
    *teams.OF_ITS_TEAM,
    "conversations/<int:number>/messages/<int:message>/split/",
    "messages/<int:number>/",
    "messages/<int:number>/pictures/",
    "attachments/<int:number>/<slug:seal>/",
    "attachments/<int:number>/mail/",
    "pictures/<int:number>/<slug:seal>/",
    "parcels/<int:number>/<slug:seal>/",
    "held/<int:number>/",
    "held/<int:number>/release/",
    "held/<int:number>/retry/",
    "held/<int:number>/deletion/",
    "promises/<int:number>/",
    "demo/mailbox/",
    "demo/mailbox/<str:person>/",
    "demo/mails/<int:number>/",
    "demo/files/<int:number>/<int:place>/",
}
"""Addresses that are not found by those who are not in the team."""


OF_LEADS = {
    *VIEWS_OF_TEAMS,
    *handbook.LED,
    *year.LED,
    *said_by_customers.LED,
    *teams.LED,
    *screens.LED,
    *MACROS_OF_TEAMS,
    *HOURS_OF_TEAMS,
    *RULES_OF_TEAMS,
    "health/",
    "settings/inboxes/",
    "settings/saved-replies/",
    "settings/saved-replies/new/",
    "settings/saved-replies/<int:number>/",
    "settings/saved-replies/<int:number>/putting-away/",
    "settings/mail/",
    "settings/mail/oauth/",
    "settings/mail/<int:number>/",
    "settings/mail/<int:number>/check/",
    "settings/mail/<int:number>/permission/",
    "settings/mail/<int:number>/beginning/",
    "settings/mail/<int:number>/pause/",
    "settings/mail/<int:number>/trial/",
    "settings/mail/<int:number>/trust/",
    "settings/company/",
    "settings/company/<int:number>/",
    "settings/people/",
    "settings/people/invite/",
    "settings/people/<int:number>/",
    "settings/people/<int:number>/departure/",
    "settings/people/<int:number>/return/",
    "settings/people/<int:number>/sign-out/",
    "settings/invitations/<int:number>/",
    "settings/invitations/<int:number>/renewal/",
    "settings/invitations/<int:number>/revocation/",
    "settings/invitations/<int:number>/restoration/",
    "settings/teams/",
    "settings/teams/<int:number>/",
}
"""Addresses that only leads and administrators find; with a number only those of its team."""

OF_EVERY_LEAD = {
    *PROMISED_BY_LEADS,
    *handbook.OF_EVERY_LEAD,
    *surveys.OF_EVERY_LEAD,
    *screens.OF_EVERY_LEAD,
}
"""Addresses that leads of any team and administrators find, since they are the whole company's."""

OF_ONE_PERSON = {*teams.OF_WHO_LEADS, *teams.OF_TWO}
"""Addresses of somebody's own figures and talks: no role alone opens them."""

OF_ADMINISTRATORS = {
    *OF_THE_COMPANY,
    "settings/tags/",
    "settings/tags/<int:number>/",
    "settings/fields/",
    "settings/fields/new/",
    "settings/fields/<int:number>/",
    "settings/people/<int:number>/second-steps/",
    "settings/teams/new/",
    "settings/company/new/",
    "settings/first-steps/",
    "settings/first-steps/dismissal/",
    "settings/first-steps/standard/",
    "demo/removal/",
}
"""Addresses that only administrators find."""

NOT_FOR_LIGHT_AGENTS = {
    *said_by_customers.ACTS,
    *CHANGING_CUSTOMERS,
    *NOT_SOLVED_ALONE,
    "conversations/<int:number>/messages/<int:message>/withdrawal/",
    "conversations/<int:number>/messages/<int:message>/departure/",
    "conversations/<int:number>/messages/<int:message>/attempt/",
    "conversations/<int:number>/messages/<int:message>/forwarding/",
    "conversations/<int:number>/assignment/",
    "conversations/<int:number>/resolution/",
    "conversations/<int:number>/reopening/",
    *(OF_SOME_CASE - {"conversations/<int:number>/following/"}),
    "conversations/<int:number>/messages/<int:message>/split/",
    "held/<int:number>/release/",
    "held/<int:number>/retry/",
    "held/<int:number>/deletion/",
}
"""Addresses of a team that its light agents do not find, unless the team allows it."""


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
        enclosures=[
            Enclosure(f"{CANARY}.png", "image/png", CANARY.encode()),
            Enclosure("letter.eml", "message/rfc822", f"Subject: {CANARY}\n\nx".encode()),
        ],
    )
    conversation = receive(envelope, inbox=desk.inbox, at=MONDAY_TEN).conversation
    said = answers(desk.ada, conversation, at=MONDAY_TEN).pk
    invitation = invite(conversation=conversation, agent=desk.ada)
    assert invitation is not None
    save_response(invitation=invitation, given=rated(2, f"Comment {CANARY}"))
    parcel = held_mail(desk, CANARY)
    mail = demo_mail(desk, CANARY)
    while catch_up():
        pass
    number = conversation.pk
    acts = ("messages", "assignment", "resolution", "reopening", "reading", *ACTS_ON_CASES)
    views = (
        "mine",
        "unassigned",
        "unanswered",
        "at-risk",
        "followed",
        "mentions",
        "open",
        "snoozed",
        "resolved",
        "spam",
    )
    return {
        "": ["/"],
        "inbox/<slug:view>/": [f"/inbox/{view}/" for view in views],
        "held/": ["/held/"],
        "held/set-aside/": ["/held/set-aside/"],
        "me/theme/": ["/me/theme/"],
        "me/language/": ["/me/language/"],
        "me/mails/": ["/me/mails/"],
        "me/keys/": ["/me/keys/"],
        "search/": ["/search/", "/search/?q=words"],
        "search/palette/": ["/search/palette/?q=words"],
        "search/recent/": ["/search/recent/"],
        "me/signature/": ["/me/signature/"],
        "me/": ["/me/"],
        "board/": ["/board/"],
        **figures.addresses(),
        **screens.addresses(desk, CANARY),
        "conversations/<int:number>/": [f"/conversations/{number}/"],
        **{
            f"conversations/<int:number>/{act}/": [f"/conversations/{number}/{act}/"]
            for act in acts
        },
        **{
            f"conversations/<int:number>/messages/<int:message>/{act}/": [
                f"/conversations/{number}/messages/{said}/{act}/"
            ]
            for act in ("withdrawal", "departure", "attempt", "forwarding", "split")
        },
        **addresses_of_composers(conversation, CANARY),
        **saved_replies(desk),
        **mail_with_everything(conversation, desk),
        "parcels/<int:number>/<slug:seal>/": [raw_url(parcel, desk.ada)],
        "held/<int:number>/": [f"/held/{parcel.pk}/"],
        "held/<int:number>/release/": [f"/held/{parcel.pk}/release/"],
        "held/<int:number>/retry/": [f"/held/{parcel.pk}/retry/"],
        "held/<int:number>/deletion/": [f"/held/{parcel.pk}/deletion/"],
        "health/": ["/health/"],
        **addresses_of_settings(desk),
        **addresses_of_cases(CANARY),
        **addresses_of_macros(desk, conversation, CANARY),
        **addresses_of_views(desk, conversation, CANARY),
        **addresses_of_promises(desk, CANARY),
        **addresses_of_rules(desk, conversation, CANARY),
        **handbook.addresses(desk, CANARY),
        **year.addresses(desk, CANARY),
        **surveys.addresses(),
        **said_by_customers.addresses(desk, CANARY),
        **teams.addresses(desk, conversation, CANARY),
        **addresses_of_customers(desk, conversation, CANARY),
        **addresses_of_people(desk, CANARY),
        "promises/<int:number>/": [f"/promises/{Promise.objects.earliest('id').pk}/"],
        "demo/mailbox/": ["/demo/mailbox/"],
        "demo/mailbox/<str:person>/": ["/demo/mailbox/grace/", f"/demo/mailbox/grace/?mail={mail}"],
        "demo/mails/<int:number>/": [f"/demo/mails/{mail}/"],
        "demo/files/<int:number>/<int:place>/": [f"/demo/files/{mail}/0/"],
    }


def addresses_of_settings(desk: Desk) -> dict[str, list[str]]:
    """Where the mailbox of the desk is connected; its server has the name of the canary."""
    mailbox = Mailbox.objects.get(inbox=desk.inbox)
    ImapSource.objects.create(mailbox=mailbox, host=f"{CANARY}.example", user=CANARY)
    page = f"/settings/mail/{desk.inbox.pk}/"
    acts = ("check", "permission", "beginning", "pause", "trial", "trust")
    return {
        "settings/inboxes/": ["/settings/inboxes/"],
        "settings/mail/": ["/settings/mail/"],
        "settings/mail/oauth/": ["/settings/mail/oauth/"],
        "settings/mail/<int:number>/": [page],
        **{f"settings/mail/<int:number>/{act}/": [f"{page}{act}/"] for act in acts},
    }


def saved_replies(desk: Desk) -> dict[str, list[str]]:
    """A saved reply of the desk, and the pages about it."""
    words = [Words("en", f"Name {CANARY}", f"Words {CANARY}")]
    page = f"/settings/saved-replies/{save(SavedReply(team=desk.team), words).pk}/"
    return {
        "settings/saved-replies/": ["/settings/saved-replies/"],
        "settings/saved-replies/new/": ["/settings/saved-replies/new/"],
        "settings/saved-replies/<int:number>/": [page],
        "settings/saved-replies/<int:number>/putting-away/": [f"{page}putting-away/"],
    }
