"""What notices add to pages: the bell, and the way to the choices."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tillit.ui import bell, settings_pages

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
