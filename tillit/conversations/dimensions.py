"""Along what the figures of conversations can be told apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from django.db.models import Model, Q
from django.utils.translation import gettext_lazy as _

from tillit.conversations.channels import channel_of
from tillit.conversations.models import CaseType, Inbox, Tag
from tillit.journal import rows
from tillit.measures.dimensions import Dimension
from tillit.measures.registry import Words
from tillit.people.languages import LANGUAGES
from tillit.people.models import Agent, Contact

Names = Callable[[Iterable[str]], Mapping[str, Words]]


def named(model: type[Model]) -> Names:
    """The names of rows by their numbers."""

    def names(values: Iterable[str]) -> Mapping[str, Words]:
        numbers = [int(one) for one in values if one.isdecimal()]
        known = [one for one in numbers if one <= rows.LARGEST_KEY]
        found = model._default_manager.filter(pk__in=known)
        return {str(number): name for number, name in found.values_list("pk", "name")}

    return names


def each(name: Callable[[str], Words]) -> Names:
    """The names of values that are told one by one."""
    return lambda values: {value: name(value) for value in values if value}


def _channel(kind: str) -> Words:
    try:
        return channel_of(kind).name
    except KeyError:
        return kind


def _kind_of_case(value: str) -> Words:
    return CaseType(value).label if value in CaseType.values else value


def _of_segment(through: str, value: str) -> Q:
    """By a list of the few VIPs, which costs less than to look up the customer of each case."""
    if value not in {str(True), str(False)}:
        return Q(pk__in=())
    customer = f"{through}contact"
    among = Q(**{f"{customer}__in": Contact.objects.filter(vip=True).values("pk")})
    return among if value == str(True) else Q(**{f"{customer}__isnull": False}) & ~among


DIMENSIONS = (
    Dimension(
        key="channel",
        order=10,
        title=_("Channel"),
        column="channel",
        names=each(_channel),
    ),
    Dimension(
        key="inbox",
        order=20,
        title=_("Inbox"),
        column="inbox_id",
        is_number=True,
        names=named(Inbox),
    ),
    Dimension(
        key="language",
        order=30,
        title=_("Language"),
        column="language",
        names=each(lambda code: dict(LANGUAGES).get(code, code)),
        nothing=_("Not known"),
    ),
    Dimension(
        key="segment",
        order=40,
        title=_("Segment"),
        column="contact__vip",
        narrow=_of_segment,
        names=each(lambda vip: _("VIP") if vip == str(True) else _("Other customers")),
    ),
    Dimension(
        key="type",
        order=50,
        title=_("Type"),
        column="case_type",
        names=each(_kind_of_case),
        nothing=CaseType.UNKNOWN.label,
    ),
    Dimension(
        key="tag",
        order=60,
        title=_("Tag"),
        column="tags",
        is_many=True,
        is_number=True,
        names=named(Tag),
        nothing=_("No tag"),
    ),
    Dimension(
        key="agent",
        order=80,
        title=_("Agent"),
        column="assignee_id",
        is_number=True,
        names=named(Agent),
        nothing=_("Nobody"),
    ),
)
