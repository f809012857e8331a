"""What Tillit itself adds to pages."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tillit.config.pages import looks_after_health
from tillit.conversations.request import agent_of
from tillit.ui import navigation


@navigation.register("workspace", order=90)
def health(request: HttpRequest) -> Iterator[navigation.Item]:
    """For those who keep the installation well."""
    if looks_after_health(agent_of(request)):
        yield navigation.Item(label=_("Health"), icon="heart-pulse", url=reverse("health"))
