"""What Tillit itself adds to pages."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tillit.config.first_steps import left_for
from tillit.conversations.request import agent_of
from tillit.people.policy import Verb, may
from tillit.ui import navigation, settings_pages


@navigation.register("inbox", order=1)
def first_steps(request: HttpRequest) -> Iterator[navigation.Item]:
    """For an administrator who still has something to set up."""
    if left := left_for(request):
        yield navigation.Item(
            label=_("First steps"), icon="list-todo", url=reverse("first_steps"), count=len(left)
        )


@settings_pages.register("system", order=5)
def first_steps_page(request: HttpRequest) -> Iterator[settings_pages.Page]:
    """The same, where settings are looked for."""
    if may(agent_of(request), Verb.ADMINISTER):
        yield settings_pages.Page(
            label=_("First steps"),
            text=_("What a new installation needs, and what is done."),
            icon="list-todo",
            url=reverse("first_steps"),
            words=_("checklist start demo"),
        )


@navigation.register("workspace", order=90)
def health(request: HttpRequest) -> Iterator[navigation.Item]:
    """For those who keep the installation well."""
    if agent_of(request).looks_after_settings:
        yield navigation.Item(label=_("Health"), icon="heart-pulse", url=reverse("health"))


@settings_pages.register("system", order=10)
def health_page(request: HttpRequest) -> Iterator[settings_pages.Page]:
    """The same, where settings are looked for."""
    if agent_of(request).looks_after_settings:
        yield settings_pages.Page(
            label=_("Health"),
            text=_("What does not work as it should, and where every mail is."),
            icon="heart-pulse",
            url=reverse("health"),
            words=_("errors worker check"),
        )
