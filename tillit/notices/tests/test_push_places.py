"""Nothing is pushed to a machine of our own network, whatever a browser claims."""

import socket

import pytest
from pytest_django import Settings

from tillit.notices.pushing.places import Refused, checked, post


@pytest.mark.parametrize(
    "endpoint",
    [
        "",
        "nonsense",
        "http://push.example/x",
        "https://push.example:8443/x",
        "https://push.example:port/x",
        "https://user@push.example/x",
        "https:///x",
        "file:///etc/passwd",
        "https://push.example/" + "x" * 1000,
    ],
)
def test_what_is_no_address_of_a_push_service(endpoint: str) -> None:
    with pytest.raises(Refused):
        checked(endpoint)


def test_an_address_of_a_push_service() -> None:
    assert checked("https://push.example/send/abc").hostname == "push.example"


@pytest.mark.parametrize("number", ["127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "fd00::1"])
def test_a_name_that_leads_into_our_own_network(
    number: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = [(0, 0, 0, "", ("93.184.216.34", 443)), (0, 0, 0, "", (number, 443))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_a, **_k: found)
    monkeypatch.setattr(socket, "create_connection", lambda *_a, **_k: pytest.fail("connected"))
    with pytest.raises(Refused):
        post("https://push.example/x", b"", {})


def test_tests_may_push_to_this_machine(settings: Settings) -> None:
    settings.TILLIT_PUSH_ANYWHERE = True
    assert checked("http://127.0.0.1:9/x").port == 9
