"""Internal notes are in no mail."""

import pytest

from tillit.channels.email.composing import compose
from tillit.conversations.models import Delivery
from tillit.conversations.spine import post
from tillit.people.actor import Actor
from tillit.testing.cast import GRACE, Desk, writes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

SECRET = "between us: secret-8214"


def test_a_later_mail_neither_quotes_nor_names_it(desk: Desk) -> None:
    conversation, by = writes(GRACE, desk.inbox), Actor.agent(desk.ada)
    post(conversation=conversation, by=by, agent=desk.ada, text=SECRET, note=True)
    reply = post(conversation=conversation, by=by, agent=desk.ada, text="A reply.")
    mail = compose(Delivery.objects.get(message=reply)).as_string()
    assert "A reply." in mail
    assert "secret-8214" not in mail
