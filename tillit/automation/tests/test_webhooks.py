"""Telling another program: signed, tried again, and no words of anybody."""

import hashlib
import hmac
import json
from http.server import BaseHTTPRequestHandler

import pytest

from tillit import clock
from tillit.automation.models import Firing
from tillit.automation.tests.rules import rule
from tillit.journal.models import Reaction
from tillit.testing.cast import GRACE, MONDAY_TEN, Desk, writes
from tillit.testing.journal import run_reactions
from tillit.testing.web_servers import QuietHandler, serving

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]


class Listening(QuietHandler):
    """Takes what it is told, or refuses it."""

    heard: list[tuple[dict[str, str], bytes]] = []
    status = 204

    def do_POST(self) -> None:
        """Remember it."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        type(self).heard.append((dict(self.headers), body))
        self.send_response(type(self).status)
        self.end_headers()


@pytest.fixture
def server() -> type[BaseHTTPRequestHandler]:
    Listening.heard, Listening.status = [], 204
    return Listening


def webhook(address: str) -> dict[str, str]:
    return {"do": "webhook", "url": f"{address}/hook", "secret": "between us"}


def test_it_is_told_the_numbers_and_can_prove_who_told_it(
    desk: Desk, server: type[Listening]
) -> None:
    with serving(server) as address:
        made = rule("begun", webhook(address))
        conversation = writes(GRACE, desk.inbox, text="My secret words")
        run_reactions()
    [(headers, body)] = server.heard
    said = json.loads(body)
    assert said["conversation"]["number"] == conversation.pk
    assert b"secret words" not in body
    assert GRACE.email.encode() not in body
    signature = hmac.new(b"between us", body, hashlib.sha256).hexdigest()
    assert headers["Tillit-Signature"] == f"sha256={signature}"
    assert Firing.objects.get(rule=made).did[0]["what"] == {"state": "called", "status": 204}


def test_what_is_not_taken_is_told_again(desk: Desk, server: type[Listening]) -> None:
    server.status = 503
    with serving(server) as address:
        made = rule("begun", webhook(address))
        writes(GRACE, desk.inbox)
        run_reactions()
        waiting = Reaction.objects.get(handler="automation.call_webhook")
        assert "503" in waiting.error
        assert Firing.objects.get(rule=made).did[0]["what"] == {"state": "waiting"}
        server.status = 200
        with clock.moved_to(waiting.ready_at.replace(year=MONDAY_TEN.year + 1)):
            run_reactions()
    assert [headers["Idempotency-Key"] for headers, _body in server.heard] == [
        server.heard[0][0]["Idempotency-Key"]
    ] * 2
    assert Firing.objects.get(rule=made).did[0]["what"]["status"] == 200


def test_nobody_home_is_no_end_of_the_rule(desk: Desk) -> None:
    made = rule("begun", webhook("http://127.0.0.1:9"), {"do": "tag", "tag": "seen"})
    conversation = writes(GRACE, desk.inbox)
    run_reactions()
    assert conversation.tags.filter(name="seen").exists()
    assert Firing.objects.get(rule=made).outcome == "done"
