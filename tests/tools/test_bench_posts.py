"""The mails with which reading is measured are sound, of their kind, and the same each time."""

import pytest

from bench.posts import Post
from tillit.channels.email.explaining import described
from tillit.channels.email.guarded import letter_within_limits

KINDS = list(Post(1).kinds())


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_seed_gives_the_same_mails(kind: str) -> None:
    once, again, other = (Post(seed).kinds()[kind]() for seed in (1, 1, 2))
    assert once == again != other


@pytest.mark.parametrize("kind", KINDS)
def test_each_is_read_without_any_doubt(kind: str) -> None:
    read = described(kind, letter_within_limits(Post(3).kinds()[kind]()))
    assert read["problems"] == []
    assert (read["from"]["name"], bool(read["new_text"])) == ("Zsófia Kov", True)
    assert bool(read["quoted_text"]) == (kind in ("answer", "long thread", "page and text"))
    assert len(read["attachments"]) == (2 if kind == "with files" else 0)


@pytest.mark.parametrize("kind", ["newsletter", "page alone"])
def test_a_newsletter_is_as_large_as_they_are(kind: str) -> None:
    raw = Post(4).kinds()[kind]()
    assert 50_000 < len(raw) < 200_000
    assert described(kind, letter_within_limits(raw))["html"]
