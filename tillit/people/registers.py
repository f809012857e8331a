"""What people add to pages: the way into the settings, and the settings about people."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tillit.people.models import Agent
from tillit.people.policy import Verb, may
from tillit.people.request import agent_of
from tillit.ui import navigation, panels, settings_pages


@navigation.register("workspace", order=95)
def settings(request: HttpRequest) -> Iterator[navigation.Item]:
    """For those who look after them; everybody finds the own ones in the menu below."""
    if may(agent_of(request), Verb.LOOK_AFTER):
        yield navigation.Item(label=_("Settings"), icon="settings", url=reverse("people:settings"))


@settings_pages.register("people", order=10)
def about_people(request: HttpRequest) -> Iterator[settings_pages.Page]:
    """Colleagues and teams."""
    if not may(agent_of(request), Verb.LOOK_AFTER):
        return
    yield settings_pages.Page(
        label=_("Colleagues"),
        text=_("Invite, change roles, sign out, deactivate."),
        icon="user-cog",
        url=reverse("people:staff"),
        words=_("agents users invitation role administrator lead light"),
    )
    yield settings_pages.Page(
        label=_("Teams"),
        text=_("Who answers what together, and sees it."),
        icon="users",
        url=reverse("people:teams"),
        words=_("members permissions"),
    )


@panels.register("personal", order=20)
def own_keys(agent: Agent, reader: Agent) -> panels.Section:
    """Where an agent switches keys without Ctrl off."""
    data = {"single_keys": agent.single_keys, "url": reverse("people:keys")}
    return panels.Section("keys", _("Keyboard"), "people/personal_keys.html", data)


@settings_pages.register("you", order=10)
def about_you(request: HttpRequest) -> Iterator[settings_pages.Page]:
    """What everybody sets for himself or herself."""
    yield settings_pages.Page(
        label=_("Your settings"),
        text=_("Name, language, theme, signature, mails."),
        icon="user",
        url=reverse("people:personal"),
        words=_("dark light notifications keyboard shortcuts keys"),
    )
    yield settings_pages.Page(
        label=_("Security and devices"),
        text=_("Password, passkeys, codes, where you are signed in."),
        icon="key-round",
        url=reverse("mfa_index"),
        words=_("two-factor TOTP sessions sign out recovery"),
    )
