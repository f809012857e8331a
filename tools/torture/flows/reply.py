"""Somebody answers in the browser: `tillit web` takes the form."""

from __future__ import annotations

import http.client
import threading
import time
import uuid
from argparse import Namespace
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from unittest import mock

from torture.flows.flow import Flow, Verdict, Wrong
from torture.ground import HOST
from torture.mails import MAILS, PICTURE, name_of, sender_of

PAUSE = 0.01
PATIENCE = 60.0
"""Seconds, so that a busy machine is not taken for a mistake."""
EDGE = "edge-of-the-form"
CSRF = "torture" * 4 + "abcd"
"""As long as Django's own (32 letters)."""


class Reply(Flow):
    """The browser sends the same form again until it is told that it was taken."""

    name = "reply"
    serves = True

    def prepare(self) -> int:
        """Conversations, and somebody who is signed in."""
        from django.test import Client

        from tillit.conversations.models import Inbox
        from tillit.people.models import Agent
        from tillit.testing.cast import Customer, writes

        for number in range(MAILS):
            customer = Customer(f"Customer {number}", sender_of(number), "en", "Hello, my lid.")
            writes(customer, Inbox.objects.get(), message_id=name_of(number))
        browser = Client()
        browser.force_login(Agent.objects.get(name="Ada"))
        self._ticket.write_text(browser.cookies["sessionid"].value)
        return 0

    @property
    def _ticket(self) -> Path:
        return self.ground.data / "torture-session"

    def victim(self) -> int:
        """The web server, with one process that makes pages."""
        from tillit.config.commands import web

        return web.main(Namespace(host=HOST, port=self.ground.http_port, processes=1))

    def partner(self) -> int:
        """The browser."""
        session, until = self._ticket.read_text(), time.monotonic() + PATIENCE
        for number in range(MAILS):
            form = _form(number)
            while not self._is_taken(number, form, session):
                time.sleep(PAUSE)
                if time.monotonic() > until:
                    return 1
        return 0

    def _is_taken(self, number: int, form: bytes, session: str) -> bool:
        line = http.client.HTTPConnection(HOST, self.ground.http_port, timeout=PATIENCE)
        try:
            headers = {
                "Content-Type": f"multipart/form-data; boundary={EDGE}",
                "Cookie": f"sessionid={session}; csrftoken={CSRF}",
            }
            line.request("POST", f"/conversations/{number + 1}/messages/", form, headers)
            return line.getresponse().status in (200, 302)
        except (OSError, http.client.HTTPException):
            return False
        finally:
            line.close()

    def judge(self, seen: Any) -> Verdict:
        """Each reply once, each with its file, each on its way."""
        verdict = Verdict(broken=list(self.books.broken()))
        wanted = Counter(_words(number) for number in range(MAILS))
        verdict.compare(wanted, self.books.replies())
        files = self.books.count("SELECT message_id FROM conversations_attachment")
        queued = self.books.count(
            "SELECT d.message_id FROM conversations_delivery d"
            " JOIN conversations_message m ON m.id = d.message_id WHERE NOT m.automatic"
        )
        for name, found in (("files", files), ("deliveries", queued)):
            if not verdict.doubled and sorted(found.values()) != [1] * MAILS:
                verdict.broken.append(f"{name} of replies: {sorted(found.values())}")
        return verdict

    @property
    def wrong(self) -> Mapping[str, Wrong]:
        """Mistakes of a page."""
        return {"answers before storing": _too_early, "takes a form without its key": _keyless}


def _words(number: int) -> str:
    return f"A new lid, number {number}, is on its way."


def _form(number: int) -> bytes:
    key = uuid.uuid5(uuid.NAMESPACE_URL, f"torture:{number}")
    fields = {"csrfmiddlewaretoken": CSRF, "key": key, "kind": "reply", "text": _words(number)}
    begin = f"--{EDGE}\r\nContent-Disposition: form-data; name="
    parts = [f'{begin}"{name}"\r\n\r\n{value}\r\n'.encode() for name, value in fields.items()]
    file = f'{begin}"attachments"; filename="lid.bin"\r\nContent-Type: image/x-lid\r\n\r\n'
    parts.append(file.encode() + PICTURE + bytes([number]) + b"\r\n")
    return b"".join(parts) + f"--{EDGE}--\r\n".encode()


def _too_early() -> None:
    from django.core.handlers.base import BaseHandler
    from django.http import HttpRequest, HttpResponseRedirect
    from django.http.response import HttpResponseBase

    respond = BaseHandler.get_response

    def at_once(handler: BaseHandler, request: HttpRequest) -> HttpResponseBase:
        if request.method != "POST":
            return respond(handler, request)
        # What was sent can be read only now.
        bool(request.POST)
        threading.Timer(PAUSE, respond, [handler, request]).start()
        return HttpResponseRedirect("/")

    mock.patch.object(BaseHandler, "get_response", at_once).start()


def _keyless() -> None:
    from tillit.conversations.views import composing

    post = composing.post

    def without_key(**said: Any) -> Any:
        return post(**{**said, "submission": None})

    mock.patch.object(composing, "post", without_key).start()
