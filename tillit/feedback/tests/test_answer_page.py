"""The page behind the faces: public, without script; saving only on the button."""

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext as _

from tillit import clock
from tillit.feedback.events import ResponseSaved
from tillit.feedback.models import Invitation, Response
from tillit.feedback.tests.inviting import asked
from tillit.journal.models import Event
from tillit.testing.cast import GRACE, MONDAY_TEN, NORA, Desk
from tillit.testing.journal import assert_emits
from tillit.testing.steps import oslo

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]


def address(invitation: Invitation) -> str:
    return f"/feedback/{invitation.token}/"


def chosen(html: str) -> list[str]:
    """The scores that are ticked."""
    return re.findall(r'value="(\d)" required checked', html)


def test_following_a_link_saves_nothing(client: Client, desk: Desk) -> None:
    invitation = asked(GRACE, desk)
    for method in (client.get, client.head, client.options):
        assert method(f"{address(invitation)}?score=5").status_code == 200
    assert not Response.objects.exists()


def test_the_face_that_was_clicked_is_ticked_and_can_be_changed(client: Client, desk: Desk) -> None:
    html = client.get(f"{address(asked(GRACE, desk))}?score=4").content.decode()
    assert chosen(html) == ["4"]
    assert html.count('type="radio"') == 5
    assert "Ada helped you with “A question”." in html


@pytest.mark.parametrize("query", ["", "?score=6", "?score=%F0%9F%98%80", "?score=-1"])
def test_without_a_face_none_is_ticked(client: Client, desk: Desk, query: str) -> None:
    answer = client.get(address(asked(GRACE, desk)) + query)
    assert answer.status_code == 200
    assert chosen(answer.content.decode()) == []


def test_the_button_saves_and_leads_to_thanks(client: Client, desk: Desk) -> None:
    invitation = asked(GRACE, desk)
    with assert_emits(ResponseSaved):
        answer = client.post(address(invitation), {"main": "4", "more": " Quick! "}, follow=True)
    response = Response.objects.get()
    assert (response.score, response.comment, response.at) == (4, "Quick!", MONDAY_TEN)
    assert answer.redirect_chain == [(f"{address(invitation)}?saved=1", 302)]
    html = answer.content.decode()
    assert "Thank you" in html
    assert "Quick!" in html
    assert f'href="{address(invitation)}"' in html


def test_coming_back_changes_the_answer_instead_of_adding_one(client: Client, desk: Desk) -> None:
    invitation = asked(GRACE, desk)
    client.post(address(invitation), {"main": "5", "more": "Fine"})
    html = client.get(address(invitation)).content.decode()
    assert chosen(html) == ["5"]
    assert "Fine</textarea>" in html
    later = oslo("2026-06-03 09:00")
    with clock.moved_to(later):
        client.post(address(invitation), {"main": "2", "more": "It broke again"})
    response = Response.objects.get()
    assert (response.score, response.comment) == (2, "It broke again")
    assert (response.first_at, response.at) == (MONDAY_TEN, later)
    told = Event.objects.filter(kind=ResponseSaved.kind()).order_by("id")
    scores = [(event.data["before"], event.data["score"]) for event in told]
    assert scores == [(None, 5), (5, 2)]


@pytest.mark.parametrize(
    "wrong", [{}, {"main": ""}, {"main": "0"}, {"main": "6"}, {"main": "five"}]
)
def test_without_a_right_face_nothing_is_saved_and_the_words_are_kept(
    client: Client, desk: Desk, wrong: dict[str, Any]
) -> None:
    answer = client.post(address(asked(GRACE, desk)), wrong | {"more": "Thanks <Ada>"})
    assert answer.status_code == 422
    html = answer.content.decode()
    assert "Please answer what is marked." in html
    assert "Thanks &lt;Ada&gt;</textarea>" in html
    assert not Response.objects.exists()


def test_a_wrong_face_leaves_the_answer_given_before(client: Client, desk: Desk) -> None:
    invitation = asked(GRACE, desk)
    client.post(address(invitation), {"main": "5", "more": "Fine"})
    assert client.post(address(invitation), {"main": "9", "more": "x"}).status_code == 422
    assert Response.objects.get().score == 5


def test_a_comment_of_any_length_is_saved(client: Client, desk: Desk) -> None:
    client.post(address(asked(GRACE, desk)), {"main": "3", "more": "é\x00" + "x" * 9000})
    comment = Response.objects.get().comment
    assert comment.startswith("éx")
    assert len(comment) == 5000


@pytest.mark.parametrize("token", ["nobody", "a" * 32, "%F0%9F%98%80", "' OR 1=1"])
def test_an_unknown_token_is_not_found(client: Client, desk: Desk, token: str) -> None:
    asked(GRACE, desk)
    for answer in (client.get(f"/feedback/{token}/"), client.post(f"/feedback/{token}/")):
        assert answer.status_code == 404
        assert "We do not know this link" in answer.content.decode()
        assert "A question" not in answer.content.decode()


def test_half_a_token_opens_nothing(client: Client, desk: Desk) -> None:
    invitation = asked(GRACE, desk)
    assert client.get(f"/feedback/{invitation.token[:-1]}/").status_code == 404
    assert client.get(f"/feedback/{invitation.token.swapcase()}/").status_code == 404


def test_nobody_needs_to_sign_in(client: Client, desk: Desk) -> None:
    invitation = asked(GRACE, desk)
    assert "sessionid" not in client.cookies
    assert client.get(address(invitation)).status_code == 200


def test_the_form_is_guarded_against_other_sites(desk: Desk) -> None:
    strict = Client(enforce_csrf_checks=True)
    invitation = asked(GRACE, desk)
    assert strict.post(address(invitation), {"main": "5"}).status_code == 403
    assert not Response.objects.exists()
    html = strict.get(address(invitation)).content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', html)
    assert token
    form = {"main": "5", "csrfmiddlewaretoken": token[1]}
    assert strict.post(address(invitation), form).status_code == 302


def test_the_page_speaks_the_language_of_the_customer_not_of_the_browser(
    client: Client, desk: Desk
) -> None:
    answer = client.get(address(asked(NORA, desk)), headers={"Accept-Language": "hu"})
    assert answer["Content-Language"] == "nb"
    html = answer.content.decode()
    assert '<html lang="nb"' in html
    with translation.override("nb"):
        assert _("How did we do?") in html
        assert _("Save my answer") in html


def test_it_stays_in_that_language_for_an_agent_who_looks(client: Client, desk: Desk) -> None:
    client.force_login(desk.eve)
    html = client.get(address(asked(NORA, desk))).content.decode()
    assert '<html lang="nb"' in html


def test_the_token_is_neither_kept_nor_passed_on(client: Client, desk: Desk) -> None:
    answer = client.get(address(asked(GRACE, desk)))
    assert answer["Referrer-Policy"] == "same-origin"
    assert "no-store" in answer["Cache-Control"]
