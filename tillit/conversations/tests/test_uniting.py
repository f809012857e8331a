"""Two customers are one person, and two again."""

import json

import pytest
from django.core import serializers
from django.db.models import Model
from django.test import Client

from tillit.conversations.models import Conversation, Inbox
from tillit.conversations.tests.browsing import assert_hidden, canary_in, text_of
from tillit.conversations.uniting import NotTheseTwo, part, unite
from tillit.people.actions import recognised
from tillit.people.actor import Actor
from tillit.people.models import Contact, Identity, Union
from tillit.people.profiles import describe
from tillit.testing.cast import GRACE, NORA, Desk, writes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]


def whole_state() -> dict[str, str]:
    """Every row that has to do with customers, but for the version that list rows are cached by."""
    models: list[type[Model]] = [Contact]
    models += [relation.related_model for relation in Contact._meta.related_objects]
    state = {}
    for model in models:
        if model is Union:
            continue
        rows = json.loads(serializers.serialize("json", model._base_manager.order_by("pk")))
        for row in rows:
            row["fields"].pop("version", None)
        state[model._meta.label] = json.dumps(rows, sort_keys=True)
    return state


def two(desk: Desk) -> tuple[Contact, Contact]:
    return writes(GRACE, desk.inbox).contact, writes(NORA, desk.inbox).contact


def test_everything_belongs_to_one_and_undoing_restores_all(desk: Desk) -> None:
    kept, gone = two(desk)
    by = Actor.agent(desk.ada)
    describe(contact=gone, by=by, customer_number="K-1", notes="Likes tea")
    before = whole_state()
    union = unite(kept=kept, gone=gone, by=by)
    kept.refresh_from_db()
    assert (kept.customer_number, kept.notes, kept.name) == ("K-1", "Likes tea", GRACE.name)
    assert set(Conversation.objects.values_list("contact", flat=True)) == {kept.pk}
    assert recognised(NORA.email) == kept
    assert part(union=union, by=by)
    assert whole_state() == before
    assert not part(union=union, by=by)


def test_what_came_meanwhile_stays_and_what_was_changed_is_kept(desk: Desk) -> None:
    kept, gone = two(desk)
    by = Actor.agent(desk.ada)
    describe(contact=gone, by=by, notes="Likes tea")
    union = unite(kept=kept, gone=gone, by=by)
    later = writes(GRACE, desk.inbox, message_id="<later@x>")
    describe(contact=kept, by=by, notes="Likes coffee")
    assert part(union=union, by=by)
    later.refresh_from_db()
    kept.refresh_from_db()
    assert later.contact_id == kept.pk
    assert kept.notes == "Likes coffee"


def test_nobody_is_united_with_herself_or_twice(desk: Desk) -> None:
    kept, gone = two(desk)
    by = Actor.agent(desk.ada)
    with pytest.raises(NotTheseTwo):
        unite(kept=kept, gone=kept, by=by)
    unite(kept=kept, gone=gone, by=by)
    with pytest.raises(NotTheseTwo):
        unite(kept=gone, gone=kept, by=by)


def test_the_pages_merge_and_part(ada: Client, desk: Desk) -> None:
    kept, gone = two(desk)
    page = text_of(ada.get(f"/customers/{kept.pk}/union/", {"q": "Nora"}))
    assert NORA.email in page
    ada.post(f"/customers/{kept.pk}/union/", {"other": gone.pk})
    assert ada.get(f"/customers/{gone.pk}/").headers["Location"] == f"/customers/{kept.pk}/"
    assert "Was also known as Nora Haugen" in text_of(ada.get(f"/customers/{kept.pk}/"))
    ada.post(f"/customers/{kept.pk}/unions/{Union.objects.get().pk}/parting/")
    assert Identity.objects.get(value=NORA.email).contact == gone


@pytest.mark.parametrize("other", ["", "x", "999999", "9" * 40])
def test_nobody_is_merged_with_nobody(ada: Client, desk: Desk, other: str) -> None:
    kept, _gone = two(desk)
    assert ada.post(f"/customers/{kept.pk}/union/", {"other": other}).status_code == 404


def test_a_stranger_merges_nobody(eve: Client, desk: Desk, night: Inbox) -> None:
    contact = canary_in(desk).contact
    own = writes(NORA, night).contact
    union = unite(kept=contact, gone=writes(NORA, desk.inbox).contact, by=Actor.agent(desk.ada))
    part(union=union, by=Actor.agent(desk.ada))
    page = f"/customers/{contact.pk}/"
    assert_hidden(eve, f"{page}union/")
    for end in ("union/", f"unions/{union.pk}/parting/"):
        assert_hidden(eve, page + end, post=True)
    assert eve.post(f"/customers/{own.pk}/union/", {"other": contact.pk}).status_code == 404


def test_nobody_moves_what_he_may_not_see(ada: Client, desk: Desk, night: Inbox) -> None:
    kept, gone = two(desk)
    writes(NORA, night, message_id="<night@x>")
    assert ada.post(f"/customers/{kept.pk}/union/", {"other": gone.pk}).status_code == 404
