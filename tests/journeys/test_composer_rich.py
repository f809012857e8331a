"""What is seen in the editor is what is sent: forms, pasted words, pictures, files, drafts."""

import base64
import re
import struct
import zlib

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.journeys.conftest import OpenPage
from tests.journeys.held import EDITOR, holding
from tests.journeys.quiet import Complaints
from tests.journeys.site import Site
from tests.journeys.story import (
    GRACE,
    PHONE,
    Mail,
    arrived,
    new_conversation,
    receipt,
    said,
    send_button,
    typed,
    writes,
)

pytestmark = pytest.mark.journey

INSERTIONS = re.compile(r"/insertions/")
WORD = (
    "<style>p.MsoNormal{margin-bottom:8.0pt}</style><p class=MsoNormal style='color:red'>From"
    " <b style='mso-bidi-font-weight:normal'>Word</b></p><p class=MsoListParagraph"
    " style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·</span>a bullet</p>"
)
EVERY_FORM = (
    "<p>Dear Grace,</p><p><strong>please</strong> read the <em>manual</em></p>"
    "<ul><li>descale</li><li>rinse</li></ul><ol><li>fill</li></ol>"
    "<blockquote><p>as you wrote</p></blockquote>"
    '<p>More <a href="https://fjordkaffe.example/clean"'
    ' rel="noopener noreferrer nofollow">here</a></p>'
)
EVERY_FORM_AS_TEXT = (
    "Dear Grace,\n\nplease read the manual\n\n- descale\n- rinse\n\n1. fill\n\n"
    "> as you wrote\n\nMore here <https://fjordkaffe.example/clean>"
)
PASTE = """([kind, words, file]) => {
  const board = new DataTransfer();
  if (kind) { board.setData(kind, words); board.setData("text/plain", "From Word"); }
  if (file) {
    const bytes = Uint8Array.from(atob(file), (letter) => letter.charCodeAt(0));
    board.items.add(new File([bytes], words, {type: "image/png"}));
  }
  const event = {clipboardData: board, bubbles: true, cancelable: true};
  document.activeElement.dispatchEvent(new ClipboardEvent("paste", event));
}"""


def picture() -> bytes:
    """A small picture of one colour."""
    line = b"\0" + bytes((200, 120, 60)) * 40
    size = struct.pack(">IIBBBBB", 40, 30, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", size), (b"IDAT", zlib.compress(line * 30)), (b"IEND", b"")]
    written = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(written)


def pastes_words(page: Page, html: str) -> None:
    """Paste what another program has copied."""
    with page.expect_response("**/pasted/"):
        page.evaluate(PASTE, ["text/html", html, ""])


def pastes_picture(page: Page, name: str) -> None:
    """Paste a picture from the clipboard, and wait until it has arrived."""
    with page.expect_response("**/uploads/"):
        page.evaluate(PASTE, ["", name, base64.b64encode(picture()).decode()])
    expect(page.locator(f'.rich img[alt="{name}"][src^="/conversations/"]')).to_be_visible()


def begins(page: Page) -> None:
    """Press the key for a reply, and have the editor."""
    page.keyboard.press("r")
    expect(page.locator("#composer-text.rich")).to_be_focused()


@pytest.mark.parametrize("typed_before", ["s", "see ", "see /", "see /thank"])
def test_the_editor_comes_while_somebody_types(
    agent: OpenPage, site: Site, typed_before: str
) -> None:
    ada = agent("Ada")
    with holding(ada, EDITOR):
        new_conversation(ada, site, Mail(f"Written in haste, {len(typed_before)}"))
        ada.keyboard.press("r")
        ada.keyboard.type(typed_before)
        expect(ada.locator("textarea#composer-text")).to_have_value(typed_before)
    expect(ada.locator("#composer-text.rich")).to_be_focused()
    ada.keyboard.type("see /thank"[len(typed_before) :])
    expect(ada.locator("#insertions")).to_be_visible()
    expect(typed(ada)).to_have_value("see /thank")


def test_who_chooses_just_as_the_editor_comes_gets_what_was_chosen(
    agent: OpenPage, site: Site
) -> None:
    ada = agent("Ada")
    with holding(ada, EDITOR) as editor:
        new_conversation(ada, site, Mail("Chosen in haste"))
        ada.keyboard.press("r")
        ada.keyboard.type("/thank")
        expect(ada.locator("textarea#composer-text")).to_have_value("/thank")
        expect(ada.locator("#insertions [role=option]").first).to_be_visible()
        with holding(ada, INSERTIONS):
            editor.let_go()
            expect(ada.locator("#composer-text.rich")).to_be_focused()
            ada.keyboard.press("Enter")
            expect(typed(ada)).not_to_have_value(re.compile("/thank"))
            expect(ada.locator("#insertions")).to_be_hidden()


def test_by_keys_alone_what_is_seen_is_what_arrives(ada: Page, site: Site) -> None:
    mail = Mail("How do I clean it?", customer=GRACE)
    new_conversation(ada, site, mail)
    begins(ada)
    types_in_every_form(ada)
    ada.keyboard.press("Control+Enter")

    reply = said(ada, "read the manual")
    expect(reply).to_be_visible()
    shown = reply.locator(".prose").first.inner_html()
    assert shown == EVERY_FORM
    expect(typed(ada)).to_have_value("")
    arrived(ada, GRACE, words=["Re: " + mail.subject, "read the manual"]).click()
    frame = ada.frame_locator("iframe")
    assert shown.replace(" nofollow", "") in frame.locator("body").inner_html().replace(
        " nofollow", ""
    )
    ada.get_by_role("link", name="Plain text").click()
    expect(ada.locator(".mail-text")).to_contain_text(EVERY_FORM_AS_TEXT, use_inner_text=True)


def types_in_every_form(page: Page) -> None:
    """Bold, italic, lists, a quotation and a link, without touching the mouse."""
    keys = page.keyboard
    keys.type("Dear Grace,")
    keys.press("Enter")
    keys.press("Enter")
    keys.press("Control+b")
    keys.type("please")
    keys.press("Control+b")
    keys.type(" read the ")
    keys.press("Control+i")
    keys.type("manual")
    keys.press("Control+i")
    keys.press("Enter")
    keys.press("Control+Shift+8")
    for words in ("descale", "rinse"):
        keys.type(words)
        keys.press("Enter")
    keys.press("Enter")
    keys.press("Control+Shift+7")
    keys.type("fill")
    keys.press("Enter")
    keys.press("Enter")
    keys.press("Control+Shift+9")
    keys.type("as you wrote")
    keys.press("Enter")
    keys.press("Enter")
    keys.type("More here")
    for _letter in "here":
        keys.press("Shift+ArrowLeft")
    keys.press("Control+k")
    expect(page.locator("#composer-link-address")).to_be_focused()
    keys.type("fjordkaffe.example/clean")
    keys.press("Enter")
    expect(page.locator("#composer-text")).to_be_focused()
    expect(page.locator("#palette")).to_be_hidden()


def test_pasted_words_are_cleaned_and_can_be_undone(ada: Page, site: Site) -> None:
    new_conversation(ada, site, Mail("From another program"))
    begins(ada)
    ada.keyboard.type("Hello,")
    ada.keyboard.press("Enter")
    pastes_words(ada, WORD)
    clean = "<p>Hello,</p><p>From <strong>Word</strong></p><ul><li>a bullet</li></ul>"
    assert ada.locator(".rich").inner_html() == clean
    ada.keyboard.press("Control+z")
    expect(ada.locator(".rich strong")).to_have_count(0)
    ada.keyboard.press("Control+Shift+z")
    assert ada.locator(".rich").inner_html() == clean
    send_button(ada).click()
    assert said(ada, "a bullet").locator(".prose").first.inner_html() == clean


def test_a_pasted_picture_stands_in_the_mail(ada: Page, agent: OpenPage, site: Site) -> None:
    mail = Mail("Which part is it?", customer=GRACE)
    new_conversation(ada, site, mail)
    begins(ada)
    ada.keyboard.type("This one: ")
    with ada.expect_response("**/draft/"):
        pastes_picture(ada, "lid.png")
    pastes_picture(ada, "wrong.png")
    ada.keyboard.press("Backspace")
    expect(ada.locator(".rich img")).to_have_count(1)
    ada.wait_for_timeout(1000)

    laptop = agent("Ada")
    laptop.goto(ada.url)
    expect(laptop.locator(".rich img")).to_have_attribute("alt", "lid.png")
    send_button(ada).click()
    reply = said(ada, "This one:")
    expect(reply.locator(".prose img")).to_have_attribute("alt", "lid.png")
    expect(reply.locator(".attachments")).to_have_count(0)
    size = "picture => [picture.complete, picture.naturalWidth]"
    expect(reply.locator(".prose img")).to_be_visible()
    assert reply.locator(".prose img").evaluate(size) == [True, 40]
    arrived(ada, GRACE, words=["Re: " + mail.subject, "This one: [lid.png]"]).click()
    assert ada.frame_locator("iframe").locator("img").evaluate(size) == [True, 40]


def test_files_show_their_way_and_can_be_left_out(
    ada: Page, site: Site, complaints: Complaints
) -> None:
    complaints.expect("status of 422")
    new_conversation(ada, site, Mail("Two papers"))
    files = ada.locator("#composer input[type=file]")
    files.set_input_files([receipt("one.pdf"), receipt("two.pdf")])
    kept = ada.locator("#kept-files li")
    expect(kept).to_have_count(2)
    ada.get_by_role("button", name="Remove one.pdf").click()
    expect(kept).to_have_count(1)
    writes(ada, "Here it is.")
    begins(ada)
    drawing: FilePayload = {"name": "a.png", "mimeType": "image/png", "buffer": b"no picture"}
    ada.evaluate(PASTE, ["", "a.png", base64.b64encode(drawing["buffer"]).decode()])
    expect(ada.locator("#composer-error")).to_contain_text("a.png cannot stand in the text.")
    expect(ada.locator(".rich img")).to_have_count(0)
    send_button(ada).click()
    reply = said(ada, "Here it is.")
    expect(reply.locator(".attachments")).to_contain_text("two.pdf")
    expect(reply.locator(".attachments")).not_to_contain_text("one.pdf")


def test_a_draft_with_forms_goes_on_elsewhere(ada: Page, agent: OpenPage, site: Site) -> None:
    new_conversation(ada, site, Mail("Begun with a list"))
    ada.locator("#composer label[data-key=n]").click()
    ada.locator("#composer-text").click()
    expect(ada.locator("#composer-text.rich")).to_be_focused()
    ada.keyboard.press("Control+Shift+8")
    with ada.expect_response("**/draft/"):
        ada.keyboard.type("ask Bo")
    laptop = agent("Ada")
    laptop.goto(ada.url)
    expect(laptop.locator(".rich li")).to_have_text("ask Bo")
    expect(laptop.get_by_role("textbox", name="Internal note")).to_be_visible()
    plain = agent("Ada", java_script_enabled=False)
    plain.goto(ada.url)
    expect(typed(plain)).to_have_value("- ask Bo")
    typed(plain).fill("Ask Bo, please.")
    send_button(plain).click()
    expect(said(plain, "Ask Bo, please.")).to_be_visible()


def test_the_keyboard_is_never_trapped(ada: Page, site: Site) -> None:
    new_conversation(ada, site, Mail("By keyboard"))
    begins(ada)
    ada.keyboard.type("words")
    ada.keyboard.press("Control+k")
    expect(ada.locator("#palette")).to_be_visible()
    ada.keyboard.press("Escape")
    ada.locator("#composer-text").focus()
    ada.keyboard.press("Tab")
    expect(ada.locator("#composer-text")).not_to_be_focused()
    expect(typed(ada)).to_have_value("words")
    ada.locator("#composer-text").focus()
    ada.keyboard.press("Escape")
    expect(ada.locator("#composer-text")).not_to_be_focused()


def test_with_a_thumb(agent: OpenPage, site: Site) -> None:
    ada = agent("Ada", **PHONE)
    new_conversation(ada, site, Mail("From the train"))
    ada.locator("#composer-text").tap()
    bold = ada.get_by_role("button", name="Bold")
    expect(bold).to_be_visible()
    expect(ada.locator(".rich")).to_have_css("font-size", "16px")
    bold.tap()
    expect(bold).to_have_attribute("aria-pressed", "true")
    ada.keyboard.type("strong")
    box = bold.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 40
    ada.locator("#composer .send").tap()
    expect(said(ada, "strong").locator("strong")).to_be_visible()
