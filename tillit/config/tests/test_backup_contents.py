"""A backup holds every file that the database names."""

import pytest

from tillit.config.safekeeping.contents import look
from tillit.conversations.envelope import Enclosure, Envelope
from tillit.conversations.models import (
    Attachment,
    PictureState,
    RemotePicture,
    SavedReply,
    SavedReplyFile,
)
from tillit.conversations.spine import receive
from tillit.testing.cast import GRACE, Desk


@pytest.mark.django_db
def test_attachments_and_fetched_pictures_are_named_once(desk: Desk, tmp_path, settings) -> None:
    settings.TILLIT_DATA = tmp_path
    files = [Enclosure("a.txt", "text/plain", b"same"), Enclosure("b.txt", "text/plain", b"same")]
    envelope = Envelope(sender_address=GRACE.email, text="Look", enclosures=files)
    message = receive(envelope, inbox=desk.inbox).message
    fetched = (("1", PictureState.KEPT, "f" * 64), ("2", PictureState.MISSING, ""))
    for name, state, sha256 in fetched:
        RemotePicture.objects.create(message=message, name=name, state=state, sha256=sha256)
    reply = SavedReply.objects.create()
    file = {"name": "m.pdf", "content_type": "application/pdf", "size": 1, "sha256": "e" * 64}
    SavedReplyFile.objects.create(reply=reply, **file)
    named = {Attachment.objects.earliest("id").sha256, "f" * 64, "e" * 64}
    assert look().attachments == sorted(named)
