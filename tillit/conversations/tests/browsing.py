"""What tests of pages share: the headers of htmx, and words that no stranger may read."""

from django.http.response import HttpResponseBase
from django.test import Client

from tillit.conversations.envelope import Enclosure, Envelope
from tillit.conversations.models import Conversation, Message
from tillit.conversations.spine import receive
from tillit.testing.cast import GRACE, MONDAY_TEN, Desk, writes

HTMX = {"HX-Request": "true"}
CANARY = "canary-5127"


def canary_in(desk: Desk) -> Conversation:
    """A conversation whose every word gives itself away."""
    return writes(GRACE, desk.inbox, subject=f"Subject {CANARY}", text=f"Words {CANARY}")


def letter_with_files(desk: Desk) -> Message:
    """Grace has written about a crack, with two files."""
    envelope = Envelope(
        sender_address=GRACE.email,
        sender_name=GRACE.name,
        subject="A crack",
        text="The lid is cracked.",
        quoted="What you wrote before.",
        enclosures=(
            Enclosure("lid.txt", "text/plain", b"lid"),
            Enclosure("box.txt", "text/plain", b"box"),
        ),
    )
    return receive(envelope, inbox=desk.inbox, at=MONDAY_TEN).message


def text_of(answer: HttpResponseBase) -> str:
    """The words of an answer, whether it is streamed or not."""
    streamed = getattr(answer, "streaming_content", None)
    body: bytes = getattr(answer, "content", b"") if streamed is None else b"".join(streamed)
    return body.decode()


def page_with(browser: Client, message: Message) -> str:
    """The page of the conversation in which a message stands."""
    return text_of(browser.get(f"/inbox/open/?conversation={message.conversation_id}"))


def assert_hidden(browser: Client, address: str, *, post: bool = False) -> None:
    """The address is 404 for this browser, with htmx and without, and gives nothing away."""
    for headers in ({}, HTMX):
        ask = browser.post if post else browser.get
        answer = ask(address, headers=headers)
        assert answer.status_code == 404, address
        assert CANARY not in text_of(answer)
        assert GRACE.name not in text_of(answer)


ACTS_ON_CASES = (
    "properties",
    "team",
    "tags",
    "following",
    "fields",
    "problem",
    "snooze",
    "check-back",
    "spam",
    "holding",
    "ties",
)
"""The last part of the addresses that change a case."""
