"""Mails with everything that they can have, for the walk over every address."""

from email.message import EmailMessage

from tillit.conversations.bodies import attachment_url, picture_url
from tillit.conversations.models import Conversation, Parcel, PictureState, RemotePicture
from tillit.conversations.parcels import hold, keep
from tillit.demo import mailroom
from tillit.demo.models import Belonging
from tillit.people.models import Team
from tillit.testing.cast import GRACE, MONDAY_TEN, Desk


def mail_with_everything(conversation: Conversation, desk: Desk) -> dict[str, list[str]]:
    """The addresses of a message that came in, of its files and of its pictures."""
    message = conversation.messages.earliest("id")
    photo, letter = message.attachments.order_by("id")
    picture = RemotePicture.objects.create(
        message=message,
        name="x",
        address="https://cdn.example/x.png",
        state=PictureState.KEPT,
        content_type="image/png",
        sha256=photo.sha256,
    )
    return {
        "messages/<int:number>/": [f"/messages/{message.pk}/"],
        "messages/<int:number>/pictures/": [f"/messages/{message.pk}/pictures/"],
        "attachments/<int:number>/<slug:seal>/": [attachment_url(photo, desk.ada)],
        "attachments/<int:number>/mail/": [f"/attachments/{letter.pk}/mail/"],
        "pictures/<int:number>/<slug:seal>/": [picture_url(picture, desk.ada)],
    }


def held_mail(desk: Desk, canary: str) -> Parcel:
    """A mail that nobody could read."""
    raw = f"Subject: {canary}\n\nWords {canary}".encode()
    parcel = keep(inbox=desk.inbox, key=canary, raw=raw, sender=f"{canary}@x.example")
    hold(parcel, cause=f"Cause {canary}")
    return parcel


def demo_mail(desk: Desk, canary: str) -> int:
    """The desk is the demo world's; a mail in a mailbox there."""
    Belonging.objects.create(label=Team._meta.label, row=desk.team.pk)
    mail = EmailMessage()
    mail["From"], mail["To"] = "desk@desk.example", GRACE.email
    mail["Subject"] = f"Subject {canary}"
    mail.set_content(f"Words {canary}")
    mail.add_alternative(f"<p>Words {canary}</p>", subtype="html")
    mail.add_attachment(canary.encode(), maintype="image", subtype="png", filename="a.png")
    return mailroom.put(mail.as_bytes(), owner=GRACE.email, at=MONDAY_TEN, sent=False).pk
