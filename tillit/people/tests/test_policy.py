"""Which role may do what."""

import pytest
from django.http import Http404, HttpRequest, HttpResponse
from django.test import RequestFactory

from tillit.people.models import Role, Team
from tillit.people.policy import Verb, may, needs
from tillit.testing.cast import Desk, agent

pytestmark = pytest.mark.django_db

ALLOWED = {
    Role.ADMINISTRATOR: {Verb.ANSWER, Verb.SORT, Verb.LOOK_AFTER, Verb.PROMISE, Verb.ADMINISTER},
    Role.LEAD: {Verb.ANSWER, Verb.SORT, Verb.LOOK_AFTER, Verb.PROMISE},
    Role.AGENT: {Verb.ANSWER, Verb.SORT},
    Role.LIGHT: set(),
}


@pytest.mark.parametrize("role", Role.values)
def test_each_role_may_do_its_own(role: Role) -> None:
    kim = agent("Kim", role)
    assert {verb for verb in Verb if may(kim, verb)} == ALLOWED[Role(role)]


def test_a_role_that_nobody_knows_may_do_nothing() -> None:
    kim = agent("Kim", "emperor")
    assert not any(may(kim, verb) for verb in Verb)


def test_a_team_lets_its_light_agents_sort_and_nothing_else(desk: Desk) -> None:
    kim = agent("Kim", Role.LIGHT)
    night = Team.objects.create(name="Night", light_agents_sort=True)
    assert may(kim, Verb.SORT, night.pk)
    assert not may(kim, Verb.SORT, desk.team.pk)
    assert not may(kim, Verb.ANSWER, night.pk)
    assert not may(kim, Verb.LOOK_AFTER, night.pk)


def test_a_view_that_needs_something_is_not_found_without(desk: Desk) -> None:
    @needs(Verb.LOOK_AFTER)
    def view(request: HttpRequest, number: int) -> HttpResponse:
        return HttpResponse(str(number))

    request = RequestFactory().get("/")
    request.user = desk.liv
    assert view(request, number=3).content == b"3"
    for stranger in (desk.ada, desk.eve):
        request.user = stranger
        with pytest.raises(Http404):
            view(request, number=3)
