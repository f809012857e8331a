"""Tillit as an app: what everybody may have of it, and nothing else."""

import json
import re

import pytest
from django.test import Client

from tillit.config.installing import OFFLINE, PICTURES
from tillit.conversations.tests.browsing import CANARY, canary_in, text_of
from tillit.testing.cast import Desk

pytestmark = pytest.mark.django_db


def told(browser: Client) -> dict[str, object]:
    """What the service worker knows."""
    script = browser.get("/service-worker.js").content.decode()
    found = re.search(r"^const known = (\{.*\});$", script, re.MULTILINE)
    assert found, script[:400]
    known: dict[str, object] = json.loads(found[1])
    return known


def test_the_manifest_is_for_everybody_and_names_the_company(desk: Desk) -> None:
    answer = Client().get("/app.webmanifest")
    assert answer.headers["Content-Type"] == "application/manifest+json"
    manifest = answer.json()
    assert manifest["name"]
    assert manifest["start_url"] == manifest["scope"] == "/"
    assert manifest["display"] == "standalone"
    assert len(manifest["icons"]) == len(PICTURES)
    assert {"any", "maskable"} == {one["purpose"] for one in manifest["icons"]}


def test_every_page_leads_to_it(ada: Client, desk: Desk) -> None:
    for page in (Client().get("/sign-in/"), ada.get("/inbox/open/")):
        assert '<link rel="manifest" href="/app.webmanifest">' in page.content.decode()
        assert "apple-touch-icon" in page.content.decode()


def test_the_worker_may_stand_before_every_page_and_is_asked_for_anew() -> None:
    answer = Client().get("/service-worker.js")
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert "no-cache" in answer.headers["Cache-Control"]
    policy = answer.headers["Content-Security-Policy"]
    assert "worker-src 'self'" in policy
    assert "manifest-src 'self'" in policy


def test_the_worker_keeps_files_and_the_offline_page_alone(ada: Client, desk: Desk) -> None:
    canary_in(desk)
    known = told(ada)
    assert known == told(Client()), "it does not depend on who asks"
    assert len(known["files"]) == len(OFFLINE)  # type: ignore[arg-type]
    assert known["pages"] == {code: f"/offline/{code}/" for code in ("en", "nb", "nl", "hu")}
    script = ada.get("/service-worker.js").content.decode()
    assert re.findall(r"cache\.(?:put|add|addAll)\([^,]*", script) == [
        "cache.addAll([...known.files",
        "cache.put(noted",
        "cache.put(request",
    ]
    assert CANARY not in script


@pytest.mark.parametrize("language", ["en", "nb", "nl", "hu"])
def test_the_offline_page_is_the_same_for_everybody(ada: Client, desk: Desk, language: str) -> None:
    canary_in(desk)
    page = ada.get(f"/offline/{language}/")
    assert page.content == Client().get(f"/offline/{language}/").content
    assert f'<html lang="{language}"' in page.content.decode()
    assert CANARY not in text_of(page)


def test_there_is_no_offline_page_in_another_language() -> None:
    assert Client().get("/offline/xx/").status_code == 404


def test_the_personal_page_says_how_it_is_installed(ada: Client, desk: Desk) -> None:
    assert "Add to Home Screen" in text_of(ada.get("/me/"))


def test_a_conversation_that_is_fetched_before_it_is_asked_for_changes_nothing(
    ada: Client, desk: Desk
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    conversation = canary_in(desk)
    headers = {"HX-Request": "true", "HX-Target": "div#thread", "HX-Warming": "true"}
    with CaptureQueriesContext(connection) as asked:
        answer = ada.get(f"/inbox/open/?conversation={conversation.pk}", headers=headers)
    assert answer.status_code == 200
    writes = [one["sql"] for one in asked if not one["sql"].startswith("SELECT")]
    assert not writes
    conversation.refresh_from_db()
    assert conversation.unread
