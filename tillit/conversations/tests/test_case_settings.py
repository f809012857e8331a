"""Tags and fields in the settings."""

import pytest
from django.test import Client

from tillit.conversations import properties
from tillit.conversations.models import CustomField, FieldKind, Tag
from tillit.conversations.tests.browsing import text_of
from tillit.people.actor import Actor
from tillit.testing.cast import GRACE, Desk, writes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

ADDRESSES = ("/settings/tags/", "/settings/fields/", "/settings/fields/new/")


@pytest.mark.parametrize("address", ADDRESSES)
def test_only_administrators_find_them(
    ada: Client, eve: Client, root: Client, address: str
) -> None:
    assert [one.get(address).status_code for one in (ada, eve, root)] == [404, 404, 200]


def test_a_tag_is_renamed_and_deleted_everywhere(root: Client, desk: Desk) -> None:
    conversation, by = writes(GRACE, desk.inbox), Actor.agent(desk.ada)
    tag = properties.add_tag(conversation=conversation, name="Kettle", by=by)
    properties.add_tag(conversation=conversation, name="Lid", by=by)
    address = f"/settings/tags/{tag.pk}/"
    assert root.post(address, {"name": "LID"}).status_code == 422
    root.post(address, {"name": "Kettles"})
    assert "Kettles" in text_of(root.get("/settings/tags/"))
    root.post(address, {"delete": "1"})
    assert [one.name for one in conversation.tags.all()] == ["Lid"]
    assert not Tag.objects.filter(pk=tag.pk).exists()
    assert "a tag that is gone" in text_of(root.get(f"/inbox/open/?conversation={conversation.pk}"))


def test_a_field_is_made_and_taken_out_of_use(root: Client, desk: Desk) -> None:
    said = {"name": "Enamel", "kind": "choice", "choices": "", "in_use": "on"}
    assert root.post("/settings/fields/new/", said).status_code == 422
    root.post("/settings/fields/new/", {**said, "choices": "Red\nGreen"})
    field = CustomField.objects.get()
    assert (field.kind, field.answers) == (FieldKind.CHOICE, ["Red", "Green"])
    conversation = writes(GRACE, desk.inbox)
    page = f"/inbox/open/?conversation={conversation.pk}"
    assert "Enamel" in text_of(root.get(page))
    root.post(f"/settings/fields/{field.pk}/", {"name": "Enamel", "choices": "Red"})
    assert "Enamel" not in text_of(root.get(page))
