"""What we confirm to an address that anybody can have named carries nothing of what was written."""

from email import message_from_bytes
from email.policy import default

import pytest

from tillit.channels.email.composing import compose
from tillit.testing.cast import Customer, Desk, writes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]


@pytest.mark.parametrize("language", ["en", "nb", "nl", "hu"])
def test_neither_subject_nor_words_nor_name_come_back(desk: Desk, language: str) -> None:
    stranger = Customer("Cheap xyzzy pills", "victim@elsewhere.example", language, "Buy plugh now")
    conversation = writes(stranger, desk.inbox, subject="Visit frotz.example")
    mail = message_from_bytes(
        compose(conversation.messages.get(automatic=True).deliveries.get()).as_bytes(),
        policy=default,
    )
    parts = [str(part.get_content()) for part in mail.walk() if not part.is_multipart()]
    headers = [f"{name}: {value}" for name, value in mail.items()]
    for canary in ("xyzzy", "pills", "plugh", "frotz"):
        assert not any(canary in one for one in (*parts, *headers))
    assert str(conversation.number) in mail["Subject"]
    assert mail["To"].addresses[0].addr_spec == stranger.email
