"""Whose customer service this is."""

from django.core.cache import cache
from django.utils.translation import gettext as _

from tillit.conversations.models import Inbox

SECONDS = 30


def company_name() -> str:
    """The company of the first inbox; a placeholder before there is one."""
    name = cache.get("company")
    if name is None:
        name = Inbox.objects.order_by("id").values_list("company", flat=True).first() or ""
        cache.set("company", name, SECONDS)
    return name or _("Your company")
