"""Rules in the settings: whose they are, written, tried, switched, moved, deleted, told."""

import pytest
from django.test import Client

from tillit.automation.models import Firing, Outcome, Rule
from tillit.automation.tests.rules import asks, rule, tag
from tillit.conversations.models import Inbox
from tillit.people.models import Team
from tillit.testing.browsers import browser_of
from tillit.testing.cast import GRACE, NORA, Desk, writes
from tillit.testing.journal import run_reactions

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

RULES = "/settings/rules/"


def form(whose: Team | str, **said: object) -> dict[str, object]:
    return {
        "name": "Parcels",
        "team": whose.pk if isinstance(whose, Team) else whose,
        "trigger": "begun",
        "trigger-was": "begun",
        "mode": ["all"],
        "group": ["0"],
        "was": ["language"],
        "field": ["language"],
        "operator": ["is"],
        "value": ["en"],
        "do": ["tag"],
        "do-was": ["tag"],
        "step-0-tag": "parcel",
        **said,
    }


def text_of(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined]


def test_a_lead_writes_tries_and_switches_a_rule_of_the_team_on(desk: Desk, liv: Client) -> None:
    english = writes(GRACE, desk.inbox)
    writes(NORA, desk.inbox)
    tried = liv.post(f"{RULES}new/", form(desk.team, change="try", last="50"))
    assert tried.status_code == 200
    assert "1 time" in text_of(tried)
    assert f"#{english.pk}" in text_of(tried)
    assert not Rule.objects.filter(name="Parcels").exists()
    assert liv.post(f"{RULES}new/", form(desk.team)).status_code == 302
    made = Rule.objects.get(name="Parcels")
    assert (made.team, made.active, made.version) == (desk.team, False, 1)
    assert made.conditions == asks("language", "is", "en")
    assert made.steps == [tag("parcel")]
    liv.post(f"{RULES}{made.pk}/switching/", {"on": "1"})
    writes(GRACE, desk.inbox, subject="Another", message_id="<another@x>")
    run_reactions()
    page = text_of(liv.get(RULES))
    assert "Language: English" in page
    assert "1 time in the last 30 days" in page
    told = text_of(liv.get(f"{RULES}{made.pk}/activity/"))
    assert "Grace Whitfield" in told
    assert "add #parcel" in told


def test_what_every_installation_has_is_listed_for_administrators(desk: Desk, root: Client) -> None:
    page = text_of(root.get(RULES))
    assert "Confirm receipt" in page
    assert "Warn before a promise falls due" in page
    assert Rule.objects.get(purpose="acknowledgement").active
    assert not Rule.objects.get(purpose="silence").active


def test_a_lead_sees_no_rule_of_everybody_nor_of_another_team(desk: Desk, liv: Client) -> None:
    other = rule("begun", tag("x"), team=Team.objects.create(name="Other"), name="Not Livs")
    everybodys = rule("begun", tag("x"), name="Everybodys")
    page = text_of(liv.get(RULES))
    assert "Not Livs" not in page
    assert "Everybodys" not in page
    for one in (other, everybodys):
        for path in ("", "activity/"):
            assert liv.get(f"{RULES}{one.pk}/{path}").status_code == 404
        for path in ("switching/", "moving/", "putting-away/"):
            assert liv.post(f"{RULES}{one.pk}/{path}", {"on": "1"}).status_code == 404


@pytest.mark.parametrize("who", ["ada", "eve"])
def test_agents_and_strangers_find_no_rules(desk: Desk, who: str) -> None:
    made = rule("begun", tag("x"), team=desk.team)
    browser = browser_of(getattr(desk, who))
    for path in ("", "new/", f"{made.pk}/", f"{made.pk}/activity/"):
        assert browser.get(f"{RULES}{path}").status_code == 404
    for path in ("new/", f"{made.pk}/", f"{made.pk}/switching/", "steps/"):
        assert browser.post(f"{RULES}{path}", form(desk.team)).status_code == 404


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"do": [], "do-was": []}, "It does nothing yet."),
        ({"step-0-tag": ""}, "Write something here."),
        ({"name": ""}, "required"),
        ({"team": ""}, "required"),
        ({"step-0-tag": "x" * 60}, "too long for a tag"),
        ({"field": ["subject"], "was": ["subject"], "operator": ["contains"], "value": [""]},
         "Write the words to look for."),
        ({"trigger": "schedule", "trigger-was": "schedule", "trigger-days": "all",
          "trigger-at": "nine"}, "Write a time"),
        ({"do": ["webhook"], "do-was": ["webhook"], "step-0-url": "https://x.example",
          "step-0-secret": ""}, "Only administrators may have a rule do this."),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_said_and_nothing_typed_is_lost(
    desk: Desk, liv: Client, said: dict[str, object], words: str
) -> None:
    answer = liv.post(f"{RULES}new/", form(desk.team, **said))
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert not Rule.objects.filter(name="Parcels").exists()


def test_without_script_buttons_change_the_form(desk: Desk, liv: Client) -> None:
    more = text_of(liv.post(f"{RULES}new/", form(desk.team, change="step-add")))
    assert 'id="step-line-1-assign"' in more
    assert 'value="parcel"' in more
    other = form(desk.team, change="refresh", trigger="schedule")
    assert 'name="trigger-at"' in text_of(liv.post(f"{RULES}new/", other))
    less = form(desk.team, change="step-remove-0")
    assert 'id="step-0-tag"' not in text_of(liv.post(f"{RULES}new/", less))
    group = text_of(liv.post(f"{RULES}new/", form(desk.team, change="group")))
    assert 'id="group-1"' in group


def test_parts_of_the_form_come_alone(desk: Desk, liv: Client) -> None:
    for part, there in (
        ("trigger", 'name="trigger"'),
        ("conditions", 'name="field"'),
        ("steps", 'name="do"'),
    ):
        answer = liv.post(f"{RULES}{part}/", form(desk.team))
        assert there in text_of(answer)
        assert "<html" not in text_of(answer)


def test_a_rule_is_deleted_and_brought_back_switched_off(desk: Desk, liv: Client) -> None:
    made = rule("begun", tag("x"), team=desk.team, name="Gone")
    liv.post(f"{RULES}{made.pk}/putting-away/")
    conversation = writes(GRACE, desk.inbox)
    run_reactions()
    assert not conversation.tags.exists()
    liv.post(f"{RULES}{made.pk}/putting-away/?again=1")
    made.refresh_from_db()
    assert (made.put_away_at, made.active) == (None, False)


def test_the_activity_tells_nothing_of_conversations_one_does_not_see(
    desk: Desk, night: Inbox, root: Client
) -> None:
    made = rule("begun", tag("x"), team=desk.team)
    hidden = writes(NORA, night, subject="Of the night")
    Firing.objects.create(
        rule=made, rule_version=1, conversation=hidden, cause="event:0", at=hidden.created_at
    )
    assert "Of the night" not in text_of(browser_of(desk.liv).get(f"{RULES}{made.pk}/activity/"))
    assert "Of the night" in text_of(root.get(f"{RULES}{made.pk}/activity/"))


def test_what_is_parked_is_shown_and_tried_again(desk: Desk, liv: Client, eve: Client) -> None:
    made = rule("begun", {"do": "assign", "to": str(desk.eve.pk)}, team=desk.team)
    writes(GRACE, desk.inbox)
    run_reactions()
    firing = Firing.objects.get(rule=made)
    assert firing.outcome == Outcome.PARKED
    assert "1 could not be done" in text_of(liv.get(RULES))
    assert "not in the team" in text_of(liv.get(f"{RULES}{made.pk}/activity/"))
    again = f"{RULES}firings/{firing.pk}/trying/"
    assert eve.post(again).status_code == 404
    desk.team.members.add(desk.eve)
    liv.post(again)
    firing.refresh_from_db()
    assert firing.outcome == Outcome.DONE
    assert liv.post(again).status_code == 404


def test_the_name_of_a_delivered_rule_is_that_of_the_readers_language(
    desk: Desk, root: Client
) -> None:
    root.get(RULES)
    made = Rule.objects.get(purpose="warning")
    said = form("", name="Warn before a promise falls due", trigger="promised",
                **{"trigger-was": "promised"})  # fmt: skip
    assert root.post(f"{RULES}{made.pk}/", said).status_code == 302
    made.refresh_from_db()
    assert (made.name, made.version) == ("", 2)
