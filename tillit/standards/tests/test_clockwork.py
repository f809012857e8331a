"""What the clock does besides breaking promises and waking what was snoozed."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from tillit import clock
from tillit.conversations import files
from tillit.conversations.envelope import Enclosure
from tillit.conversations.uploads import keep_uploads
from tillit.standards.clockwork import tick
from tillit.testing.cast import MONDAY_TEN

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]


def test_files_that_were_never_sent_are_cleared_away(tmp_path: Path, settings: Settings) -> None:
    settings.TILLIT_DATA = tmp_path
    kept = keep_uploads([Enclosure("receipt.pdf", "application/pdf", b"%PDF-1.4")])
    file = files.path_of(kept[0].sha256)
    os.utime(file, (0, 0))
    tick()
    assert file.exists()
    with clock.moved_to(MONDAY_TEN + timedelta(hours=25)):
        tick()
    assert not file.exists()
