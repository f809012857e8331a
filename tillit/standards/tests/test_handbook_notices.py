"""What colleagues are told about the handbook."""

import pytest

from tillit import clock
from tillit.documents import proposing, publishing
from tillit.notices.kinds import told
from tillit.notices.models import Notice
from tillit.people.models import Agent, Team
from tillit.standards.clockwork import remind
from tillit.standards.models import StandardVersion
from tillit.standards.tests.handbook import a_page, a_proposal
from tillit.testing.browsers import browser_of
from tillit.testing.cast import Desk
from tillit.testing.journal import run_reactions
from tillit.testing.steps import oslo

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

PAGE = "/handbook/pages/how-we-own-up/"


def told_to(agent: Agent) -> list[str]:
    """What an agent was told, in words, oldest first."""
    run_reactions()
    notices = list(Notice.objects.filter(agent=agent).unread().order_by("id"))
    words = told(agent, notices)
    return [words[notice.pk].text for notice in notices if notice.pk in words]


def test_those_concerned_are_to_read_a_new_page(desk: Desk) -> None:
    a_page(desk)
    assert told_to(desk.ada) == ["“How we own up” is to be read"]
    assert told_to(desk.liv) == []
    assert told_to(desk.eve) == []


def test_looking_at_it_reads_the_notice(desk: Desk) -> None:
    a_page(desk)
    assert told_to(desk.ada)
    browser_of(desk.ada).get(PAGE)
    assert told_to(desk.ada) == []


def test_a_slip_of_the_pen_is_told_to_nobody(desk: Desk) -> None:
    page = a_page(desk)
    run_reactions()
    Notice.objects.all().delete()
    text = publishing.Text({"en": "How"}, {"en": "Say sorry first!"}, "", asks_reading=False)
    publishing.publish(document=page, text=text, seen=1, by=desk.liv)
    assert told_to(desk.ada) == []


def test_the_owner_hears_of_a_proposal_and_the_author_what_became_of_it(desk: Desk) -> None:
    made = a_proposal(a_page(desk), desk.bo)
    assert told_to(desk.liv) == ["Bo proposes a change to “How we own up”"]
    Notice.objects.all().delete()
    proposing.comment(proposal=made, text="Yes!", by=desk.ada)
    assert told_to(desk.bo) == ["Somebody commented on your proposal about “How we own up”"]
    proposing.decline(proposal=made, decision="No.", by=desk.liv)
    assert told_to(desk.bo)[-1] == "Your proposal about “How we own up” was declined"


def test_an_accepted_proposal_is_told_as_such(desk: Desk) -> None:
    page = a_page(desk)
    made = a_proposal(page, desk.bo)
    assert page.current is not None
    text = publishing.Text(page.current.title, made.text_on(made.version), "Good.")
    proposing.accept(proposal=made, text=text, decision="Good.", seen=1, by=desk.liv)
    assert "Your proposal about “How we own up” was accepted" in told_to(desk.bo)


def test_nobody_is_told_of_what_he_does_himself(desk: Desk) -> None:
    made = a_proposal(a_page(desk), desk.bo)
    run_reactions()
    Notice.objects.all().delete()
    proposing.comment(proposal=made, text="To be more precise …", by=desk.bo)
    assert told_to(desk.bo) == []


def test_the_owner_is_told_that_reviews_are_due(desk: Desk) -> None:
    a_page(desk)
    StandardVersion.objects.update(review_date="2026-12-01")
    with clock.moved_to(oslo("2026-12-01 08:00")):
        remind()
        assert sorted(told_to(desk.liv)) == [
            "“An answer to each further message within four working hours”"
            " is to be looked at again",
            "“An answer within four working hours” is to be looked at again",
            "“How we own up” is to be looked at again",
        ]
        assert told_to(desk.bo) == ["“How we own up” is to be read"]


def test_what_nobody_looks_after_any_more_is_told_to_administrators(desk: Desk) -> None:
    a_page(desk, for_everybody=True)
    root = Agent.objects.create_superuser("root@desk.example", name="Root")
    Agent.objects.filter(pk=desk.liv.pk).update(is_active=False)
    StandardVersion.objects.update(review_date=None)
    with clock.moved_to(oslo("2026-12-01 08:00")):
        remind()
        assert "“How we own up” is to be looked at again" in told_to(root)


def test_who_may_no_longer_read_a_page_is_told_nothing_about_it(desk: Desk) -> None:
    a_page(desk)
    assert told_to(desk.ada)
    Team.objects.get(pk=desk.team.pk).members.remove(desk.ada)
    assert told_to(Agent.objects.get(pk=desk.ada.pk)) == []
