"""A person wants a held mail that never came: noted for whoever fetches."""

from tillit import clock
from tillit.channels.email.fetching.models import ImapSource, UnfetchedMail
from tillit.conversations.models import Parcel


def can_be_asked_for(parcel: Parcel) -> bool:
    """Whether we know where its bytes are, and nobody has asked for them already."""
    return UnfetchedMail.objects.filter(parcel=parcel, asked_at=None).exists()


def ask_for(parcel: Parcel) -> bool:
    """Let it be fetched on the next round, which is soon; False when nobody knows where it is."""
    mail = UnfetchedMail.objects.filter(parcel=parcel).first()
    if mail is None:
        return False
    now = clock.now()
    mail.asked_at, mail.stumbles = now, 0
    mail.save(update_fields=["asked_at", "stumbles"])
    # To whoever fetches, a source that was edited is a new one: its folder is opened at once.
    ImapSource.objects.filter(pk=mail.source_id).update(edited_at=now)
    return True
