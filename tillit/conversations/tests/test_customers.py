"""Pages of customers and organisations, and changing what is known of them."""

from datetime import date

import pytest
from django.test import Client

from tillit.conversations.models import Conversation, Inbox
from tillit.conversations.tests.browsing import HTMX, assert_hidden, canary_in, text_of
from tillit.journal.models import Event
from tillit.people.actor import Actor
from tillit.people.blocking import is_blocked
from tillit.people.models import Contact, Identity, Organization, Revision, Role
from tillit.people.profiles import add_address, describe
from tillit.testing.cast import DAAN, GRACE, NORA, Desk, writes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]


def details(**more: str) -> dict[str, str]:
    return {"name": "Grace Whitfield", "language": "en", "organization": "", **more}


def test_the_panel_and_the_page_tell_what_is_known(ada: Client, desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    firm = Organization.objects.create(name="Whitfield & Sons")
    Contact.objects.update(organization=firm, vip=True, vip_reason="Opens a café", notes="Calls")
    for address in (
        f"/inbox/open/?conversation={conversation.pk}",
        f"/customers/{conversation.contact_id}/",
    ):
        page = text_of(ada.get(address))
        for words in ("Whitfield &amp; Sons", "Opens a café", "Calls", GRACE.email):
            assert words in page, (address, words)
    assert GRACE.name in text_of(ada.get(f"/organizations/{firm.pk}/"))
    assert firm.name.split()[0] in text_of(ada.get("/organizations/?q=whit"))


def test_what_is_known_is_changed_and_the_change_undone(ada: Client, desk: Desk) -> None:
    contact = writes(GRACE, desk.inbox).contact
    typed = details(name="Grace W.", customer_number="K-7", notes="No calls", organization="Whit")
    ada.post(f"/customers/{contact.pk}/details/", typed)
    contact.refresh_from_db()
    assert (contact.name, contact.customer_number, contact.notes) == ("Grace W.", "K-7", "No calls")
    assert contact.organization
    assert contact.organization.name == "Whit"
    revision = Revision.objects.get()
    ada.post(f"/customers/{contact.pk}/changes/{revision.pk}/undoing/")
    contact.refresh_from_db()
    assert (contact.name, contact.customer_number, contact.notes) == (GRACE.name, "", "")
    assert contact.organization is None


def test_beside_a_conversation_the_thread_comes_back(ada: Client, desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    typed = details(vip="on", vip_until="2026-07-01", conversation=str(conversation.pk))
    address = f"/customers/{conversation.contact_id}/details/"
    answer = ada.post(address, typed, headers=HTMX)
    assert "Special care" in text_of(answer)
    assert "/undoing/" in text_of(answer)
    assert Contact.objects.get().vip_until == date(2026, 7, 1)
    assert Conversation.objects.get().version > conversation.version


def test_the_fields_come_when_they_are_asked_for(ada: Client, eve: Client, desk: Desk) -> None:
    contact = writes(GRACE, desk.inbox).contact
    address = f"/customers/{contact.pk}/details/?conversation=7"
    fields = text_of(ada.get(address, headers=HTMX))
    assert f'value="{GRACE.name}"' in fields
    assert 'name="conversation" value="7"' in fields
    assert eve.get(address, headers=HTMX).status_code == 404


def test_what_was_changed_again_is_not_undone(desk: Desk) -> None:
    from tillit.people.profiles import undo

    contact, by = writes(GRACE, desk.inbox).contact, Actor.agent(desk.ada)
    first = describe(contact=contact, by=by, notes="One")
    describe(contact=contact, by=by, notes="Two")
    assert first is not None
    assert not undo(revision=first, by=by)
    assert Contact.objects.get().notes == "Two"


def test_nothing_personal_is_told(desk: Desk) -> None:
    contact, by = writes(GRACE, desk.inbox).contact, Actor.agent(desk.ada)
    describe(contact=contact, by=by, notes="a secret")
    add_address(contact=contact, kind="phone", value="22 33 44 55", country="NO", by=by)
    told = str(list(Event.objects.values_list("data", flat=True)))
    assert "secret" not in told
    assert "223344" not in told


def test_addresses_are_added_removed_and_brought_back(ada: Client, desk: Desk) -> None:
    contact = writes(GRACE, desk.inbox).contact
    ada.post(f"/customers/{contact.pk}/addresses/", {"kind": "phone", "value": "22 33 44 55"})
    phone = Identity.objects.get(kind="phone")
    assert phone.value == "+4722334455"
    ada.post(f"/customers/{contact.pk}/addresses/{phone.pk}/removal/")
    assert not Identity.objects.filter(kind="phone").exists()
    last = Revision.objects.order_by("-pk")[0]
    ada.post(f"/customers/{contact.pk}/changes/{last.pk}/undoing/")
    assert Identity.objects.get(kind="phone").contact == contact


@pytest.mark.parametrize(
    ("kind", "value"), [("phone", "call me"), ("email", "nobody"), ("email", NORA.email)]
)
def test_no_address_and_that_of_another_are_refused(
    ada: Client, desk: Desk, kind: str, value: str
) -> None:
    contact = writes(GRACE, desk.inbox).contact
    writes(NORA, desk.inbox)
    answer = ada.post(f"/customers/{contact.pk}/addresses/", {"kind": kind, "value": value})
    assert answer.status_code == 422
    assert Identity.objects.count() == 2


def test_an_address_is_shut_out_and_let_in_again(ada: Client, desk: Desk) -> None:
    contact = writes(GRACE, desk.inbox).contact
    page = f"/customers/{contact.pk}/"
    one = f"{page}addresses/{contact.identities.get().pk}/"
    ada.post(f"{one}blocking/")
    assert is_blocked(GRACE.email)
    assert "nothing from here is filed" in text_of(ada.get(page))
    ada.post(f"{one}unblocking/")
    assert not is_blocked(GRACE.email)


def test_a_customer_number_belongs_to_one(ada: Client, desk: Desk) -> None:
    contact, other = writes(GRACE, desk.inbox).contact, writes(NORA, desk.inbox).contact
    describe(contact=other, by=Actor.agent(desk.ada), customer_number="K-1")
    address = f"/customers/{contact.pk}/details/"
    assert ada.post(address, details(customer_number="K-1")).status_code == 422


@pytest.mark.parametrize("text", ["K-42", "+47 22 33 44 55", "22334455", "@gracew", GRACE.email])
def test_somebody_is_found_by_what_names_her(ada: Client, desk: Desk, text: str) -> None:
    contact, by = writes(GRACE, desk.inbox).contact, Actor.agent(desk.ada)
    writes(DAAN, desk.inbox)
    describe(contact=contact, by=by, customer_number="K-42")
    add_address(contact=contact, kind="phone", value="+4722334455", by=by)
    add_address(contact=contact, kind="handle", value="@GraceW", by=by)
    page = text_of(ada.get("/customers/", {"q": text}))
    assert GRACE.name in page
    assert DAAN.name not in page
    assert f"/customers/{contact.pk}/" in text_of(ada.get("/search/palette/", {"q": text}))


def test_pages_of_customers_go_on(ada: Client, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tillit.conversations.customers.PAGE", 2)
    for one in (GRACE, NORA, DAAN):
        writes(one, desk.inbox)
    first = ada.get("/customers/")
    address = first.context["customers"]["next_url"]
    second = ada.get(address).context["customers"]
    names = [one["name"] for one in first.context["customers"]["people"] + second["people"]]
    assert names == sorted([GRACE.name, NORA.name, DAAN.name])
    assert second["next_url"] == ""
    assert ada.get("/customers/?after=forged").status_code == 200


def test_the_history_goes_on(ada: Client, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tillit.conversations.views.customers.HISTORY", 2)
    made = [writes(GRACE, desk.inbox, message_id=f"<{n}@x>", subject=f"S{n}") for n in range(3)]
    address = f"/customers/{made[0].contact_id}/"
    first = ada.get(address).context["history"]
    second = ada.get(f"{address}{first['next_url']}").context["history"]
    assert len(first["rows"]) == 2
    assert len(second["rows"]) == 1


def test_only_what_the_agent_may_see_is_shown(
    ada: Client, eve: Client, desk: Desk, night: Inbox
) -> None:
    here = writes(GRACE, desk.inbox, subject="By day", message_id="<a@x>")
    writes(GRACE, night, subject="By night", message_id="<b@x>")
    address = f"/customers/{here.contact_id}/"
    assert "By night" not in text_of(ada.get(address))
    assert "By night" in text_of(eve.get(address))
    assert "By day" not in text_of(eve.get(address))


def test_a_stranger_finds_nobody(eve: Client, desk: Desk) -> None:
    contact = canary_in(desk).contact
    firm = Organization.objects.create(name="Firm")
    Contact.objects.update(organization=firm)
    revision = describe(contact=contact, by=Actor.agent(desk.ada), notes="x")
    identity = contact.identities.get()
    assert revision is not None
    page = f"/customers/{contact.pk}/"
    for address in (page, f"/organizations/{firm.pk}/"):
        assert_hidden(eve, address)
    for end in (
        "details/",
        "addresses/",
        f"addresses/{identity.pk}/removal/",
        f"addresses/{identity.pk}/blocking/",
        f"addresses/{identity.pk}/unblocking/",
        f"changes/{revision.pk}/undoing/",
    ):
        assert_hidden(eve, page + end, post=True)
    for address in (f"/customers/?q={GRACE.email}", "/organizations/"):
        assert GRACE.name not in text_of(eve.get(address))
        assert "Firm" not in text_of(eve.get(address))


def test_somebody_elses_organisation_is_not_joined_by_its_name(eve: Client, night: Inbox) -> None:
    theirs = Organization.objects.create(name="Firm", notes="secret")
    contact = writes(GRACE, night).contact
    eve.post(f"/customers/{contact.pk}/details/", details(organization="Firm"))
    contact.refresh_from_db()
    assert contact.organization_id != theirs.pk


def test_a_light_agent_reads_only(ada: Client, desk: Desk) -> None:
    contact = writes(GRACE, desk.inbox).contact
    desk.ada.role = Role.LIGHT
    desk.ada.save()
    page = f"/customers/{contact.pk}/"
    assert ada.get(page).status_code == 200
    assert ada.post(f"{page}details/", details()).status_code == 404
