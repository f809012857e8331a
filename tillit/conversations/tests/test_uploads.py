"""What was attached and never sent does not stay for ever; what anybody still needs does."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from tillit import clock
from tillit.conversations import files
from tillit.conversations.models import Attachment, Conversation, KeptDraft, Upload
from tillit.conversations.tests.browsing import canary_in, text_of
from tillit.conversations.uploads import clear_unsent
from tillit.testing.cast import MONDAY_TEN, Desk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

RECEIPT = b"%PDF-1.4 a receipt"
TOMORROW = MONDAY_TEN + timedelta(hours=25)


@pytest.fixture(autouse=True)
def data(tmp_path: Path, settings: Settings) -> Path:
    settings.TILLIT_DATA = tmp_path
    return tmp_path


@pytest.fixture
def conversation(desk: Desk) -> Conversation:
    """Grace has written."""
    return canary_in(desk)


def uploads(browser: Client, conversation: Conversation) -> str:
    """Choose a file; what the form then holds of it."""
    file = SimpleUploadedFile("receipt.pdf", RECEIPT, "application/pdf")
    answer = browser.post(f"/conversations/{conversation.pk}/uploads/", {"file": file})
    found = re.search(r'name="kept" value="([^"]+)"', answer.content.decode())
    assert found
    return found[1]


def keeps(browser: Client, conversation: Conversation, value: str) -> None:
    where = f"/conversations/{conversation.pk}/draft/"
    browser.post(where, {"kind": "reply", "text": "Here it is.", "kept": value})


def sends(browser: Client, conversation: Conversation, value: str, **more: Any) -> str:
    where = f"/conversations/{conversation.pk}/messages/?view=open"
    said = {"kind": "reply", "text": "Here it is.", "kept": value, **more}
    return text_of(browser.post(where, said, follow=True))


def stored() -> Path:
    """Where the only file is, or was."""
    return files.path_of(Upload.objects.get().sha256)


@contextmanager
def later(at: datetime, *paths: Path) -> Iterator[None]:
    """Time has passed, for us and for the disk."""
    long_ago = time.time() - timedelta(days=2).total_seconds()
    for path in paths:
        os.utime(path, (long_ago, long_ago))
    with clock.moved_to(at):
        yield


def test_what_was_never_sent_is_cleared_away_after_a_day(
    ada: Client, conversation: Conversation
) -> None:
    uploads(ada, conversation)
    file = stored()
    with later(MONDAY_TEN + timedelta(hours=23), file):
        assert clear_unsent(now=clock.now()) == 0
    assert file.exists()
    with later(TOMORROW, file):
        assert clear_unsent(now=clock.now()) == 1
    assert not file.exists()
    assert not Upload.objects.exists()


def test_a_draft_that_names_it_keeps_it_until_it_is_given_up(
    ada: Client, conversation: Conversation
) -> None:
    keeps(ada, conversation, uploads(ada, conversation))
    file = stored()
    with later(TOMORROW, file):
        assert clear_unsent(now=clock.now()) == 0
    KeptDraft.objects.all().delete()
    with later(TOMORROW + timedelta(hours=20)):
        assert clear_unsent(now=clock.now()) == 0
    with later(TOMORROW + timedelta(hours=25)):
        assert clear_unsent(now=clock.now()) == 1
    assert not file.exists()


def test_what_was_sent_stays_for_good(ada: Client, conversation: Conversation) -> None:
    sends(ada, conversation, uploads(ada, conversation))
    file = stored()
    with later(TOMORROW, file):
        assert clear_unsent(now=clock.now()) == 0
    assert files.path_of(Attachment.objects.get().sha256) == file
    assert file.exists()
    assert not Upload.objects.exists()


def test_what_comes_again_meanwhile_stays(ada: Client, conversation: Conversation) -> None:
    """A mail with the same file is just being filed: nothing names it yet."""
    uploads(ada, conversation)
    file = stored()
    with later(TOMORROW, file):
        files.keep(RECEIPT)
        assert clear_unsent(now=clock.now()) == 0
    assert file.exists()


def test_nothing_is_cleared_away_under_a_backup(ada: Client, conversation: Conversation) -> None:
    uploads(ada, conversation)
    file = stored()
    with later(TOMORROW, file), files.held():
        assert clear_unsent(now=clock.now()) == 0
    with later(TOMORROW + timedelta(hours=25)):
        assert clear_unsent(now=clock.now()) == 1


def test_an_open_page_still_needs_it(ada: Client, conversation: Conversation) -> None:
    value = uploads(ada, conversation)
    file = stored()
    with later(TOMORROW, file):
        keeps(ada, conversation, value)
        KeptDraft.objects.all().delete()
        assert clear_unsent(now=clock.now()) == 0
    assert file.exists()


def test_what_is_gone_is_not_left_out_without_a_word(
    ada: Client, conversation: Conversation
) -> None:
    value, before = uploads(ada, conversation), conversation.messages.count()
    with later(TOMORROW, stored()):
        clear_unsent(now=clock.now())
        assert "No longer here: receipt.pdf." in sends(ada, conversation, value)
    assert conversation.messages.count() == before


def test_a_file_that_came_anew_is_looked_at_a_day_after_that(
    ada: Client, conversation: Conversation
) -> None:
    uploads(ada, conversation)
    with clock.moved_to(MONDAY_TEN + timedelta(hours=20)):
        uploads(ada, conversation)
    file = stored()
    with later(TOMORROW, file):
        assert clear_unsent(now=clock.now()) == 0
    assert file.exists()
