"""`tillit figures rebuild`: what was not counted as it happened is counted from what is stored."""

from argparse import Namespace
from datetime import timedelta

import pytest
from django.test import Client

from tillit import clock
from tillit.config.commands import figures as command
from tillit.conversations import actions
from tillit.conversations.models import Flow, Outcome
from tillit.insights.models import Day
from tillit.people.actor import Actor
from tillit.testing.cast import GRACE, MONDAY_TEN, NORA, Desk, writes
from tillit.testing.steps import answers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]


def page(client: Client, desk: Desk) -> str:
    client.force_login(desk.ada)
    html = client.get("/figures/").content.decode()
    return html.partition("<main")[2].partition("</main>")[0]


def counted() -> dict[str, int]:
    """How many came and went."""
    return dict(Flow.objects.values_list("kind", "count"))


def test_the_past_is_counted_as_if_it_had_been_counted_then(
    client: Client, desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    with clock.moved_to(MONDAY_TEN):
        writes(NORA, desk.inbox)
        conversation = writes(GRACE, desk.inbox)
        answers(desk.ada, conversation, at=MONDAY_TEN)
        actions.resolve(conversation=conversation, by=Actor.agent(desk.ada))
        actions.reopen(conversation=conversation, by=Actor.agent(desk.ada))
        actions.resolve(conversation=conversation, by=Actor.agent(desk.ada))
    with clock.moved_to(MONDAY_TEN + timedelta(days=8)):
        before, flows = page(client, desk), counted()
        Flow.objects.all().delete()
        Day.objects.filter(measure__in=("solved", "solving-times", "first-response")).delete()
        assert page(client, desk) != before
        for _again in range(2):
            assert command.main(Namespace()) == 0
            assert page(client, desk) == before
    assert counted() == flows == {"created": 2, "reopened": 1, "solved": 2}
    assert not Day.objects.filter(stale=True).exists()
    assert Outcome.objects.get().reopens == 1
    assert capsys.readouterr().out.endswith("The figures are made anew.\n")
