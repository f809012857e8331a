"""The starter sets: adopted with one click, in four languages, and changed like any other."""

import pytest
from django.test import Client

from tillit.conversations import properties
from tillit.conversations.models import SavedReply
from tillit.people.actor import Actor
from tillit.people.languages import LANGUAGES
from tillit.standards.models import Clock, Criterion, Promise, ServiceStandard, StandardVersion
from tillit.standards.starting import words
from tillit.standards.starting.sets import LAWS, SETS, Model, adopt
from tillit.testing.browsers import browser_of
from tillit.testing.cast import GRACE, Desk, writes
from tillit.testing.steps import oslo

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

PAGE = "/settings/standards/sets/"
MODELS = [model for models in (*SETS.values(), *LAWS.values()) for model in models]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.key)
def test_every_standard_is_complete_in_every_language(model: Model) -> None:
    version = model.version()
    assert set(version.wording) == {code for code, _label in LANGUAGES}
    assert len(set(version.wording.values())) == len(LANGUAGES)
    assert all(len(said) <= 200 for said in version.wording.values())
    assert 0 < len(version.source) <= 300
    assert bool(version.clock) != bool(version.measure)
    assert bool(version.target_seconds) != bool(version.goal)
    for point in words.points(model.words):
        for said in (point.text, point.good, point.bad):
            assert set(said) == {code for code, _label in LANGUAGES}
            assert all(0 < len(one) <= 400 for one in said.values())


def tick(root: Client, name: str, *keys: str) -> None:
    answer = root.post(PAGE, {"set": name, "standard": keys})
    assert answer.headers["Location"] == "/settings/standards/"


def test_a_set_is_adopted_with_one_click(root: Client, desk: Desk) -> None:
    StandardVersion.objects.all().delete()
    ServiceStandard.objects.all().delete()
    tick(root, "promises", *(model.key for model in SETS["promises"]))
    assert ServiceStandard.objects.count() == 6
    assert Criterion.objects.filter(version__standard__name="Own our mistakes").count() == 3
    assert SavedReply.objects.exclude(standard="").exists()
    listed = root.get("/settings/standards/").content.decode()
    assert "Not measured yet" in listed
    assert "at least 85%" in listed
    conversation = writes(GRACE, desk.inbox)
    assert Promise.objects.get().due_at == oslo("2026-06-01 14:00")
    properties.choose(
        conversation=conversation, name="case_type", value="complaint", by=Actor.agent(desk.ada)
    )
    assert conversation.promises.filter(clock=Clock.RESOLUTION).exists()
    tick(root, "promises", *(model.key for model in SETS["promises"]))
    assert StandardVersion.objects.count() == 6


def test_what_is_promised_already_gets_a_new_version(root: Client, desk: Desk) -> None:
    page = root.get(PAGE).content.decode()
    assert page.count("You promise this already.") == 2
    assert "Becomes a new version of “Answer fast”." in page
    tick(root, "qualities", "responsive")
    first, second = ServiceStandard.objects.get(name="Answer fast").versions.order_by("number")
    assert first.valid_to == second.valid_from
    assert (first.target_seconds, first.criteria.count()) == (4 * 3600, 3)
    assert (second.target_seconds, second.criteria.count()) == (8 * 3600, 2)


def test_nothing_ticked_changes_nothing_and_an_unknown_set_is_not_found(
    root: Client, desk: Desk
) -> None:
    before = StandardVersion.objects.count()
    tick(root, "promises")
    tick(root, "promises", "no-such-standard")
    assert StandardVersion.objects.count() == before
    assert root.post(PAGE, {"set": "x", "standard": "quick"}).status_code == 404
    assert browser_of(desk.ada).get(PAGE).status_code == 404


def test_a_share_makes_no_promise_in_a_case(desk: Desk) -> None:
    aims = [model for model in MODELS if model.measure]
    adopt(models=aims, by=desk.liv)
    writes(GRACE, desk.inbox)
    assert Promise.objects.get().clock == Clock.FIRST_RESPONSE


def test_a_law_is_adopted_in_part_dated_and_with_the_advice_to_ask(liv: Client, desk: Desk) -> None:
    page = liv.get(PAGE).content.decode()
    assert page.index("Five qualities") < page.index("Rules of law") < page.index("Ley 10/2025")
    assert page.count("Check with your counsel.") == len(LAWS)
    assert page.count("Read in November 2026.") == len(LAWS)
    tick(liv, "spain", "spain-complaints", "spain-calls")
    listed = liv.get("/settings/standards/").content.decode()
    assert "15 working days" in listed
    assert "Not measured yet" in listed
    assert not StandardVersion.objects.filter(measure="person-on-request").exists()


def test_a_complaint_by_law_is_due_so_many_working_days_later_at_the_same_time(desk: Desk) -> None:
    adopt(models=LAWS["spain"], by=desk.liv)
    conversation = writes(GRACE, desk.inbox)
    by = Actor.agent(desk.ada)
    properties.choose(conversation=conversation, name="case_type", value="complaint", by=by)
    promise = conversation.promises.get(clock=Clock.RESOLUTION)
    assert promise.due_at == oslo("2026-06-22 10:00")
    explained = browser_of(desk.ada).get(f"/promises/{promise.pk}/").content.decode()
    assert "15 working days, counted from Mon 1 Jun 10:00" in explained
    assert "A working day" in explained


def test_who_promises_more_than_the_law_asks_keeps_that(liv: Client, desk: Desk) -> None:
    tick(liv, "promises", "own-mistakes")
    page = liv.get(PAGE).content.decode()
    assert page.count("You promise more already: 40 h, opening hours.") == 2
