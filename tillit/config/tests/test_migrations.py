"""The migrations and the models agree."""

import pytest
from django.core.management import call_command

pytestmark = pytest.mark.django_db


def test_no_migration_is_missing(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=1)
    assert "No changes detected" in capsys.readouterr().out


def test_nothing_waits_to_be_migrated(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("migrate", check_unapplied=True, verbosity=0)
