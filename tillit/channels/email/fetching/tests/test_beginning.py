"""Where the fetching begins: from now on, with the history, and anew when numbers change."""

from datetime import UTC, datetime, timedelta

import pytest

from tillit.channels.email.fetching import catching_up
from tillit.channels.email.fetching.models import Beginning, ImapProgress, ImapSource
from tillit.channels.email.fetching.taking import Listed
from tillit.channels.email.fetching.tests.post_office import PostOffice, fetch, mail, progress
from tillit.conversations.models import Conversation, Delivery, Parcel, ParcelState
from tillit.testing.cast import Desk
from tillit.testing.journal import run_reactions

pytestmark = pytest.mark.django_db

LAST_YEAR = datetime.now(UTC).replace(microsecond=0) - timedelta(days=365)
SUPPORT = "Støtte"


def number_anew(office: PostOffice, *mails: bytes, at: datetime | None = None) -> None:
    """The folder is made anew on the server: other numbers, and these mails."""
    with office.server.opened(office.user) as owner:
        owner.delete_folder(SUPPORT)
    office.receives(*mails, folder=SUPPORT, at=at)


def test_from_now_on_leaves_out_what_was_there(desk: Desk, office: PostOffice) -> None:
    office.receives(mail(1), mail(2))
    source = office.source(desk.inbox)
    assert fetch(source) == 0
    assert progress(source).last_uid == 2
    office.receives(mail(3))
    assert fetch(source) == 1


def test_history_comes_in_quietly_at_its_own_time(desk: Desk, office: PostOffice) -> None:
    office.receives(mail(1), mail(2), at=LAST_YEAR)
    source = office.source(desk.inbox, begin_with=Beginning.HISTORY)
    assert fetch(source) == 2
    run_reactions()
    assert Conversation.objects.count() == 2
    assert set(Conversation.objects.values_list("created_at", flat=True)) == {LAST_YEAR}
    assert all(Parcel.objects.values_list("quiet", flat=True))
    assert not Conversation.objects.filter(promises__isnull=False).exists()
    assert not Delivery.objects.exists()


def test_after_the_history_it_is_as_always(desk: Desk, office: PostOffice) -> None:
    office.receives(mail(1), at=LAST_YEAR)
    source = office.source(desk.inbox, begin_with=Beginning.HISTORY)
    fetch(source)
    office.receives(mail(2))
    fetch(source)
    run_reactions()
    promised = Conversation.objects.filter(promises__isnull=False)
    assert promised.count() == Delivery.objects.count() == 1


def test_when_mails_are_numbered_anew_the_known_ones_are_only_counted(
    desk: Desk, office: PostOffice
) -> None:
    office.receives(mail("before"), folder=SUPPORT, at=LAST_YEAR)
    source = office.source(desk.inbox, folder=SUPPORT)
    fetch(source)
    office.receives(mail(1), mail(2), folder=SUPPORT)
    fetch(source)
    validity = progress(source).uid_validity
    number_anew(office, mail("before"), at=LAST_YEAR)
    office.receives(mail(2), mail(1), mail(3), folder=SUPPORT)
    assert fetch(source) == 4
    after = progress(source)
    assert after.uid_validity != validity
    assert (after.last_uid, after.known_again, after.left_out) == (4, 2, 1)
    assert Parcel.objects.count() == 3
    assert not Parcel.objects.filter(state=ParcelState.DUPLICATE).exists()
    assert fetch(source) == 0


def test_nobody_hears_from_us_when_a_server_loses_the_arrival_of_old_mails(
    desk: Desk, office: PostOffice
) -> None:
    old = mail("before", Date="Mon, 1 Jan 2024 10:00:00 +0100")
    office.receives(old, folder=SUPPORT, at=LAST_YEAR)
    source = office.source(desk.inbox, folder=SUPPORT)
    fetch(source)
    number_anew(office, old)
    fetch(source)
    run_reactions()
    assert Parcel.objects.get().quiet
    assert not Delivery.objects.exists()


def test_another_folder_with_the_same_numbers_is_another_place(
    desk: Desk, office: PostOffice
) -> None:
    source = office.source(desk.inbox)
    fetch(source)
    office.receives(mail(1))
    fetch(source)
    office.receives(mail(2), folder=SUPPORT)
    source.folder = SUPPORT
    source.save()
    with office.server.opened(office.user, SUPPORT) as owner:
        validity = owner.folder_status(SUPPORT, ["UIDVALIDITY"])[b"UIDVALIDITY"]
    ImapProgress.objects.update(uid_validity=validity)
    assert fetch(source) == 1
    assert Parcel.objects.count() == 2


def test_two_processes_at_once_take_each_mail_once(
    desk: Desk, office: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = office.source(desk.inbox)
    fetch(source)
    office.receives(mail(1), mail(2))
    take = catching_up.take

    def late(source: ImapSource, *, validity: int, mail: Listed, raw: bytes) -> None:
        monkeypatch.setattr(catching_up, "take", take)
        fetch(source)
        take(source, validity=validity, mail=mail, raw=raw)

    monkeypatch.setattr(catching_up, "take", late)
    fetch(source)
    assert list(Parcel.objects.values_list("state", flat=True)) == [ParcelState.WAITING] * 2
