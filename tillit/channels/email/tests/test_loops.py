"""Our own mails that come back, headers that claim it, and two installations that write."""

from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest
from pytest_django import Settings

from tillit.channels.email.composing import compose
from tillit.channels.email.intake import take_in
from tillit.channels.email.models import Mailbox
from tillit.channels.email.tests.filing import filed
from tillit.channels.email.tests.letters import letter
from tillit.conversations.models import Conversation, Delivery, Message, ParcelState
from tillit.conversations.spine import post
from tillit.people.actor import Actor
from tillit.testing.cast import GRACE, Desk, open_inbox, writes
from tillit.testing.journal import run_reactions

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]


def sent(conversation: Conversation) -> EmailMessage:
    """Our last mail in a conversation, as it left."""
    return wire(Delivery.objects.filter(message__conversation=conversation).latest("id"))


def wire(delivery: Delivery) -> EmailMessage:
    """A mail of ours as others receive it."""
    mail = message_from_bytes(compose(delivery).as_bytes(), policy=default)
    assert isinstance(mail, EmailMessage)
    return mail


class TestOurOwn:
    def test_a_reply_that_comes_back_is_a_loop_and_nothing_follows(self, desk: Desk) -> None:
        conversation = writes(GRACE, desk.inbox)
        post(conversation=conversation, by=Actor.agent(desk.ada), agent=desk.ada, text="Yes.")
        mail = sent(conversation)
        del mail["To"]
        mail["To"] = "support@desk.example"
        run_reactions()
        before = (Message.objects.count(), Delivery.objects.count())
        parcel = filed(desk, mail.as_bytes())
        assert parcel.state == ParcelState.LOOP
        assert (Message.objects.count(), Delivery.objects.count()) == before

    def test_an_automatic_mail_is_known_by_its_mark_under_another_name(self, desk: Desk) -> None:
        mail = sent(writes(GRACE, desk.inbox))
        del mail["Message-ID"], mail["Auto-Submitted"]
        mail["Message-ID"] = "<rewritten@relay.example>"
        assert filed(desk, mail.as_bytes()).state == ParcelState.LOOP


FORGED = [
    {"X_Loop": "support@desk.example"},
    {"X_Loop": "support+c1-abcdefghijklmnopqrstuv@desk.example"},
    {"Message_ID": f"<7.{'a' * 32}@desk.example>"},
    {f"X_Tillit_{name}": "1" for name in ("Conversation", "Agent", "Robot", "Team")},
    {"X_Tillit_Conversation": "1", "X_Tillit_Loop": "yes", "Auto_Submitted": "no"},
]


class TestForged:
    @pytest.mark.parametrize("headers", FORGED)
    def test_what_anybody_can_write_hides_no_mail(
        self, desk: Desk, headers: dict[str, str]
    ) -> None:
        writes(GRACE, desk.inbox)
        parcel = filed(desk, letter(**headers, From="eve@elsewhere.example"))
        assert parcel.state == ParcelState.CONVERSATION
        assert Conversation.objects.count() == 2

    @pytest.mark.parametrize("headers", FORGED[:3])
    def test_it_only_makes_us_say_less(self, desk: Desk, headers: dict[str, str]) -> None:
        parcel = filed(desk, letter(**headers))
        assert parcel.message
        assert not parcel.message.conversation.messages.filter(automatic=True).exists()

    @pytest.mark.parametrize("value", ["auto-replied", "auto-generated", "no", "x", "no; y=auto"])
    def test_auto_submitted_makes_us_say_less_or_the_same(self, desk: Desk, value: str) -> None:
        filed(desk, letter(Auto_Submitted=value))
        assert Delivery.objects.count() <= 1
        assert not Delivery.objects.exclude(message__automatic=True).exists()

    def test_a_forged_loop_is_still_an_automatic_reply(self, desk: Desk) -> None:
        raw = letter(X_Loop="support@desk.example", Auto_Submitted="auto-replied")
        assert filed(desk, raw).state == ParcelState.AUTO_REPLY


@dataclass
class Installation:
    """One of two; whatever it does, only its own key and mailbox are there."""

    address: str
    desk: Desk
    settings: Settings

    def receives(self, mail: EmailMessage) -> list[EmailMessage]:
        """Take a mail in, and do what follows; the mails that leave because of it."""
        inbox = self._enter()
        known = set(Delivery.objects.values_list("pk", flat=True))
        take_in(mail.as_bytes(), inbox=inbox.inbox)
        run_reactions()
        leaving = Delivery.objects.exclude(pk__in=known).order_by("id")
        return [wire(one) for one in leaving]

    def says(self, conversation: Conversation) -> EmailMessage:
        """An agent writes."""
        self._enter()
        by = Actor.agent(self.desk.ada)
        message = post(conversation=conversation, by=by, agent=self.desk.ada, text="Hello?")
        return wire(message.deliveries.get())

    def _enter(self) -> Mailbox:
        self.settings.SECRET_KEY = f"the key of {self.address}, long enough for anybody" * 2
        own = Mailbox.objects.get(inbox__name=self.address)
        for other in Mailbox.objects.exclude(pk=own.pk):
            other.address = f"not-here-{other.pk}@nowhere.example"
            other.save()
        own.address = self.address
        own.save()
        return own


@pytest.fixture
def two(desk: Desk, settings: Settings) -> tuple[Installation, Installation]:
    """Two installations whose inboxes know nothing of each other."""
    made = []
    for address in ("help@one.example", "help@two.example"):
        open_inbox(address, desk.team, address)
        made.append(Installation(address, desk, settings))
    return made[0], made[1]


def test_two_installations_stop_after_one_automatic_mail_each(
    two: tuple[Installation, Installation],
) -> None:
    one, other = two
    grace = EmailMessage()
    grace["From"], grace["To"], grace["Subject"] = one.address, other.address, "Hello"
    grace["Message-ID"] = "<first@one.example>"
    grace.set_content("Somebody there? I have a question about the kettle.")
    travelling = [(other, mail) for mail in [grace]]
    automatic: list[str] = []
    for _turn in range(20):
        if not travelling:
            break
        receiver, mail = travelling.pop(0)
        answers = receiver.receives(mail)
        automatic += [receiver.address for answer in answers if answer["Auto-Submitted"]]
        writer = one if receiver is other else other
        travelling += [(writer, answer) for answer in answers]
    assert not travelling
    assert automatic == [other.address]
    conversation = Conversation.objects.get(inbox__name=other.address)
    reply = other.says(conversation)
    assert [answer["Auto-Submitted"] for answer in one.receives(reply)] == ["auto-replied"]
