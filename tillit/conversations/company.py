"""Whose customer service this is."""

from django.core.cache import caches
from django.utils.translation import gettext as _

from tillit.conversations.models import Inbox

SECONDS = 30


def company_name() -> str:
    """The company of the first inbox; a placeholder before there is one."""
    name = caches["process"].get("company")
    if name is None:
        name = Inbox.objects.order_by("id").values_list("company", flat=True).first() or ""
        caches["process"].set("company", name, SECONDS)
    return name or _("Your company")
