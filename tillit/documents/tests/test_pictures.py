"""Pictures are known by their first bytes, whatever they are called."""

import pytest

from tillit.documents.events import PictureAdded
from tillit.documents.pictures import LARGEST, add, type_of
from tillit.documents.tests.shelf import a_page
from tillit.testing.cast import Desk
from tillit.testing.journal import assert_emits

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PNG, "image/png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"GIF89a....", "image/gif"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image/webp"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'>", ""),
        (b"<html>", ""),
        (b"", ""),
    ],
)
def test_what_it_is_shows_in_its_bytes(content: bytes, kind: str) -> None:
    assert type_of(content) == kind


@pytest.mark.django_db
def test_a_picture_is_kept_beside_its_page(desk: Desk) -> None:
    page = a_page(desk.liv)
    with assert_emits(PictureAdded):
        picture = add(document=page, name="A cup", content=PNG, by=desk.liv)
    assert (bytes(picture.content), picture.content_type) == (PNG, "image/png")


@pytest.mark.django_db
@pytest.mark.parametrize("content", [b"<svg>", PNG + b"0" * LARGEST])
def test_what_is_no_picture_or_too_large_is_refused(desk: Desk, content: bytes) -> None:
    page = a_page(desk.liv)
    with pytest.raises(ValueError, match="A cup"):
        add(document=page, name="A cup", content=content, by=desk.liv)
    assert not page.pictures.exists()
