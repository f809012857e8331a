"""Surveys among the settings: leads set them up, and what was asked keeps its version."""

import re
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from tillit.feedback.actions import invite
from tillit.feedback.delivered import CONTACT, RELATIONSHIP, delivered, version_in_force
from tillit.feedback.models import Invitation, Survey
from tillit.feedback.questionnaire import Kind, Questionnaire, Test
from tillit.feedback.tests.inviting import asked
from tillit.people.models import Agent
from tillit.testing.cast import GRACE, NORA, Desk, writes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

SETTINGS: dict[str, Any] = {
    "name": "After a return",
    "occasion": "contact",
    "share": "50",
    "quarantine_days": "30",
    "closes_after_days": "14",
    "every_months": "",
}
ONE = {"q0-kind": "ces", "q0-key": "easy", "q0-words-en": "It was easy.", "q0-required": "on"}
TWO = {
    "q1-kind": "choice",
    "q1-key": "where",
    "q1-words-en": "Where?",
    "q1-part-keys": "shop web",
    "q1-parts-en": "In the shop\nOn the web\nBy phone",
    "q1-parts-hu": "A boltban\nA weben",
    "q1-if-question": "easy",
    "q1-if-test": "at_most",
    "q1-if-value": "4",
}


def signed_in(client: Client, who: Agent) -> Client:
    client.force_login(who)
    return client


def questions_of(survey: Survey) -> Questionnaire:
    version = version_in_force(survey)
    assert version
    return version.questionnaire


@pytest.mark.parametrize(
    "path",
    ["", "new/", "{number}/", "{number}/preview/", "{number}/preview/mail/", "{number}/askings/"],
)
def test_only_those_who_decide_what_is_promised_find_them(
    client: Client, desk: Desk, path: str
) -> None:
    address = f"/settings/surveys/{path.format(number=delivered(CONTACT).pk)}"
    for who, found in ((desk.liv, 200), (desk.ada, 404), (desk.eve, 404)):
        assert signed_in(client, who).get(address).status_code == found


def test_some_are_there_from_the_start(client: Client, desk: Desk) -> None:
    page = signed_in(client, desk.liv).get("/settings/surveys/").content.decode()
    assert "After a contact" in page
    assert "After a complaint" in page
    assert "Recommendation, each quarter" in page
    main = questions_of(delivered(RELATIONSHIP)).main
    assert main is not None
    assert main.kind is Kind.NPS


def test_one_is_set_up(client: Client, desk: Desk) -> None:
    answer = signed_in(client, desk.liv).post("/settings/surveys/new/", SETTINGS | ONE | TWO)
    survey = Survey.objects.get(name="After a return")
    assert answer.headers["Location"] == f"/settings/surveys/{survey.pk}/"
    assert (survey.share, survey.closes_after_days) == (50, 14)
    easy, where = questions_of(survey)
    assert (easy.kind, easy.required, easy.words) == (Kind.CES, True, {"en": "It was easy."})
    assert [part.key for part in where.parts[:2]] == ["shop", "web"]
    assert where.parts[1].words == {"en": "On the web", "hu": "A weben"}
    assert where.condition is not None
    assert (where.condition.test, where.condition.value) == (Test.AT_MOST, "4")


def test_what_follows_from_an_option_names_it_by_its_words(client: Client, desk: Desk) -> None:
    where = {name.replace("q1", "q0"): value for name, value in TWO.items() if "-if-" not in name}
    more = {
        "q1-kind": "text",
        "q1-key": "more",
        "q1-words-en": "What was out of stock?",
        "q1-if-question": "where",
        "q1-if-test": "at_most",
        "q1-if-value": "in the shop",
    }
    signed_in(client, desk.liv).post("/settings/surveys/new/", SETTINGS | where | more)
    survey = Survey.objects.get(name="After a return")
    condition = questions_of(survey).questions[1].condition
    assert condition is not None
    assert (condition.test, condition.value) == (Test.IS, "shop")
    assert 'value="In the shop"' in client.get(f"/settings/surveys/{survey.pk}/").content.decode()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"q0-kind": "gone", "q0-words-en": ""}, "Say each question in one language at least."),
        ({"share": "0"}, "greater than or equal to 1"),
        ({"name": ""}, "This field is required."),
    ],
)
def test_what_cannot_be_asked_says_why_and_keeps_the_rest(
    client: Client, desk: Desk, changes: dict[str, str], words: str
) -> None:
    answer = signed_in(client, desk.liv).post("/settings/surveys/new/", SETTINGS | ONE | changes)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Survey.objects.filter(name="After a return").exists()


def test_buttons_of_the_form_change_it_and_save_nothing(client: Client, desk: Desk) -> None:
    signed_in(client, desk.liv)

    def page(change: str) -> str:
        given = SETTINGS | ONE | TWO | {"change": change}
        answer = client.post("/settings/surveys/new/", given)
        assert answer.status_code == 200
        return answer.content.decode()

    assert 'name="q2-kind" value="nps"' in page("add-nps")
    without = page("remove-0")
    assert 'name="q0-key" value="where"' in without
    assert "q1-key" not in without
    assert 'name="q0-key" value="where"' in page("up-1")
    assert "After a return" in without
    assert not Survey.objects.filter(name="After a return").exists()


def test_the_six_pillars_are_one_click_and_an_own_aspect_can_add_to_one(
    client: Client, desk: Desk
) -> None:
    signed_in(client, desk.liv)
    given = SETTINGS | ONE | {"change": "add-pillars"}
    html = client.post("/settings/surveys/new/", given).content.decode()
    keys = re.findall(r'name="q1-part-keys" value="([^"]*)"', html)[0].split()
    assert len(keys) == 6
    lines = re.findall(r'name="q1-parts-en"[^>]*>([^<]*)<', html)[0]
    typed = {
        "q1-key": "pillars",
        "q1-kind": "aspects",
        "q1-words-en": "How did you find…",
        "q1-part-keys": " ".join(keys),
        "q1-parts-en": lines + "\nThe coffee",
        f"q1-pillar-{keys[0]}": "empathy",
        f"q1-pillar-{keys[1]}": "nothing of the kind",
    }
    client.post("/settings/surveys/new/", SETTINGS | ONE | typed)
    parts = questions_of(Survey.objects.get(name="After a return")).questions[1].parts
    assert [part.pillar for part in parts] == ["empathy"] + [""] * 6
    assert [part.key for part in parts[:6]] == keys


def test_other_questions_are_another_version_and_what_was_asked_keeps_its_own(
    client: Client, desk: Desk
) -> None:
    before = asked(GRACE, desk)
    survey = before.survey
    signed_in(client, desk.liv).post(f"/settings/surveys/{survey.pk}/", SETTINGS | ONE)
    assert [one.key for one in questions_of(survey)] == ["easy"]
    assert Invitation.objects.get().version == before.version
    assert "How did we do?" in client.get(f"/feedback/{before.token}/").content.decode()
    client.post(f"/settings/surveys/{survey.pk}/", SETTINGS | ONE | {"share": "20"})
    assert survey.versions.count() == 2


def test_one_of_ours_cannot_be_put_away(client: Client, desk: Desk) -> None:
    ours = delivered(CONTACT)
    signed_in(client, desk.liv).post(f"/settings/surveys/{ours.pk}/putting-away/")
    client.post("/settings/surveys/new/", SETTINGS | ONE)
    own = Survey.objects.get(name="After a return")
    client.post(f"/settings/surveys/{own.pk}/putting-away/")
    assert Survey.objects.get(pk=ours.pk).put_away_at is None
    assert client.get(f"/settings/surveys/{own.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("language", "words"), [("hu", "Elégedett a segítséggel?"), ("xx", "How did we do?")]
)
def test_the_preview_speaks_any_language(
    client: Client, desk: Desk, settings: Settings, language: str, words: str
) -> None:
    address = f"/settings/surveys/{delivered(CONTACT).pk}/preview/"
    signed_in(client, desk.liv)
    for shown, query in (("", ""), ("mail/", ""), ("", "&as=chat"), ("", "&as=nonsense")):
        html = client.get(f"{address}{shown}?language={language}{query}").content.decode()
        assert words in html
        assert f"{settings.TILLIT_BASE_URL}/feedback/" not in html
    assert not Invitation.objects.exists()


def test_who_was_asked_is_listed_for_the_teams_that_one_sees(client: Client, desk: Desk) -> None:
    survey = asked(GRACE, desk).survey
    address = f"/settings/surveys/{survey.pk}/askings/"
    assert GRACE.name in signed_in(client, desk.liv).get(address).content.decode()


def test_who_was_not_asked_is_counted_by_reason(client: Client, desk: Desk) -> None:
    survey = asked(GRACE, desk).survey
    invite(conversation=writes(NORA, desk.inbox), agent=None)
    address = f"/settings/surveys/{survey.pk}/askings/"
    html = signed_in(client, desk.liv).get(f"{address}?outcome=no_answer").content.decode()
    assert re.search(r'No person had answered <span class="quiet">1</span>', html)
    assert NORA.name in html
    assert GRACE.name not in html
    assert GRACE.name in client.get(f"{address}?outcome=nonsense").content.decode()
