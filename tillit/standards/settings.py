"""The pages of settings that decide about promises."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tillit.people.policy import Verb, may
from tillit.people.request import agent_of
from tillit.ui import settings_pages
from tillit.ui.addresses import url_of


@settings_pages.register("service", order=10)
def service_standards(request: HttpRequest) -> Iterator[settings_pages.Page]:
    """For those who decide what is promised; the front line keeps it."""
    if may(agent_of(request), Verb.PROMISE):
        yield settings_pages.Page(
            label=_("Service standards"),
            text=_("What you promise to customers, to whom, and since when."),
            icon="target",
            url=url_of("standards:standards"),
            words=_("promises targets response time policy"),
        )


@settings_pages.register("service", order=15)
def charter(request: HttpRequest) -> Iterator[settings_pages.Page]:
    """For administrators, since the whole world may read it."""
    if may(agent_of(request), Verb.ADMINISTER):
        yield settings_pages.Page(
            label=_("Service charter"),
            text=_("The public page of your promises, and how well they are kept."),
            icon="scroll-text",
            url=url_of("standards:charter_settings"),
            words=_("public page badge website transparency"),
        )


@settings_pages.register("service", order=20)
def opening_hours(request: HttpRequest) -> Iterator[settings_pages.Page]:
    """For those who look after the inboxes."""
    if may(agent_of(request), Verb.LOOK_AFTER):
        yield settings_pages.Page(
            label=_("Opening hours"),
            text=_("When you are open: the week, holidays, and days that are different."),
            icon="calendar-clock",
            url=url_of("standards:calendars"),
            words=_("calendar business hours closed exceptions"),
        )
