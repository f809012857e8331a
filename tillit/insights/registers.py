"""What figures add to pages."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tillit.insights import (
    charter,  # noqa: F401 (counts for it)
    screens,  # noqa: F401 (knows what their secrets open)
)
from tillit.insights.meeting import offering as agenda  # noqa: F401 (beside conversations)
from tillit.insights.papers import sending  # noqa: F401 (mails them)
from tillit.insights.targets import noticing  # noqa: F401 (celebrates in the notices)
from tillit.insights.year import offering  # noqa: F401 (registers its ways in)
from tillit.ui import navigation


@navigation.register("workspace", order=20)
def figures(request: HttpRequest) -> Iterator[navigation.Item]:
    """The figures."""
    yield navigation.Item(
        label=_("Figures"),
        icon="gauge",
        url=reverse("insights:figures"),
        key="r",
        short=_("Figures"),
    )
