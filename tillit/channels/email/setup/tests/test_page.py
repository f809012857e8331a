"""The page on which a mailbox is connected: who may, what it suggests, what it keeps."""

from importlib import import_module

import pytest
from django.apps import apps
from pytest_django import Settings

from tillit.channels.email.fetching.models import ImapSource, SignIn
from tillit.channels.email.fetching.tests.dovecot import PASSWORD
from tillit.channels.email.fetching.threads import Fetching
from tillit.channels.email.models import Mailbox
from tillit.channels.email.setup.tests.connecting import Connector, words_on
from tillit.people.models import Agent, Role, Team
from tillit.testing.browsers import browser_of
from tillit.testing.cast import Desk, agent, open_inbox

pytestmark = pytest.mark.django_db(transaction=True)

ACTS = ["check", "permission", "beginning", "pause", "trial", "trust"]


def statuses(person: Agent, page: str) -> set[int]:
    """What somebody gets who looks at every address, and presses every button."""
    browser = browser_of(person)
    places = [page, *(f"{page}{act}/" for act in ACTS)]
    return {browser.get(page).status_code} | {browser.post(one).status_code for one in places}


def test_only_leads_of_the_team_and_administrators_connect_mailboxes(liv: Connector) -> None:
    liv.fills_in()
    for person in (agent("Eve2"), agent("Mia"), agent("Otto", Role.LEAD)):
        assert statuses(person, liv.page) == {404}
    assert statuses(agent("Root", Role.ADMINISTRATOR), liv.page) <= {200, 302, 422, 404}
    browser = browser_of(agent("Ruth", Role.ADMINISTRATOR))
    assert browser.get(liv.page).status_code == 200


def test_eve_and_ada_do_not_find_it(served: Desk, liv: Connector) -> None:
    liv.fills_in()
    for person in (served.eve, served.ada):
        assert statuses(person, liv.page) == {404}
        browser = browser_of(person)
        assert browser.get("/settings/mail/").status_code == 404
        assert browser.get("/settings/mail/oauth/").status_code == 404
        assert "Mailboxes" not in browser.get("/settings/").content.decode()


def test_the_list_shows_the_inboxes_of_the_own_teams(served: Desk, liv: Connector) -> None:
    night = Team.objects.create(name="Night")
    open_inbox("Night", night, "night@desk.example")
    words = words_on(liv.browser.get("/settings/mail/"))
    assert "support@desk.example" in words
    assert "Not connected." in words
    assert "night@desk.example" not in words
    assert "/settings/mail/" in liv.browser.get("/settings/").content.decode()


@pytest.mark.parametrize(
    ("address", "chosen", "host", "sending_host"),
    [
        ("shop@gmail.com", "", "imap.gmail.com", "smtp.gmail.com"),
        ("shop@outlook.com", "", "outlook.office365.com", "smtp.office365.com"),
        ("shop@KPNmail.nl", "", "imap.kpnmail.nl", "smtp.kpnmail.nl"),
        ("shop@me.com", "", "imap.mail.me.com", "smtp.mail.me.com"),
        ("post@firma.example", "domeneshop", "imap.domeneshop.no", "smtp.domeneshop.no"),
        ("info@firma.example", "one", "imap.one.com", "send.one.com"),
        ("info@firma.example", "transip", "imap.transip.email", "smtp.transip.email"),
        ("info@ceg.example", "rackhost", "imap.rackhost.hu", "smtp.rackhost.hu"),
        ("info@ceg.example", "tarhely", "mail.ceg.example", "mail.ceg.example"),
        ("info@ceg.example", "", "imap.ceg.example", "smtp.ceg.example"),
    ],
)
def test_the_servers_of_well_known_providers_are_filled_in(
    liv: Connector, address: str, chosen: str, host: str, sending_host: str
) -> None:
    page = liv.looks(address=address, provider=chosen).content.decode()
    for value in (host, sending_host):
        assert f'value="{value}"' in page
    assert (f'name="user" value="{address.lower()}"' in page) == (chosen != "domeneshop")


def test_an_address_that_is_none_or_of_another_inbox_is_told(served: Desk, liv: Connector) -> None:
    open_inbox("Sales", served.team, "sales@desk.example")
    assert liv.looks(address="nobody").status_code == 422
    assert "Another inbox has this address." in words_on(liv.looks(address="Sales@desk.example"))
    answer = liv.fills_in(address="sales@desk.example")
    assert "Another inbox has this address." in words_on(answer)
    assert not ImapSource.objects.exists()


def test_what_is_filled_in_is_stored_and_no_secret_in_clear(liv: Connector) -> None:
    liv.fills_in(sends_like_it_fetches="on")
    source, mailbox = liv.source, liv.mailbox
    assert (source.password, source.auth) == (PASSWORD, SignIn.PASSWORD)
    assert mailbox.outgoing_url == f"smtp://127.0.0.1:{liv.sending_port}"
    assert mailbox.sends_like_it_fetches
    stored = str([list(ImapSource.objects.values()), list(Mailbox.objects.values())])
    for page in (stored, liv.looks().content.decode(), liv.fills_in().content.decode()):
        assert PASSWORD not in page


def test_a_password_of_the_sending_server_is_sealed_as_well(liv: Connector) -> None:
    liv.fills_in(sending_user="smtp-user", sending_password="hush-hush")
    assert liv.mailbox.outgoing_password == "hush-hush"
    assert liv.mailbox.outgoing_url.startswith("smtp://smtp-user@127.0.0.1")
    assert "hush-hush" not in str(list(Mailbox.objects.values()))
    assert "hush-hush" not in liv.looks().content.decode()
    liv.fills_in(password="", sending_user="smtp-user")
    assert liv.mailbox.outgoing_password == "hush-hush"


def test_a_password_in_the_address_of_a_server_does_not_stay_there(liv: Connector) -> None:
    mailbox = liv.mailbox
    mailbox.outgoing_url = "smtp+tls://a%40b:se%3Acret@mail.example:587"
    mailbox.save()
    assert liv.mailbox.outgoing_url == "smtp+tls://a%40b@mail.example:587"
    assert liv.mailbox.outgoing_password == "se:cret"


def test_passwords_of_an_older_installation_are_sealed(served: Desk) -> None:
    Mailbox.objects.update(outgoing_url="smtps://a%40b:se%3Acret@mail.example:465")
    sealing = import_module("tillit.channels.email.migrations.0003_connecting")
    sealing.seal_passwords(apps, None)
    mailbox = Mailbox.objects.get()
    assert mailbox.outgoing_url == "smtps://a%40b@mail.example:465"
    assert mailbox.outgoing_password == "se:cret"


@pytest.mark.parametrize(
    "led",
    [
        {"host": "collector.example"},
        {"port": 1143},
        {"user": "somebody"},
        {"security": "starttls"},
        {"sends_like_it_fetches": "on", "sending_host": "collector.example"},
    ],
    ids=str,
)
def test_a_stored_password_is_not_led_to_another_place(
    liv: Connector, led: dict[str, object]
) -> None:
    liv.fills_in()
    page = liv.fills_in(password="", **led)
    assert page.status_code == 422
    assert "enter the password again" in words_on(page)
    assert liv.source.host == "127.0.0.1"


def test_a_stored_password_stays_when_only_the_folder_changes(liv: Connector) -> None:
    liv.fills_in()
    assert liv.fills_in(password="", folder="Support").status_code == 200
    assert (liv.source.folder, liv.source.password) == ("Support", PASSWORD)


@pytest.mark.parametrize(
    "wrong",
    [
        {"host": "bad host"},
        {"host": "x\r\nRCPT"},
        {"user": "a\r\nb"},
        {"folder": "IN\nBOX"},
        {"port": "99999"},
        {"password": ""},
        {"sending_host": ""},
        {"auth": "oauth2"},
        {"provider": "nobody"},
    ],
    ids=str,
)
def test_what_cannot_be_is_told_and_not_stored(liv: Connector, wrong: dict[str, object]) -> None:
    page = liv.fills_in(**wrong)
    assert page.status_code == 422
    assert 'class="error"' in page.content.decode()
    assert not ImapSource.objects.exists()


def test_without_a_sending_server_of_its_own_it_is_that_of_the_installation(
    liv: Connector, settings: Settings
) -> None:
    settings.TILLIT_SMTP_URL = f"smtp://127.0.0.1:{liv.sending_port}"
    page = words_on(liv.fills_in(sending_host="", sending_port=""))
    assert "Both work" in page, page
    assert liv.mailbox.outgoing_url == ""


def test_nothing_is_fetched_before_it_is_known_where_to_begin(liv: Connector) -> None:
    assert "Where shall Tillit begin?" in words_on(liv.fills_in())
    assert not ImapSource.objects.fetched().exists()
    assert not ImapSource.objects.ailing().exists()
    fetching = Fetching()
    fetching._adjust()
    assert not fetching._threads
    page = words_on(liv.presses("beginning", begin_with="history"))
    assert "Where shall Tillit begin?" not in page
    assert "Tillit is opening the mailbox." in page
    assert list(ImapSource.objects.fetched()) == [liv.source]
    liv.presses("beginning", begin_with="new")
    assert liv.source.begin_with == "history"


def test_the_question_counts_only_for_a_choice(liv: Connector) -> None:
    liv.fills_in()
    liv.presses("beginning", begin_with="everything")
    assert liv.source.begin_with == ""


def test_fetching_is_paused_and_goes_on(liv: Connector) -> None:
    liv.fills_in()
    liv.presses("beginning", begin_with="new")
    assert "Paused: nothing is fetched." in words_on(liv.presses("pause", paused="1"))
    assert not ImapSource.objects.fetched().exists()
    assert "Tillit is opening the mailbox." in words_on(liv.presses("pause", paused="0"))


def test_nothing_can_be_pressed_before_there_is_a_mailbox(liv: Connector) -> None:
    # Mail may reach the inbox another way, and somebody has checked it there.
    for act in set(ACTS) - {"trust"}:
        assert liv.presses(act).status_code == 404
