"""Whether a mail is provably from the address in From: what our server said, or its signature."""

import time

import pytest
from pytest_django import Settings

from tillit.channels.email import sender_keys
from tillit.channels.email.proving import proof_of
from tillit.channels.email.tests.letters import letter
from tillit.channels.email.tests.name_server import NameServer
from tillit.channels.email.tests.signing import HEADERS, record, signed

ADA = "ada@desk.example"
KEY = "mail._domainkey.desk.example"


def from_ada(body: str = "Yes.\n", **headers: str) -> bytes:
    given = {
        "From": f"Ada <{ADA}>",
        "To": "support+token@desk.example",
        "Date": "Mon, 1 Jun 2026 10:00:00 +0200",
        "Message_ID": "<one@desk.example>",
    }
    return letter(body, **{**given, **headers})


def proven(raw: bytes, *, trusted: str = "") -> bool:
    return bool(proof_of(raw, ADA, trusted_authserv=trusted))


class TestSignature:
    def test_a_good_one_of_the_same_domain_proves_it(self, names: NameServer) -> None:
        assert proven(signed(from_ada(), "desk.example"))

    def test_bare_line_ends_are_read_too(self, names: NameServer) -> None:
        assert proven(signed(from_ada(), "desk.example").replace(b"\r\n", b"\n"))

    def test_without_any_nothing_is_proven_and_nobody_is_asked(self, names: NameServer) -> None:
        assert not proven(from_ada())
        assert names.asked == []

    def test_another_domain_proves_nothing_and_is_not_asked(self, names: NameServer) -> None:
        names.records["mail._domainkey.evil.example"] = record("evil.example")
        assert not proven(signed(from_ada(), "evil.example"))
        assert names.asked == []

    def test_the_key_of_somebody_else_proves_nothing(self, names: NameServer) -> None:
        assert not proven(signed(from_ada(), "desk.example", owner="evil.example"))

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            (b"Yes.", b"No."),
            (b"Ada <ada", b"Bo <ada"),
            (b"support+token", b"support+other"),
            (b"10:00:00", b"10:00:01"),
        ],
    )
    def test_what_was_changed_is_not_proven(
        self, names: NameServer, before: bytes, after: bytes
    ) -> None:
        raw = signed(from_ada(), "desk.example")
        assert before in raw
        assert not proven(raw.replace(before, after))

    @pytest.mark.parametrize("left_out", [b"to", b"date"])
    def test_what_it_does_not_cover_is_not_proven(self, names: NameServer, left_out: bytes) -> None:
        headers = [name for name in HEADERS if name != left_out]
        assert not proven(signed(from_ada(), "desk.example", headers=headers))

    def test_one_that_lets_words_be_added_proves_nothing(self, names: NameServer) -> None:
        raw = signed(from_ada(), "desk.example", length=True)
        assert b"l=" in raw
        assert not proven(raw + b"And pay me.\r\n")
        assert not proven(raw)

    @pytest.mark.parametrize("extra", ["From: Eve <eve@evil.example>", f"From: {ADA}", "To: a@b.c"])
    def test_a_second_header_proves_nothing(self, names: NameServer, extra: str) -> None:
        raw = signed(from_ada(), "desk.example")
        assert not proven(f"{extra}\r\n".encode() + raw)

    def test_two_people_in_from_prove_nothing(self, names: NameServer) -> None:
        raw = from_ada(From=f"{ADA}, eve@desk.example")
        assert not proven(signed(raw, "desk.example"))

    def test_a_colleague_of_the_same_domain_is_somebody_else(self, names: NameServer) -> None:
        assert not proven(signed(from_ada(From="bo@desk.example"), "desk.example"))

    def test_the_domain_above_speaks_for_those_below(self, names: NameServer) -> None:
        raw = signed(from_ada(From="ada@mail.desk.example"), "desk.example")
        assert proof_of(raw, "ada@mail.desk.example", trusted_authserv="")
        names.records["_dmarc.desk.example"] = "v=DMARC1; p=reject; adkim=s"
        assert not proof_of(raw, "ada@mail.desk.example", trusted_authserv="")

    def test_a_domain_below_does_not_speak_for_the_one_above(self, names: NameServer) -> None:
        names.records["mail._domainkey.guest.desk.example"] = record("guest.desk.example")
        assert not proven(signed(from_ada(), "guest.desk.example"))

    def test_a_key_that_is_gone_proves_nothing(self, names: NameServer) -> None:
        del names.records[KEY]
        assert not proven(signed(from_ada(), "desk.example"))

    @pytest.mark.parametrize("text", ["", "v=DKIM1; p=", "v=DKIM1; k=rsa; p=AAAA", "x" * 600])
    def test_a_broken_key_proves_nothing(self, names: NameServer, text: str) -> None:
        names.records[KEY] = text
        assert not proven(signed(from_ada(), "desk.example"))

    def test_a_name_server_that_is_silent_proves_nothing_soon(
        self, names: NameServer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sender_keys, "PATIENCE", 0.2)
        names.silent.add(KEY)
        began = time.monotonic()
        assert not proven(signed(from_ada(), "desk.example"))
        assert time.monotonic() - began < 3

    @pytest.mark.parametrize("address", ["127.0.0.1:1", "nowhere", "a:b:c", "127.0.0.1:x"])
    def test_a_name_server_that_is_none_proves_nothing(
        self, settings: Settings, monkeypatch: pytest.MonkeyPatch, address: str
    ) -> None:
        monkeypatch.setattr(sender_keys, "PATIENCE", 0.2)
        settings.TILLIT_DNS = address
        assert not proven(signed(from_ada(), "desk.example"))

    @pytest.mark.parametrize("tags", ["", "v=1", "a=b; ;;=", "v=1; d=desk.example; h=from:to:date"])
    def test_a_broken_signature_proves_nothing(self, names: NameServer, tags: str) -> None:
        assert not proven(f"DKIM-Signature: {tags}\r\n".encode() + from_ada())

    def test_the_same_words_have_the_same_name(self, names: NameServer) -> None:
        raw = signed(from_ada(), "desk.example")
        again = b"Received: from elsewhere\r\n" + raw.replace(b"Yes.\r\n", b"Yes.  \r\n\r\n")
        other = signed(from_ada(Date="Mon, 1 Jun 2026 10:01:00 +0200"), "desk.example")
        first = proof_of(raw, ADA, trusted_authserv="")
        assert first
        assert proof_of(again, ADA, trusted_authserv="") == first
        assert proof_of(other, ADA, trusted_authserv="") != first


class TestOurServer:
    SAYS = "mx.desk.example"

    @pytest.mark.parametrize(
        ("results", "expected"),
        [
            ("mx.desk.example; dmarc=pass header.from=desk.example", True),
            ("MX.desk.example 1; spf=fail; DMARC=Pass (p=none)", True),
            ("mx.desk.example; dkim=pass header.d=desk.example", True),
            ("mx.desk.example; dkim=fail; dkim=pass header.d=desk.example", True),
            ("mx.desk.example; dkim=pass header.d=evil.example", False),
            ("mx.desk.example; spf=pass smtp.mailfrom=desk.example", False),
            ("mx.desk.example; dmarc=pass header.from=evil.example", False),
            ("mx.desk.example; dmarc=fail; dkim=pass header.d=desk.example", False),
            ("mx.desk.example; none", False),
            ("mx.evil.example; dmarc=pass header.from=desk.example", False),
            ('mx.desk.example; spf=fail smtp.mailfrom="; dmarc=pass"@evil.example', False),
            ("mx.desk.example; dkim=fail (because (of; dmarc=pass) that; dmarc=pass)", False),
        ],
    )
    def test_its_results_decide(self, names: NameServer, results: str, expected: bool) -> None:
        raw = f"Authentication-Results: {results}\r\n".encode() + from_ada()
        assert proven(raw, trusted=self.SAYS) is expected

    def test_nothing_counts_when_no_server_is_trusted(self, names: NameServer) -> None:
        raw = b"Authentication-Results: mx.desk.example; dmarc=pass\r\n" + from_ada()
        assert not proven(raw)
        assert not proven(raw, trusted="mx.other.example")

    @pytest.mark.parametrize(
        "between",
        ["Received: from evil.example by mx.desk.example", "Authentication-Results: evil; none"],
    )
    def test_a_forged_one_below_is_ignored(self, names: NameServer, between: str) -> None:
        own = "Authentication-Results: mx.desk.example; spf=fail"
        forged = "Authentication-Results: mx.desk.example; dmarc=pass header.from=desk.example"
        raw = "\r\n".join([own, between, forged, ""]).encode() + from_ada()
        assert not proven(raw, trusted=self.SAYS)

    def test_two_of_its_own_headers_belong_together(self, names: NameServer) -> None:
        raw = (
            b"Authentication-Results: mx.desk.example; spf=fail\r\n"
            b"Received-SPF: fail\r\n"
            b"Authentication-Results: mx.desk.example; dmarc=pass\r\n"
        ) + from_ada()
        assert proven(raw, trusted=self.SAYS)

    def test_what_it_says_goes_before_a_good_signature(self, names: NameServer) -> None:
        raw = signed(from_ada(), "desk.example")
        failed = b"Authentication-Results: mx.desk.example; dmarc=fail\r\n" + raw
        assert proven(failed)
        assert not proven(failed, trusted=self.SAYS)

    def test_where_it_is_silent_the_signature_counts(self, names: NameServer) -> None:
        assert proven(signed(from_ada(), "desk.example"), trusted=self.SAYS)
