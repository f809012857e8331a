"""Sealed words."""

import pytest
from pytest_django import Settings

from tillit.channels.email.fetching.sealing import SealBroken, seal, unseal


def test_what_is_sealed_can_be_opened_and_not_read() -> None:
    sealed = seal("gåsevin")
    assert "sevin" not in sealed
    assert unseal(sealed) == "gåsevin"
    assert seal("gåsevin") != sealed


def test_nothing_stays_nothing() -> None:
    assert seal("") == unseal("") == ""


def test_another_secret_key_opens_nothing_unless_the_old_one_is_still_known(
    settings: Settings,
) -> None:
    sealed, old = seal("words"), settings.SECRET_KEY
    settings.SECRET_KEY = "another"
    with pytest.raises(SealBroken):
        unseal(sealed)
    settings.SECRET_KEY_FALLBACKS = [old]
    assert unseal(sealed) == "words"
