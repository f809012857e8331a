"""The page of settings that decides what customers are asked."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tillit.people.policy import Verb, may
from tillit.people.request import agent_of
from tillit.ui import settings_pages
from tillit.ui.addresses import url_of


@settings_pages.register("service", order=30)
def surveys(request: HttpRequest) -> Iterator[settings_pages.Page]:
    """For those who decide what is promised, and so what is asked about it."""
    if may(agent_of(request), Verb.PROMISE):
        yield settings_pages.Page(
            label=_("Surveys"),
            text=_("What customers are asked, when, and how often at most."),
            icon="message-circle-question-mark",
            url=url_of("feedback:surveys"),
            words=_("questions CSAT NPS CES satisfaction feedback"),
        )
