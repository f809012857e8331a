"""The example of RFC 8291 comes out as it stands there."""

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from tillit.notices.pushing.encoding import bytes_of, words_of
from tillit.notices.pushing.sealing import point_of, sealed

WORDS = b"When I grow up, I want to be a watermelon"
OWN = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
OWN_POINT = (
    "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8"
)
THEIR_POINT = (
    "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
)
SECRET = "BTBZMqHH6r4Tts7J_aSIgg"
SALT = "DGv6ra1nlYgDCS1FRnbzlw"
BODY = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27ml"
    "mlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPT"
    "pK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)


def test_the_example_of_the_standard() -> None:
    own = ec.derive_private_key(int.from_bytes(bytes_of(OWN)), ec.SECP256R1())
    assert words_of(point_of(own)) == OWN_POINT
    body = sealed(
        WORDS,
        public_key=bytes_of(THEIR_POINT),
        secret=bytes_of(SECRET),
        own=own,
        salt=bytes_of(SALT),
    )
    assert words_of(body) == BODY


def test_the_same_words_never_look_the_same() -> None:
    point, secret = bytes_of(THEIR_POINT), bytes_of(SECRET)
    once, again = (sealed(WORDS, public_key=point, secret=secret) for _ in range(2))
    assert once != again


def test_a_point_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match=r"(?i)point|curve|key"):
        sealed(WORDS, public_key=b"\4" + bytes(64), secret=bytes_of(SECRET))


@pytest.mark.parametrize("words", ["", "å", "a", "%%%%"])
def test_what_is_not_base64_is_empty_or_refused(words: str) -> None:
    if not words:
        assert bytes_of(words) == b""
        return
    with pytest.raises(ValueError, match="base64"):
        bytes_of(words)
