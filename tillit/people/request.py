"""What views ask of a request."""

from typing import cast

from django.http import HttpRequest

from tillit.people.models import Agent


def agent_of(request: HttpRequest) -> Agent:
    """Who is signed in; every page behind the sign-in has somebody."""
    return cast(Agent, request.user)
