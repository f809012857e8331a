"""Eve belongs to no team: what others work on is not there for her."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import OpenPage
from tests.journeys.quiet import Complaints
from tests.journeys.site import Login, Site
from tests.journeys.story import (
    Mail,
    new_conversation,
    receipt,
    said,
    send_button,
    sign_in,
    writes,
)

pytestmark = pytest.mark.journey

SECRET = Mail("A periwinkle matter", "This is nobody's business but ours: periwinkle.")
EVE = Login("eve@fjordkaffe.example", "a long walk by the fjord")
VIEWS = ["mine", "unassigned", "unanswered", "at-risk", "open", "resolved"]


@pytest.fixture(scope="session")
def eve(site: Site) -> Login:
    """An agent in no team."""
    site.carry_out(
        "from tillit.people.models import Agent\n"
        f"Agent.objects.create_user({EVE.email!r}, {EVE.password!r}, name='Eve Stranger')"
    )
    return EVE


def test_eve_sees_nothing_of_what_the_shop_does(
    ada: Page, visitor: OpenPage, site: Site, eve: Login, complaints: Complaints
) -> None:
    complaints.expect("status of 404")
    places = what_ada_sees(ada, site)
    stream = ada.locator("body").get_attribute("data-live")
    page = visitor()
    sign_in(page, eve)

    for view in VIEWS:
        page.goto(f"/inbox/{view}/")
        expect(page.locator("a.row")).to_have_count(0)
        expect(page.locator("#list-count")).to_have_text("0")
    page.goto("/figures/?period=all")
    for value in page.locator(".kpi-value").all():
        expect(value).to_have_text("–")
    for place in places:
        page.goto(place)
        expect(page.get_by_role("heading", name="not here, or not for you")).to_be_visible()
        expect(page.locator("body")).not_to_contain_text(re.compile("periwinkle", re.IGNORECASE))
    for team in re.findall(r"team\.\d+", str(stream)):
        assert page.request.get(f"/live/?topic={team}").status == 404
    assert page.request.get("/demo/mailbox/grace/").status == 404


def what_ada_sees(ada: Page, site: Site) -> list[str]:
    """The addresses of a conversation, its promise and its file; Ada may open each."""
    new_conversation(ada, site, SECRET)
    why = ada.get_by_role("link", name="Why then?").get_attribute("href")
    writes(ada, "Keep it to yourself.")
    ada.locator("#composer input[type=file]").set_input_files(receipt("periwinkle.pdf"))
    send_button(ada).click()
    file = said(ada, "Keep it to yourself.").locator("a.attachment").get_attribute("href")
    number = re.sub(r"\D", "", ada.locator(".thread-meta span").first.inner_text())
    places = [
        f"/conversations/{number}/",
        f"/inbox/open/?conversation={number}",
        str(why),
        str(file),
    ]
    for place in places:
        assert ada.request.get(place).status == 200, place
    return places
