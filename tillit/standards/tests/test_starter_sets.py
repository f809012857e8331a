"""The starter sets: adopted with one click, in four languages, and changed like any other."""

import pytest
from django.test import Client

from tillit.conversations import properties
from tillit.conversations.models import SavedReply
from tillit.people.actor import Actor
from tillit.people.languages import LANGUAGES
from tillit.standards.models import Clock, Criterion, Promise, ServiceStandard, StandardVersion
from tillit.standards.starting import words
from tillit.standards.starting.sets import SETS, Model, adopt
from tillit.testing.browsers import browser_of
from tillit.testing.cast import GRACE, Desk, writes
from tillit.testing.steps import oslo

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

PAGE = "/settings/standards/sets/"
MODELS = [model for models in SETS.values() for model in models]


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
    assert "You promise this already." not in page
    tick(root, "promises", "answer-fast")
    assert "You promise this already." in root.get(PAGE).content.decode()
    assert "Becomes a new version of “First answer”." in page
    tick(root, "qualities", "responsive")
    _first, second, third = ServiceStandard.objects.get(name="First answer").versions.order_by(
        "number"
    )
    assert second.valid_to == third.valid_from
    assert (second.target_seconds, second.criteria.count()) == (4 * 3600, 3)
    assert (third.target_seconds, third.criteria.count()) == (8 * 3600, 2)


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
