"""You said, we did: proposed, approved, told, published, taken back."""

import pytest
from django.test import Client

from tillit.conversations.composing import drafts
from tillit.feedback.models import FollowUp, Improvement, State
from tillit.feedback.said import improving
from tillit.feedback.said.events import FollowUpMoved, WordCameBack
from tillit.feedback.said.following import answered, look_after
from tillit.feedback.said.noticing import CAME_BACK
from tillit.feedback.said.telling import begin_to_tell
from tillit.feedback.tests.saying import be_anonymous, says
from tillit.notices import kinds
from tillit.notices.models import Notice
from tillit.people.actor import Actor
from tillit.people.models import Agent, Team
from tillit.standards.models import Charter
from tillit.testing.cast import DAAN, GRACE, NORA, ZSOFIA, Desk
from tillit.testing.journal import assert_emits
from tillit.testing.steps import answers, bounces, oslo

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

SLOW = "You were far too slow."
LATER = "2026-06-01 10:45"
DONE = {"en": "We answer on Saturdays, too.", "hu": "Szombaton is válaszolunk."}


def signed_in(client: Client, who: Agent) -> Client:
    client.force_login(who)
    return client


def proposed(desk: Desk, *follow_ups: FollowUp) -> Improvement:
    return improving.propose(follow_ups=follow_ups, words=DONE, by=desk.ada)


def state_of(follow_up: FollowUp) -> str:
    follow_up.refresh_from_db()
    return follow_up.state


def charter(client: Client, language: str = "en") -> str:
    Charter.objects.update_or_create(pk=Charter.current().pk, defaults={"published": True})
    client.logout()
    return client.get(f"/charter/?language={language}").content.decode()


def test_an_agent_proposes_about_several(client: Client, desk: Desk) -> None:
    one, other = says(desk, 1, SLOW), says(desk, 2, SLOW, customer=NORA)
    signed_in(client, desk.ada)
    form = client.get(f"/said/improvements/new/?row={one.pk}&row={other.pk}")
    assert form.content.decode().count('class="said-remark"') == 2
    given = {"row": [one.pk, other.pk], "en": "We answer sooner."}
    address = client.post("/said/improvements/new/", given).headers["Location"]
    assert state_of(one) == state_of(other) == State.CHANGED
    shown = client.get(address).content.decode()
    assert "We answer sooner." in shown
    assert "Put it on the charter" not in shown
    assert client.post(f"{address}approval/").status_code == 404
    assert "We answer sooner." in client.get("/said/improvements/").content.decode()


def test_it_needs_words(client: Client, desk: Desk) -> None:
    one = says(desk, 1, SLOW)
    answer = signed_in(client, desk.ada).post("/said/improvements/new/", {"row": one.pk})
    assert answer.status_code == 422
    assert "Write it in one language at least." in answer.content.decode()
    assert not Improvement.objects.exists()


def test_only_what_a_lead_has_approved_stands_on_the_charter(client: Client, desk: Desk) -> None:
    improvement = proposed(desk, says(desk, 1, SLOW))
    assert DONE["en"] not in charter(client)
    with pytest.raises(PermissionError):
        improving.approve(improvement=improvement, by=desk.ada)
    signed_in(client, desk.liv).post(f"/said/improvements/{improvement.pk}/approval/")
    assert DONE["en"] in charter(client)
    assert DONE["hu"] in charter(client, "hu")
    assert DONE["en"] in charter(client, "nb")
    signed_in(client, desk.liv).post(f"/said/improvements/{improvement.pk}/taking-back/")
    assert DONE["en"] not in charter(client)


def test_what_an_agent_changes_is_approved_anew(client: Client, desk: Desk) -> None:
    improvement = proposed(desk, says(desk, 1, SLOW))
    improving.approve(improvement=improvement, by=desk.liv)
    address = f"/said/improvements/{improvement.pk}/"
    signed_in(client, desk.liv).post(address, {"en": "We answer on Sundays, too."})
    assert "on Sundays" in charter(client)
    signed_in(client, desk.ada).post(address, {"en": "We never sleep."})
    shown = charter(client)
    assert "We never sleep." not in shown
    assert "on Sundays" not in shown


def test_the_customer_is_told_by_the_message_of_whoever_began(desk: Desk) -> None:
    follow_up = says(desk, 1, SLOW, customer=ZSOFIA)
    proposed(desk, follow_up)
    conversation = begin_to_tell(follow_up=follow_up, by=desk.bo)
    draft = drafts.kept(conversation, desk.bo)
    assert draft
    assert DONE["hu"] in draft.text
    assert draft.text.startswith("Kedves Szabó Zsófia!")
    begin_to_tell(follow_up=follow_up, by=desk.bo)
    again = drafts.kept(conversation, desk.bo)
    assert again
    assert again.text == draft.text
    answers(desk.ada, conversation, at=oslo("2026-06-01 10:30"))
    assert state_of(follow_up) == State.CHANGED
    answers(desk.bo, conversation, at=oslo("2026-06-01 10:40"))
    assert state_of(follow_up) == State.TOLD


def test_what_came_back_was_not_told(desk: Desk) -> None:
    follow_up = says(desk, 1, SLOW, customer=ZSOFIA)
    proposed(desk, follow_up)
    conversation = begin_to_tell(follow_up=follow_up, by=desk.bo)
    message = answers(desk.bo, conversation, at=oslo("2026-06-01 10:40"))
    assert state_of(follow_up) == State.TOLD
    with assert_emits(WordCameBack, FollowUpMoved):
        bounces(message, at=oslo("2026-06-01 10:45"))
    assert state_of(follow_up) == State.CHANGED
    begin_to_tell(follow_up=follow_up, by=desk.bo)
    again = answers(desk.bo, conversation, at=oslo("2026-06-01 11:00"))
    bounces(message, at=oslo("2026-06-01 11:05"))
    assert state_of(follow_up) == State.TOLD
    assert follow_up.heard_in == again


def test_what_came_back_is_no_answer(desk: Desk) -> None:
    follow_up = says(desk, 1, SLOW, customer=ZSOFIA)
    conversation = follow_up.conversation
    assert conversation
    message = answers(desk.ada, conversation, at=oslo("2026-06-01 10:40"))
    assert state_of(follow_up) == State.ANSWERED
    bounces(message, at=oslo("2026-06-01 10:45"))
    assert state_of(follow_up) in (State.NEW, State.ASSIGNED)


def test_another_answer_that_arrived_is_still_one(desk: Desk) -> None:
    follow_up = says(desk, 1, SLOW, customer=ZSOFIA)
    assert follow_up.conversation
    first = answers(desk.ada, follow_up.conversation, at=oslo("2026-06-01 10:40"))
    other = answers(desk.ada, follow_up.conversation, at=oslo("2026-06-01 10:50"))
    bounces(first, at=oslo("2026-06-01 10:55"))
    assert state_of(follow_up) == State.ANSWERED
    bounces(other, at=oslo("2026-06-01 11:00"))
    assert state_of(follow_up) in (State.NEW, State.ASSIGNED)


@pytest.mark.parametrize("is_looked_after", [True, False])
def test_who_looks_after_it_learns_that_it_came_back(
    client: Client, desk: Desk, is_looked_after: bool
) -> None:
    follow_up = says(desk, 1, SLOW, customer=ZSOFIA)
    who = desk.ada if is_looked_after else None
    look_after(follow_up=follow_up, who=who, by=Actor.agent(desk.liv))
    proposed(desk, follow_up)
    conversation = begin_to_tell(follow_up=follow_up, by=desk.bo)
    bounces(answers(desk.bo, conversation, at=oslo("2026-06-01 10:40")), at=oslo(LATER))
    told, other = (desk.ada, desk.bo) if is_looked_after else (desk.bo, desk.ada)
    [notice] = Notice.objects.filter(agent=told, kind=CAME_BACK)
    assert not Notice.objects.filter(agent=other, kind=CAME_BACK).exists()
    words = kinds.told(told, [notice])[notice.pk]
    assert words.text == f"Our message to {ZSOFIA.name} about the answer to a survey came back"
    assert kinds.told(desk.eve, [notice]) == {}
    shown = signed_in(client, told).get(words.url).content.decode()
    assert "Our message came back, so the customer has not heard of it" in shown
    notice.refresh_from_db()
    assert notice.read_at
    assert signed_in(client, desk.eve).get(words.url).status_code == 404


def test_a_draft_that_waits_is_kept(desk: Desk) -> None:
    follow_up = says(desk, 1, SLOW)
    proposed(desk, follow_up)
    assert follow_up.conversation
    drafts.keep(follow_up.conversation, desk.bo, text="Half a sentence", note=False)
    draft = drafts.kept(begin_to_tell(follow_up=follow_up, by=desk.bo), desk.bo)
    assert draft
    assert draft.text.startswith("Half a sentence")
    assert DONE["en"] in draft.text


def test_the_button_leads_to_the_composer(client: Client, desk: Desk) -> None:
    follow_up = says(desk, 1, SLOW)
    signed_in(client, desk.ada)
    assert client.post(f"/said/{follow_up.pk}/telling/").status_code == 404
    proposed(desk, follow_up)
    assert "Tell the customer what changed" in client.get(f"/said/{follow_up.pk}/").content.decode()
    answer = client.post(f"/said/{follow_up.pk}/telling/")
    assert follow_up.conversation
    assert answer.headers["Location"] == f"/conversations/{follow_up.conversation.pk}/"
    shown = client.get(answer.headers["Location"], follow=True).content.decode()
    assert DONE["en"] in shown


def test_who_was_anonymous_is_told_in_public_only(client: Client, desk: Desk) -> None:
    be_anonymous()
    follow_up = says(desk, 1, SLOW, customer=DAAN)
    FollowUp.objects.update(state=State.NEW)
    improvement = proposed(desk, follow_up)
    signed_in(client, desk.ada)
    assert client.post(f"/said/{follow_up.pk}/telling/").status_code == 404
    improving.approve(improvement=improvement, by=desk.liv)
    assert state_of(follow_up) == State.TOLD
    improving.take_back(improvement=improvement, by=desk.liv)
    assert state_of(follow_up) == State.CHANGED


def test_verbs_done_twice_are_done_once(desk: Desk) -> None:
    follow_up = says(desk, 1, SLOW, customer=GRACE)
    for _twice in range(2):
        answered(follow_up=follow_up, by=Actor.agent(desk.ada))
    assert state_of(follow_up) == State.ANSWERED
    improvement = proposed(desk, follow_up)
    for _twice in range(2):
        improving.approve(improvement=improvement, by=desk.liv)
    improvement.refresh_from_db()
    assert improvement.approved_by == desk.liv


def test_strangers_find_nothing(client: Client, desk: Desk) -> None:
    follow_up = says(desk, 1, SLOW)
    improvement = proposed(desk, follow_up)
    signed_in(client, desk.eve)
    assert client.get(f"/said/improvements/{improvement.pk}/").status_code == 404
    assert client.get(f"/said/improvements/new/?row={follow_up.pk}").status_code == 404
    assert DONE["en"] not in client.get("/said/improvements/").content.decode()


def test_what_others_customers_said_is_not_shown_beside_it(client: Client, desk: Desk) -> None:
    other = Team.objects.create(name="Store")
    other.members.add(desk.ada)
    ours, theirs = says(desk, 1, SLOW), says(desk, 1, "Nobody rang back.", customer=NORA)
    one = proposed(desk, ours, theirs)
    theirs.team = other
    theirs.save(update_fields=["team"])
    page = signed_in(client, desk.bo).get(f"/said/improvements/{one.pk}/").content.decode()
    assert GRACE.name in page
    assert NORA.name not in page
