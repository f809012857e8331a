"""Markdown becomes a page in which nothing runs and nothing is loaded from elsewhere."""

import pytest

from tillit.documents.markdown import page_of


def html_of(text: str) -> str:
    return str(page_of(text, lambda number: f"/pictures/{number}/").html)


def test_it_becomes_a_page() -> None:
    html = html_of("Say **sorry**.\n\n- at once\n- in person\n\n| a | b |\n|---|---|\n| 1 | 2 |")
    for part in ("<strong>sorry</strong>", "<li>at once</li>", "<td>1</td>"):
        assert part in html


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](data:text/html,alert)",
        "![x](data:image/svg+xml;base64,PHN2Zz4=)",
        "![x](https://elsewhere.example/pixel.png)",
        "![x](picture:1/../../../sign-out/)",
        "<a href='javascript:alert(1)'>x</a>",
    ],
)
def test_nothing_runs_and_nothing_is_fetched(text: str) -> None:
    html = html_of(text)
    for sign in ("<script", "<img", 'href="javascript', 'href="data', "<a href='java"):
        assert sign not in html.lower()


@pytest.mark.parametrize(
    "address",
    ["https://desk.example/a", "mailto:support@desk.example", "/handbook/", "#part-who", "../x/"],
)
def test_links_lead_to_pages_mail_and_our_own(address: str) -> None:
    assert f'href="{address}"' in html_of(f"[here]({address})")


def test_a_picture_of_ours_is_shown_with_its_words() -> None:
    html = html_of("![A cup](picture:12)")
    assert 'src="/pictures/12/"' in html
    assert 'alt="A cup"' in html


def test_headings_stand_below_the_title_and_have_anchors_of_their_own() -> None:
    page = page_of("# Who\n\na\n\n## How\n\nb\n\n# Who\n\nc", str)
    assert [(one.anchor, one.level) for one in page.contents] == [
        ("part-who", 2),
        ("part-how", 3),
        ("part-who-2", 2),
    ]
    assert '<h2 id="part-who">Who</h2>' in page.html
    assert "<h1" not in page.html


def test_a_short_text_needs_no_contents() -> None:
    assert page_of("## One\n\n## Two", str).contents == []
