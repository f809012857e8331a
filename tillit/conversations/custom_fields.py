"""Fields of one's own: which a conversation has, what they say, and what must be said."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from django.db import transaction
from django.utils.translation import gettext as _

from tillit.conversations import changes
from tillit.conversations.case_events import FieldAnswered
from tillit.conversations.models import Conversation, CustomField, FieldKind, FieldValue
from tillit.conversations.properties import NotThat
from tillit.journal import rows
from tillit.journal.recording import emit
from tillit.people.actor import Actor

LONGEST_VALUE = 500
YES = "yes"


@dataclass(frozen=True)
class Asked:
    """A field with what it says about one conversation; `value` is empty when nobody said."""

    field: CustomField
    value: str

    @property
    def is_missing(self) -> bool:
        """Whether it must be said before the conversation can be resolved."""
        return self.field.required_to_resolve and not self.value


def fields_of(conversation: Conversation) -> list[Asked]:
    """What is asked about a conversation of this kind."""
    asked = list(_asked_about(conversation))
    if not asked:
        return []
    said = conversation.field_values.filter(field__in=asked).values_list("field_id", "value")
    values = dict(said)
    return [Asked(field, values.get(field.pk, "")) for field in asked]


def missing(conversation: Conversation) -> list[CustomField]:
    """What must still be said before it can be resolved."""
    return [one.field for one in fields_of(conversation) if one.is_missing]


def _asked_about(conversation: Conversation) -> list[CustomField]:
    asked = "in_use AND case_type IN ('', %s) ORDER BY id"
    return rows.select(CustomField, asked, [conversation.case_type])


@transaction.atomic
def say(*, conversation: Conversation, field: CustomField, value: str, by: Actor) -> None:
    """Write down what a field says; nothing, when it is empty.

    Raises:
        NotThat: it cannot say that; the words tell what it can.
    """
    value = clean(field, value)
    conversation = changes.lock(conversation.pk)
    values = FieldValue.objects.filter(conversation=conversation, field=field)
    before = values.first()
    if (before.value if before else "") == value:
        return
    if value:
        values.update_or_create(conversation=conversation, field=field, defaults={"value": value})
    else:
        values.delete()
    changes.change(conversation)
    fact = FieldAnswered(conversation.pk, conversation.team_id, field.pk)
    emit(fact, by=by, carrying=conversation)


def clean(field: CustomField, value: str) -> str:
    """The value as it is kept.

    Raises:
        NotThat: it cannot say that.
    """
    value = value.replace("\x00", "").strip()[:LONGEST_VALUE]
    return _CLEAN[FieldKind(field.kind)](field, value) if value else ""


def _number(field: CustomField, value: str) -> str:
    try:
        number = Decimal(value.replace(" ", "").replace(",", "."))
    except InvalidOperation as error:
        raise NotThat(_("Write a number, for example 12.5.")) from error
    if not number.is_finite():
        raise NotThat(_("Write a number, for example 12.5."))
    return f"{number:f}"


def _date(field: CustomField, value: str) -> str:
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError as error:
        raise NotThat(_("Choose a date.")) from error


def _choice(field: CustomField, value: str) -> str:
    if value not in field.answers:
        raise NotThat(_("Choose one of the answers."))
    return value


_CLEAN = {
    FieldKind.TEXT: lambda field, value: value,
    FieldKind.NUMBER: _number,
    FieldKind.CHOICE: _choice,
    FieldKind.DATE: _date,
    FieldKind.CHECKBOX: lambda field, value: YES,
}
