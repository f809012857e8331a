"""Words that are begun keep every letter and every space, whatever comes between."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, Response, expect

from tests.journeys.conftest import OpenPage
from tests.journeys.held import EDITOR, Held, holding
from tests.journeys.quiet import Complaints
from tests.journeys.site import Site
from tests.journeys.story import ARRIVAL, Mail, new_conversation, said, send_button, typed

pytestmark = pytest.mark.journey

TELLING = re.compile("/draft/$")

WORDS = (
    "  Két szóköz  áll elöl és  itt 👩‍🔧\n   beljebb, három  szóközzel\núj sor: árvíztűrő"
    ' tükörfúrógép \n\n\nKét üres sor után <b> & "idézet" \\ {}  '
)
GOES_ON = "és  folytatás  ŐŰ 🎉"


@pytest.fixture
def late(agent: OpenPage) -> Iterator[tuple[Page, Held]]:
    """Ada, whose editor is on its way until somebody lets it go on."""
    ada = agent("Ada")
    with holding(ada, EDITOR) as editor:
        yield ada, editor


def begins(page: Page, words: str) -> None:
    """Type into the plain field, for which the editor is on its way."""
    field = page.locator("textarea#composer-text")
    field.click()
    field.press_sequentially(words)
    expect(typed(page)).to_have_value(words)


def comes(page: Page, editor: Held) -> None:
    """The editor arrives."""
    editor.let_go()
    expect(page.locator("#composer-text.rich")).to_be_focused()


def keeps(words: str) -> Callable[[Response], bool]:
    """Whether a draft with just these words has been kept."""

    def fits(answer: Response) -> bool:
        told = answer.request.post_data_json if answer.url.endswith("/draft/") else None
        return answer.ok and (told or {}).get("text", "").replace("\r\n", "\n") == words

    return fits


def expect_elsewhere(agent: OpenPage, page: Page, words: str) -> None:
    """The same words wait on another machine, in the editor and without it."""
    for options in ({}, {"java_script_enabled": False}):
        other = agent("Ada", **options)
        other.goto(page.url)
        expect(typed(other)).to_have_value(words)
        other.context.close()


def test_words_typed_before_the_editor_came_stay_as_they_were(
    late: tuple[Page, Held], agent: OpenPage, site: Site
) -> None:
    ada, editor = late
    new_conversation(ada, site, Mail("Letters of every kind"))
    with ada.expect_response(keeps(WORDS)):
        begins(ada, WORDS)
    expect_elsewhere(agent, ada, WORDS)
    comes(ada, editor)
    expect(typed(ada)).to_have_value(WORDS)
    with ada.expect_response(keeps(WORDS + GOES_ON)):
        ada.keyboard.type(GOES_ON)
    expect(typed(ada)).to_have_value(WORDS + GOES_ON)
    expect_elsewhere(agent, ada, WORDS + GOES_ON)
    send_button(ada).click()
    expect(said(ada, "árvíztűrő tükörfúrógép")).to_be_visible()
    expect(typed(ada)).to_have_value("")


@pytest.mark.parametrize("begun", ["Line\n", "Line\n\n", "Line ", "Line\n ", "\nLine", "\n\n  "])
def test_the_cursor_goes_on_where_it_was(late: tuple[Page, Held], site: Site, begun: str) -> None:
    ada, editor = late
    new_conversation(ada, site, Mail(f"Begun with {begun!r}"))
    begins(ada, begun)
    comes(ada, editor)
    ada.keyboard.type("goes on")
    expect(typed(ada)).to_have_value(f"{begun}goes on")


def test_words_that_wait_for_the_server_are_told_once_it_is_back(
    late: tuple[Page, Held], agent: OpenPage, site: Site, complaints: Complaints
) -> None:
    complaints.expect("ERR_")
    ada, editor = late
    new_conversation(ada, site, Mail("Typed in a tunnel"))
    ada.locator("textarea#composer-text").click()
    ada.context.set_offline(True)
    expect(ada.locator("#connection")).to_contain_text("Reconnecting", timeout=ARRIVAL)
    begins(ada, WORDS)
    ada.wait_for_timeout(1000)
    with ada.expect_response(keeps(WORDS), timeout=ARRIVAL):
        ada.context.set_offline(False)
    expect_elsewhere(agent, ada, WORDS)
    comes(ada, editor)
    expect(typed(ada)).to_have_value(WORDS)


def test_words_that_the_server_could_not_take_are_told_again(
    late: tuple[Page, Held], agent: OpenPage, site: Site, complaints: Complaints
) -> None:
    complaints.expect("status of 503")
    ada, _editor = late
    new_conversation(ada, site, Mail("Typed while much was going on"))
    ada.route("**/draft/", lambda route: route.fulfill(status=503), times=1)
    with ada.expect_response(keeps(WORDS), timeout=2 * ARRIVAL):
        begins(ada, WORDS)
    expect_elsewhere(agent, ada, WORDS)


def test_the_editor_that_comes_while_words_are_told_makes_them_no_news(
    late: tuple[Page, Held], agent: OpenPage, site: Site
) -> None:
    laptop, editor = late
    new_conversation(laptop, site, Mail("Sent from the other machine"))
    with holding(laptop, TELLING) as telling:
        with laptop.expect_request(TELLING):
            begins(laptop, "Finished on the train.")
        comes(laptop, editor)
        with laptop.expect_response(keeps("Finished on the train.")):
            telling.let_go()
    desk = agent("Ada")
    desk.goto(laptop.url)
    send_button(desk).click()
    expect(said(desk, "Finished on the train.")).to_be_visible()
    laptop.reload()
    expect(typed(laptop)).to_have_value("")
