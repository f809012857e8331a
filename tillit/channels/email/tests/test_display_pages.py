"""The pages of mails as they stand in a conversation: what they mean stays, how they look goes."""

import re

import pytest

from tillit.channels.email.display_pages import LONGEST, page_to_show
from tillit.channels.email.letter import Words
from tillit.channels.email.reading import read
from tillit.channels.email.tests.letters import bundle
from tillit.conversations.pages.display_writer import DEEPEST
from tillit.conversations.words import clean_page


def shown(page: str, plain: str | None = None) -> str:
    """What is stored of a mail that holds this page, and perhaps a plain text beside it."""
    parts = [f"Content-Type: text/plain; charset=utf-8\n\n{plain}"] if plain is not None else []
    parts.append(f"Content-Type: text/html; charset=utf-8\n\n{page}")
    return clean_page(read(bundle(*parts, subtype="alternative")).html)


def words_of(page: str) -> Words:
    """Words of which there is nothing but a page."""
    return Words(text="x y", new="x y", html=page)


def test_lines_emphasis_lists_and_links_stay() -> None:
    page = shown(
        "<div dir=ltr>Hello <b>there</b>,<div>see <a href='https://x.example/a?b=1&c=2'>this</a>:"
        "</div><ul><li>one</li><li>two</li></ul><div><br></div><div>Grace</div></div>"
    )
    assert "<div>Hello <strong>there</strong>,</div>" in page
    assert 'href="https://x.example/a?b=1&amp;c=2"' in page
    assert "<ul><li><div>one</div></li><li><div>two</div></li></ul><p>Grace</p>" in page


@pytest.mark.parametrize(
    "page",
    [
        "<div>Hello there</div><div>see you</div>",
        "<p style='color:red;font-size:40px'>Hello there</p><p>see you</p>",
        "Hello there<br>see you <a href='https://x.example/'>x.example</a>",
    ],
)
def test_a_page_that_says_no_more_than_plain_text_is_plain_text(page: str) -> None:
    assert shown(page, "Hello there\nsee you x.example") == ""


def test_a_table_of_facts_stays_and_a_layout_becomes_lines() -> None:
    facts = "<table><tr><th>Item<th>Price<tr><td>Kettle<td colspan=2>10</table>"
    page = shown(f"<table role=presentation><tr><td>Left</td><td>{facts}</td></tr></table>")
    assert page.startswith("<div>Left</div><table><tbody><tr><th><div>Item</div></th>")
    assert '<td colspan="2"><div>10</div></td>' in page
    assert page.count("<table") == 1


def test_a_table_without_heads_holds_facts_when_its_rows_are_short() -> None:
    page = shown(
        "<table><tr><td>Order</td><td>1042</td></tr><tr><td>Sum</td><td>10</td></tr></table>"
    )
    assert page.count("<td>") == 4
    letter = "<table>" + f"<tr><td>{'word ' * 100}</td><td>x</td></tr>" * 2 + "</table><b>x</b>"
    assert "<td>" not in shown(letter)


def test_pictures_leave_their_place_and_nothing_that_a_browser_would_load() -> None:
    page = shown(
        "<p>Look: <img src='cid:photo%40x' alt='The lid' width=300 height=200></p>"
        "<img src='https://cdn.example/big.png' srcset='https://cdn.example/2x.png 2x'>"
        "<img src='//cdn.example/b.png'><div background='https://cdn.example/c.png' "
        "style='background:url(https://cdn.example/d.png)'>x</div>"
    )
    assert '<img data-cid="photo@x" width="300" height="200" alt="The lid">' in page
    assert 'data-remote="https://cdn.example/big.png"' in page
    assert 'data-remote="https://cdn.example/b.png"' in page
    assert not re.search(r"\s(?:src|srcset|style|background)=", page)
    assert "2x.png" not in page
    assert "c.png" not in page
    assert "d.png" not in page


@pytest.mark.parametrize(
    "pixel",
    [
        "<img src='https://t.example/p' width=1 height=1>",
        "<img src='https://t.example/p' width='0'>",
        "<img src='https://t.example/p' style='width: 1px; height: 1px'>",
        "<img src='https://t.example/p' style='display:none'>",
        "<div style='display: none'><img src='https://t.example/p'></div>",
        "<img src='cid:p' width=1 height=1>",
    ],
)
def test_pixels_that_count_readers_are_left_out(pixel: str) -> None:
    page = shown(f"<p>Hello <b>you</b></p>{pixel}")
    assert "<strong>you</strong>" in page
    assert "<img" not in page


SENT = "We sent your new kettle yesterday with the post"
HEADERS = (
    "<b>From:</b> Shop &lt;a@b.example&gt;<br><b>Sent:</b> Monday, January 1, 2024 10:00<br>"
    "<b>To:</b> Grace &lt;g@b.example&gt;<br><b>Subject:</b> Kettle"
)
REPLIES = {
    "Gmail": "<div dir=ltr>It is <b>broken</b></div><br><div class='gmail_quote'><div>On Mon, 1 "
    "Jan 2024 at 10:00, Shop &lt;a@b.example&gt; wrote:<br></div>"
    f"<blockquote class='gmail_quote'>{SENT}</blockquote></div>",
    "Outlook": "<div><p class=MsoNormal>It is <b>broken</b></p><div style='border:none;"
    f"border-top:solid #E1E1E1 1.0pt;padding:3pt'><p class=MsoNormal>{HEADERS}</p></div>"
    f"<p class=MsoNormal>{SENT}</p></div>",
    "Outlook on the web": "<div>It is <b>broken</b></div><div id='appendonsend'></div><hr>"
    f"<div id='divRplyFwdMsg'>{HEADERS}</div><div>{SENT}</div>",
    "Thunderbird": "<p>It is <b>broken</b></p><div class='moz-cite-prefix'>On 01.01.2024 10:00, "
    f"Shop wrote:<br></div><blockquote type='cite'>{SENT}</blockquote>",
}


@pytest.mark.parametrize("program", REPLIES)
def test_what_a_mail_repeats_is_not_shown_twice(program: str) -> None:
    page = shown(REPLIES[program])
    assert "<strong>broken</strong>" in page
    assert "yesterday" not in page
    assert "wrote" not in page
    assert "From:" not in page


def test_when_it_cannot_be_told_apart_plain_text_is_shown() -> None:
    quoted = "We sent your new kettle yesterday with the post and it ought to be there by now"
    page = f"<p>It is <b>broken</b></p><p>On 1 January 2024 Shop wrote:</p><p>&gt; {quoted}</p>"
    plain = f"It is broken\n\nOn Mon, 1 Jan 2024 at 10:00, Shop <a@b.example> wrote:\n> {quoted}"
    assert shown(page, plain) == ""


def test_words_that_only_the_plain_text_has_are_never_lost() -> None:
    plain = "Please send the spare part to my neighbour instead, thanks a lot for helping."
    assert shown("<b>Hello</b>", plain) == ""


HOSTILE = {
    "a script": "<script>alert(1)</script><script src='http://e.example'></script>",
    "a handler": "<b onclick=alert(1) onmouseover='alert(1)'>x</b><body onload=alert(1)>",
    "a drawing": "<svg onload=alert(1)><script>alert(1)</script><image href='http://e.example'/></svg>",
    "mathematics": "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "a form": "<form action='http://e.example'><input name=password><button>Go</button></form>",
    "a style sheet": "<style>@import 'http://e.example';*{display:none}</style>"
    "<link rel=stylesheet href='http://e.example'>",
    "a style": "<div style='position:fixed;inset:0;z-index:9;background:url(http://e.example)'>x</div>",
    "a refresh": "<meta http-equiv=refresh content='0;url=http://e.example'>",
    "a base": "<base href='http://e.example/'><a href='/x'>x</a>",
    "a frame": "<iframe src='http://e.example'></iframe><object data='http://e.example'></object>"
    "<embed src='http://e.example'>",
    "a running link": "<a href='javascript:alert(1)'>x</a><a href=' java\nscript:alert(1)'>y</a>"
    "<a href='data:text/html,<script>alert(1)</script>'>z</a><a href='vbscript:x'>q</a>",
    "a comment": "<!--[if mso]><script>alert(1)</script><![endif]-->"
    "<!-- --!><img src=x onerror=alert(1)>",
    "a broken picture": "<img src='x' onerror='alert(1)'><img src=`javascript:alert(1)`>"
    "<img src='data:image/svg+xml,<svg onload=alert(1)>'>",
    "a name that breaks out": "<img alt='\"><script>alert(1)</script>' src='cid:x'>"
    "<img alt='<img data-remote=' title='http://e.example/' src='cid:\"onerror=alert(1)'>",
    "a film": "<video src='http://e.example' autoplay poster='http://e.example'></video>"
    "<audio src='http://e.example'></audio>",
    "a template": "<template><img src=x onerror=alert(1)></template><noscript><p title='</noscript>"
    "<img src=x onerror=alert(1)>'></noscript>",
}
_ALLOWED_TAGS = {"a", "div", "p", "strong", "img", "span", "table", "tr", "td", "tbody"}
_ALLOWED_NAMES = {"href", "rel", "alt", "width", "height", "data-cid", "data-remote"}


@pytest.mark.parametrize("what", HOSTILE)
def test_nothing_runs_loads_or_leaves_its_place(what: str) -> None:
    page = shown(f"<p>Hello <b>you</b></p>{HOSTILE[what]}")
    tags = set(re.findall(r"</?([a-z0-9]+)", page))
    assert tags <= _ALLOWED_TAGS
    inside = re.findall(r"<[a-z0-9]+((?:\s+[^\s=>]+=\"[^\"]*\")*)\s*>", page)
    names = {name for one in inside for name in re.findall(r"([^\s=]+)=\"[^\"]*\"", one)}
    assert names <= _ALLOWED_NAMES
    assert not re.search(r'href="(?!https?:|mailto:|tel:)', page)
    assert "alert(1)" not in re.sub(r'alt="[^"]*"|data-cid="[^"]*"', "", page)


@pytest.mark.parametrize(
    "tag", ["div", "b", "blockquote", "ul><li", "table><tr><td", "font", "span"]
)
def test_however_deep_it_is_what_comes_out_is_shallow(tag: str) -> None:
    page = page_to_show(words_of(f"<{tag}>" * 5000 + "x <b>y</b>"))
    assert page == ""
    page = page_to_show(words_of(f"<{tag}>" * 60 + "x <b>y</b>"))
    assert page.count("<") <= 6 * DEEPEST + 10


def test_a_page_that_is_too_long_is_shown_as_text() -> None:
    assert page_to_show(words_of("<b>x y</b>" + " " * LONGEST)) == ""
    assert page_to_show(words_of("<b>x y</b>" + "<br>" * 30_000)) == ""
