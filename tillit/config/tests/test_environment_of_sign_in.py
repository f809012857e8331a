"""The company's own sign-in, as the environment names it."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from tillit.config.environment import company_sign_in


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ISSUER", "CLIENT", "NAME"):
        monkeypatch.delenv(f"TILLIT_OIDC_{name}", raising=False)


def test_without_an_issuer_there_is_none() -> None:
    assert company_sign_in() == {}


def test_issuer_and_client_are_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TILLIT_OIDC_ISSUER", "https://login.example.com/")
    monkeypatch.setenv("TILLIT_OIDC_CLIENT", "tillit:s3cret:with:colons")
    [app] = company_sign_in()["APPS"]
    assert (app["provider_id"], app["name"]) == ("company", "login.example.com")
    assert (app["client_id"], app["secret"]) == ("tillit", "s3cret:with:colons")
    assert app["settings"] == {
        "server_url": "https://login.example.com",
        "oauth_pkce_enabled": True,
    }
    monkeypatch.setenv("TILLIT_OIDC_NAME", "Fjord ID")
    assert company_sign_in()["APPS"][0]["name"] == "Fjord ID"


@pytest.mark.parametrize("client", ["", "tillit", "tillit:", ":s3cret"])
def test_half_a_client_is_refused_in_words(monkeypatch: pytest.MonkeyPatch, client: str) -> None:
    monkeypatch.setenv("TILLIT_OIDC_ISSUER", "https://login.example.com")
    monkeypatch.setenv("TILLIT_OIDC_CLIENT", client)
    with pytest.raises(ImproperlyConfigured, match="TILLIT_OIDC_CLIENT"):
        company_sign_in()
