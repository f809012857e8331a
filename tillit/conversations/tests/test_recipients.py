"""Who is named in a list of recipients, and who may not be."""

import pytest

from tillit.conversations.parties import Party
from tillit.conversations.recipients import MOST_RECIPIENTS, WrongRecipient, listed, people_in

NORA = Party("Nora Haugen", "nora@kunde.example")
FRANK = Party("", "frank@kunde.example")


@pytest.mark.parametrize(
    ("typed", "people"),
    [
        ("", ()),
        (" , ;\n", ()),
        ("frank@kunde.example", (FRANK,)),
        ("Nora Haugen <nora@kunde.example>", (NORA,)),
        ("Nora Haugen <nora@kunde.example>, frank@kunde.example", (NORA, FRANK)),
        ("Nora Haugen <nora@kunde.example>; frank@kunde.example", (NORA, FRANK)),
        ("nora@kunde.example\nfrank@kunde.example", (Party("", NORA.address), FRANK)),
        ('"Haugen; Nora, AS" <nora@kunde.example>', (Party("Haugen; Nora, AS", NORA.address),)),
        ("Szabó Zsófia <zs@vevo.example>", (Party("Szabó Zsófia", "zs@vevo.example"),)),
        ("frank@kunde.example, Frank@Kunde.example", (FRANK,)),
    ],
)
def test_people_are_read_as_they_are_typed(typed: str, people: tuple[Party, ...]) -> None:
    assert people_in(typed) == people


@pytest.mark.parametrize(
    "typed",
    [
        "frank",
        "frank@",
        "@kunde.example",
        "frank@kunde",
        "frank@kunde..example",
        "Frank <frank kunde.example>",
        "frank@kunde.example, nobody",
        "<>",
        "a@b.example <c@d.example> <e@f.example>",
        "x" * 30_000,
        f"{'x' * 400}@kunde.example",
    ],
)
def test_what_is_no_address_is_said(typed: str) -> None:
    with pytest.raises(WrongRecipient) as wrong:
        people_in(typed)
    assert len(str(wrong.value)) < 150


@pytest.mark.parametrize(
    "typed",
    [
        "frank@kunde.example\r\nBcc: eve@stranger.example",
        "Frank\r\nBcc: eve@stranger.example <frank@kunde.example>",
        "=?utf-8?q?Frank=0d=0aBcc:_eve=40stranger.example?= <frank@kunde.example>",
        "Frank\x00 <frank@kunde.example>",
        "Frank\u2028Bcc: eve <frank@kunde.example>",
    ],
)
def test_no_line_of_a_header_can_be_smuggled_in(typed: str) -> None:
    try:
        people = people_in(typed)
    except WrongRecipient:
        return
    for name, address in people:
        assert name.isprintable()
        assert address.isprintable()
        assert address != "eve@stranger.example"


def test_fifty_are_enough() -> None:
    names = [f"person{number}@kunde.example" for number in range(MOST_RECIPIENTS)]
    assert len(people_in(", ".join(names))) == MOST_RECIPIENTS
    with pytest.raises(WrongRecipient, match="at most 50"):
        people_in(", ".join([*names, "one@more.example"]))


def test_what_is_listed_can_be_read_again() -> None:
    people = (NORA, FRANK, Party("Haugen, Nora", "x@y.example"), Party("Ő 日本", "z@y.example"))
    assert people_in(listed(people)) == people
