"""What is written or pasted, cleaned, and the text that is made from it."""

from pathlib import Path

import pytest

from tillit.conversations.composing.cleaning import cleaned, twin_of

PASTED = Path(__file__).parent / "pasted"
PROGRAMS = ("gmail", "google_docs", "outlook", "word")
OURS = {"one@tillit"}


@pytest.mark.parametrize("program", PROGRAMS)
def test_what_other_programs_copy_keeps_its_words_and_forms(program: str) -> None:
    page = cleaned((PASTED / f"{program}.html").read_text())
    assert page == (PASTED / f"{program}.clean.html").read_text().strip()
    assert twin_of(page) == (PASTED / f"{program}.txt").read_text().strip()


@pytest.mark.parametrize("program", PROGRAMS)
def test_cleaning_twice_changes_nothing(program: str) -> None:
    page = cleaned((PASTED / f"{program}.html").read_text())
    assert cleaned(page) == page


@pytest.mark.parametrize(
    ("html", "page"),
    [
        ("", ""),
        ("<p><br></p>", ""),
        ("<script>alert(1)</script><p onclick='x()'>a</p>", "<p>a</p>"),
        ("<p style='position:fixed;top:0' class=x id=y>a</p>", "<p>a</p>"),
        ("<a href='javascript:alert(1)'>a</a>", "<p>a</p>"),
        ("<a href=' java\nscript:alert(1)'>a</a>", "<p>a</p>"),
        ("<a href='data:text/html,x'>a</a>", "<p>a</p>"),
        ("<iframe src=//evil></iframe><object data=x>b</object><p>a</p>", "<p>a</p>"),
        ("<svg onload=x><text>b</text></svg><math><mi>c</mi></math><p>a</p>", "<p>a</p>"),
        ("<form action=//evil><input name=a><button>a</button></form>", "<p>a</p>"),
        ("<style>@import '//evil'</style><link rel=stylesheet href=//evil><p>a</p>", "<p>a</p>"),
        ("<img src=x onerror=alert(1)><p>a</p>", "<p>a</p>"),
        ("<p>a<img src='https://count.example/a.gif'></p>", "<p>a</p>"),
        ("<p>a<img src='data:image/png;base64,AAAA' alt='kart.png'></p>", "<p>a</p>"),
        ("<p>a<img data-cid='two@tillit' alt='kart.png'></p>", "<p>a</p>"),
        ("<p>a<img data-remote='https://count.example/a.gif'></p>", "<p>a</p>"),
        ("<!--[if mso]><p>b</p><![endif]--><p>a</p>", "<p>a</p>"),
        ("<p>a &lt;script&gt; b</p>", "<p>a &lt;script&gt; b</p>"),
        ("a</p></div></body><p>b", "<p>a</p><p>b</p>"),
        ("<h1>a</h1>b", "<p><strong>a</strong></p><p>b</p>"),
        ("<div>a</div><div>b</div>", "<p>a<br>b</p>"),
        ("<div>a</div><div><br></div><div>b</div>", "<p>a</p><p>b</p>"),
        ("<p><b>a<br>b</b></p>", "<p><strong>a<br>b</strong></p>"),
        ("<ul><li><p>a</p></li><li>b</li></ul>", "<ul><li>a</li><li>b</li></ul>"),
        ("<p><ul><li>a</li></ul></p>", "<ul><li>a</li></ul>"),
        ("<blockquote><div>a</div></blockquote>", "<blockquote><p>a</p></blockquote>"),
        (
            "<p>x <img data-cid='one@tillit' src='/anywhere' alt='kart.png' width='300'></p>",
            '<p>x <img data-cid="one@tillit" width="300" alt="kart.png"></p>',
        ),
        (
            "<p>see www.example.com</p>",
            '<p>see <a href="http://www.example.com" rel="noopener noreferrer nofollow">'
            "www.example.com</a></p>",
        ),
    ],
)
def test_only_what_page_and_mail_share_stays(html: str, page: str) -> None:
    assert cleaned(html, OURS) == page
    assert cleaned(page, OURS) == page


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>a<br>b</p><p>c</p>", "a\nb\n\nc"),
        ("<p>you need:</p><ul><li>a</li><li>b</li></ul><p>c</p>", "you need:\n\n- a\n- b\n\nc"),
        ("<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>", "1. a\n  - b\n2. c"),
        ("<blockquote><p>a</p><p>b</p></blockquote><p>c</p>", "> a\n>\n> b\n\nc"),
        ("<p>so <strong>do</strong> <em>not</em></p>", "so do not"),
        ('<p><a href="https://a.example/x">here</a></p>', "here <https://a.example/x>"),
        ('<p><a href="https://a.example/x">https://a.example/x</a></p>', "https://a.example/x"),
        ('<p><a href="mailto:a@b.example">a@b.example</a></p>', "a@b.example"),
        ('<p>see <img data-cid="one@tillit" alt="kart.png"></p>', "see [kart.png]"),
        ("<table><tr><td>a</td><td>1</td></tr></table>", "a | 1"),
        ("<p>a &amp; b &lt;c&gt;</p>", "a & b <c>"),
        ("<p>--</p><p>Ada</p>", "-- \n\nAda"),
    ],
)
def test_the_text_is_as_a_person_would_have_typed_it(html: str, text: str) -> None:
    assert twin_of(html) == text


def test_a_page_without_end_is_plain_text() -> None:
    page = cleaned("<div>" * 300 + "words" + "</div>" * 300)
    assert page == "<p>words</p>"
