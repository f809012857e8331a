"""Two hundred texts in four languages and a hundred searches: both databases find the same."""

import pytest

from tillit.search import kinds
from tillit.search.indexing import index_stale
from tillit.search.marking import mark_all_stale
from tillit.search.models import Document
from tillit.search.questions import read, reading_of
from tillit.search.tests.corpus import TEXTS
from tillit.search.tests.expected import EXPECTED
from tillit.search.tests.library import KIND, Library, found, index_all

pytestmark = pytest.mark.django_db


@pytest.fixture
def library(monkeypatch: pytest.MonkeyPatch) -> Library:
    monkeypatch.setattr(kinds, "_readers", {})
    texts = Library(TEXTS)
    kinds.register(KIND, texts)
    index_all(texts)
    return texts


def test_a_hundred_searches_find_what_they_should(library: Library) -> None:
    assert len(EXPECTED) >= 100
    assert {text: found(text).numbers for text in EXPECTED} == EXPECTED


def test_pages_add_up_to_the_whole(library: Library) -> None:
    whole = found("a").numbers
    pages, below = [], None
    while True:
        page = found("a", most=3, below=below)
        pages += page.numbers
        below = page.next
        if below is None:
            break
    assert pages == whole


def test_a_text_that_changes_is_found_by_its_new_words_only(library: Library) -> None:
    library.texts[1] = "An umbrella stand"
    index_all(library)
    assert found("umbrella").numbers == [1]
    assert 1 not in found("kettle").numbers


def test_a_text_that_is_gone_is_not_found(library: Library) -> None:
    del library.texts[1]
    mark_all_stale(KIND, [1])
    assert index_stale() == 1
    assert not Document.objects.filter(number=1).exists()
    assert found("kettle").numbers == []


def test_texts_of_the_same_instant_all_find_a_place(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tillit.search.indexing.place_of", lambda at: 1_000_000)
    monkeypatch.setattr("tillit.search.indexing.RUN", 7)
    library.texts = dict.fromkeys(range(1, 201), "samovar")
    index_all(library)
    assert sorted(found("samovar").numbers) == list(range(1, 201))


HOSTILE = [
    "",
    '"',
    '""',
    '"""',
    "*",
    "a*",
    "NOT",
    "kettle NOT lid",
    "kettle AND (lid OR",
    "NEAR(kettle lid)",
    "words:kettle",
    "{words}: kettle",
    "-kettle",
    "kettle & !lid | <->",
    "'kettle':A",
    "kettle'); DROP TABLE search_document; --",
    "ket\x00tle",
    "\x00",
    "\ud800",
    "🫖",
    "🫖 kettle",
    "غلاية مكسورة",
    "\u202ekettle\u202c",
    "壶盖坏了",
    "%",
    "_",
    "_ _",
    "\\",
    "a" * 10_000,
    "kettle " * 2_000,
    "from:" * 3_000,
    "#" * 5_000,
    "#99999999999999999999999999",
    "9" * 400,
    "from: to: tag: before: after: is: in: has:",
    "²½ⅷ ﷺ ß ŉ İ",
    "a\u0301" * 300,
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:12]))
def test_no_search_fails(library: Library, text: str) -> None:
    question = read(text)
    reading_of(question)
    assert isinstance(found(text).numbers, list)
