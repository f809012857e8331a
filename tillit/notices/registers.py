"""What notices add to pages: the bell, and the way to the choices."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tillit.notices import pushing
from tillit.people.models import Agent
from tillit.ui import bell, panels, settings_pages

bell.register(page="notices:page", fragment="notices:bell")


@settings_pages.register("you", order=20)
def choices(request: HttpRequest) -> Iterator[settings_pages.Page]:
    """For everybody."""
    yield settings_pages.Page(
        label=_("Notices"),
        text=_("What you are told, how, and when you are left in peace."),
        icon="bell",
        url=reverse("notices:choices"),
        words=_("notifications mail digest quiet hours"),
    )


@panels.register("personal", order=15)
def own_devices(agent: Agent, reader: Agent) -> panels.Section:
    """Where an agent is told while Tillit is not open."""
    devices = [
        {
            "name": one.name,
            "icon": one.icon,
            "since": one.created_at,
            "reached_at": one.reached_at,
            "removal_url": reverse("notices:device_removal", args=[one.pk]),
        }
        for one in pushing.of(agent)
    ]
    data = {
        "devices": devices,
        "public_key": pushing.public_key(),
        "url": reverse("notices:devices"),
        "choices_url": reverse("notices:choices"),
    }
    return panels.Section(
        "devices", _("Notices on your devices"), "notices/personal_devices.html", data
    )
