"""Password, codes, and sessions that can be ended."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from allauth.usersessions.models import UserSession
from django.core import mail
from django.test import Client

from tillit.people.models import Agent, Role
from tillit.people.second_steps import SecondStepAdapter
from tillit.testing.browsers import browser_of
from tillit.testing.cast import PASSWORD, Desk, agent
from tillit.testing.journal import run_reactions

pytestmark = pytest.mark.django_db

NEW = "another long and secret phrase"


def signed_in(one: Agent, password: str = PASSWORD) -> Client:
    browser = Client(headers={"User-Agent": "Mozilla/5.0 (X11; Linux) Firefox/150.0"})
    answer = browser.post("/sign-in/", {"login": one.email, "password": password})
    assert answer.status_code == 302
    return browser


@pytest.fixture
def kim() -> Agent:
    return agent("Kim", password=PASSWORD)


def shows_who_it_is(browser: Client) -> None:
    answer = browser.post("/me/security/again/", {"password": PASSWORD})
    assert answer.status_code == 302


def now_code(secret: str, step: int = 0) -> str:
    import time

    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + step))


class TestSessions:
    """Where somebody is signed in."""

    def test_each_is_listed_with_its_device(self, kim: Agent) -> None:
        browser = signed_in(kim)
        page = browser.get("/me/security/").content.decode()
        assert "Firefox on Linux" in page
        assert "this one" in page
        assert "127.0.0.1" in page

    def test_one_is_ended_and_the_other_goes_on(self, kim: Agent) -> None:
        phone, desk = signed_in(kim), signed_in(kim)
        gone = UserSession.objects.get(session_key=phone.session.session_key)
        desk.post("/me/sessions/", {"session": gone.pk})
        assert phone.get("/me/").status_code == 302
        assert desk.get("/me/").status_code == 200

    def test_all_others_are_ended_even_those_that_nobody_listed(self, kim: Agent) -> None:
        phone, desk, unlisted = signed_in(kim), signed_in(kim), Client()
        unlisted.force_login(kim)
        desk.post("/me/sessions/", {"session": "others"})
        assert {phone.get("/me/").status_code, unlisted.get("/me/").status_code} == {302}
        assert desk.get("/me/").status_code == 200
        assert UserSession.objects.filter(user=kim).count() == 1

    def test_ending_the_own_one_signs_out(self, kim: Agent) -> None:
        browser = signed_in(kim)
        own = UserSession.objects.get()
        assert browser.post("/me/sessions/", {"session": own.pk}).status_code == 302
        assert browser.get("/me/").status_code == 302

    def test_nobody_ends_those_of_somebody_else(self, kim: Agent, desk: Desk) -> None:
        theirs = signed_in(kim)
        eve = browser_of(desk.eve)
        wanted = UserSession.objects.get().pk
        for session in (wanted, "", "x", "9" * 30, -1):
            assert eve.post("/me/sessions/", {"session": session}).status_code == 404
        eve.post("/me/sessions/", {"session": "others"})
        assert theirs.get("/me/").status_code == 200


class TestPassword:
    """Changing it, and having forgotten it."""

    def test_changing_it_needs_the_old_one_and_ends_other_sessions(self, kim: Agent) -> None:
        here, there = signed_in(kim), signed_in(kim)
        fields = {"oldpassword": "wrong", "password1": NEW, "password2": NEW}
        assert here.post("/me/security/password/", fields).status_code == 200
        here.post("/me/security/password/", fields | {"oldpassword": PASSWORD})
        assert here.get("/me/").status_code == 200
        assert there.get("/me/").status_code == 302
        signed_in(kim, NEW)

    def test_a_link_to_a_new_one_comes_by_mail_and_works_once(self, kim: Agent) -> None:
        browser = Client()
        browser.post("/sign-in/forgotten/", {"email": "KIM@desk.example"})
        run_reactions()
        [letter] = mail.outbox
        assert letter.to == [kim.email]
        link = re.search(r"http://\S+?(/sign-in/forgotten/\S+)", str(letter.body))
        assert link
        page = browser.get(link[1], follow=True)
        form = page.redirect_chain[-1][0]
        assert browser.post(form, {"password1": NEW, "password2": NEW}).status_code == 302
        signed_in(kim, NEW)
        assert b"no longer works" in Client().get(link[1], follow=True).content

    def test_strangers_get_the_same_answer_and_no_mail(self, kim: Agent) -> None:
        answers = [
            Client().post("/sign-in/forgotten/", {"email": email}).headers["Location"]
            for email in (kim.email, "nobody@desk.example")
        ]
        Agent.objects.update(is_active=False)
        Client().post("/sign-in/forgotten/", {"email": kim.email})
        run_reactions()
        assert len(set(answers)) == 1
        assert mail.outbox == []


class TestCodes:
    """An app that makes codes, and the recovery codes."""

    def connects(self, browser: Client) -> str:
        assert "/me/security/again/" in browser.get("/me/security/app/").headers["Location"]
        shows_who_it_is(browser)
        secret = browser.get("/me/security/app/").context["form"].secret
        answer = browser.post("/me/security/app/", {"code": now_code(secret)})
        assert answer.headers["Location"] == "/me/security/recovery-codes/"
        return secret

    def test_after_the_password_a_code_is_asked_for(self, kim: Agent) -> None:
        secret = self.connects(signed_in(kim))
        browser = Client()
        answer = browser.post("/sign-in/", {"login": kim.email, "password": PASSWORD})
        assert answer.headers["Location"].startswith("/sign-in/code/")
        assert browser.get("/me/").status_code == 302
        assert b"One more step" in browser.get("/sign-in/code/").content
        Authenticator.objects.get(type="totp")
        answer = browser.post("/sign-in/code/", {"code": now_code(secret, 1)})
        if answer.status_code == 200:  # Only the code of this half minute counts.
            answer = browser.post("/sign-in/code/", {"code": now_code(secret)})
        assert answer.status_code in (200, 302)

    def test_a_recovery_code_signs_in_once(self, kim: Agent) -> None:
        browser = signed_in(kim)
        self.connects(browser)
        codes = browser.get("/me/security/recovery-codes/").context["unused_codes"]
        assert len(codes) == 10
        for expected in (302, 200):
            other = Client()
            other.post("/sign-in/", {"login": kim.email, "password": PASSWORD})
            assert other.post("/sign-in/code/", {"code": codes[0]}).status_code == expected

    def test_guessing_codes_is_limited(self, kim: Agent) -> None:
        self.connects(signed_in(kim))
        browser = Client()
        browser.post("/sign-in/", {"login": kim.email, "password": PASSWORD})
        pages = [browser.post("/sign-in/code/", {"code": "000000"}) for _ in range(6)]
        assert b"Too many" in pages[-1].content

    def test_the_secrets_are_sealed_in_the_database(self, kim: Agent) -> None:
        secret = self.connects(signed_in(kim))
        kept = str(list(Authenticator.objects.values_list("data", flat=True)))
        assert secret not in kept
        totp = Authenticator.objects.get(type="totp")
        assert SecondStepAdapter().decrypt(totp.data["secret"]) == secret
        assert isinstance(totp.wrap(), TOTP)

    def test_an_administrator_helps_who_has_lost_them(self, kim: Agent) -> None:
        theirs = signed_in(kim)
        self.connects(theirs)
        root = browser_of(agent("Root", Role.ADMINISTRATOR))
        root.post(f"/settings/people/{kim.pk}/second-steps/")
        assert theirs.get("/me/").status_code == 302
        signed_in(Agent.objects.get(pk=kim.pk))

    def test_no_lead_takes_them_away(self, desk: Desk) -> None:
        Authenticator.objects.create(user=desk.ada, type="webauthn", data={"name": "x"})
        liv = browser_of(desk.liv)
        assert liv.post(f"/settings/people/{desk.ada.pk}/second-steps/").status_code == 404
        assert Authenticator.objects.exists()


def test_eve_sees_only_what_is_hers(desk: Desk) -> None:
    Authenticator.objects.create(user=desk.ada, type="webauthn", data={"name": "Adas key"})
    eve = browser_of(desk.eve)
    assert b"Adas key" not in eve.get("/me/security/").content


def test_without_signing_in_there_is_nothing(client: Client) -> None:
    for address in ("/me/security/", "/me/security/app/", "/me/security/again/", "/settings/"):
        assert client.get(address).headers["Location"].startswith("/sign-in/")
