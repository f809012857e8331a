"""Two customers turn out to be one person; and, when that was wrong, two again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import transaction
from django.db.models import Field, Model

from tillit import clock
from tillit.conversations import changes
from tillit.conversations.models import Conversation
from tillit.journal.recording import emit
from tillit.people.actor import Actor
from tillit.people.customer_events import CustomersParted, CustomersUnited
from tillit.people.models import Contact, Revision, Union
from tillit.people.profiles import FIELDS, values_of


class NotTheseTwo(Exception):
    """One and the same, or one that was united with somebody already."""


@transaction.atomic
def unite(*, kept: Contact, gone: Contact, by: Actor) -> Union:
    """Give everything of one customer to another, who learns what was not known yet.

    Raises:
        NotTheseTwo: they cannot be united.
    """
    held = _held(kept.pk, gone.pk)
    if len(held) < 2 or any(one.merged_into_id for one in held.values()):
        raise NotTheseTwo
    kept, gone = held[kept.pk], held[gone.pk]
    before = values_of(kept)
    # The number is free for the one who is kept before it is given.
    learnt = _learnt(kept, gone)
    Contact.objects.filter(pk=gone.pk).update(
        merged_into=kept, **({"customer_number": ""} if "customer_number" in learnt else {})
    )
    Contact.objects.filter(pk=kept.pk).update(**learnt)
    union = Union.objects.create(
        kept=kept,
        gone=gone,
        moved=_moved(gone, kept),
        before={name: before[name] for name in learnt},
        after=learnt,
    )
    emit(CustomersUnited(kept.pk, gone.pk, union.pk), by=by)
    return union


@transaction.atomic
def part(*, union: Union, by: Actor) -> bool:
    """Give back exactly what changed hands; False when that was done already."""
    union = Union.objects.select_for_update().get(pk=union.pk)
    held = _held(union.kept_id, union.gone_id)
    kept, gone = held[union.kept_id], held[union.gone_id]
    if union.undone_at is not None or gone.merged_into_id != kept.pk:
        return False
    for model, name in _belongings():
        _give(model, name, union.moved.get(_label(model, name), []), since=kept, to=gone)
    now = values_of(kept)
    unchanged = {
        name: value for name, value in union.before.items() if now[name] == union.after[name]
    }
    Contact.objects.filter(pk=kept.pk).update(**unchanged)
    number = union.after.get("customer_number", "")
    returned = {"customer_number": number} if number and "customer_number" in unchanged else {}
    Contact.objects.filter(pk=gone.pk).update(merged_into=None, **returned)
    union.undone_at = clock.now()
    union.save(update_fields=["undone_at"])
    emit(CustomersParted(kept.pk, gone.pk, union.pk), by=by)
    return True


def _held(*numbers: int) -> dict[int, Contact]:
    held = Contact.objects.select_for_update().filter(pk__in=numbers).order_by("pk")
    return {one.pk: one for one in held}


def _learnt(kept: Contact, gone: Contact) -> dict[str, Any]:
    """What is known of the one who goes, and was not known of the one who is kept."""
    old, new = values_of(kept), values_of(gone)
    if old["vip"]:
        new = {name: value for name, value in new.items() if not name.startswith("vip")}
    return {name: new[name] for name in FIELDS if new.get(name) and not old[name]}


def _belongings() -> Iterator[tuple[type[Model], str]]:
    """Every column that says whom something belongs to, whichever app has it."""
    for relation in Contact._meta.related_objects:
        model = relation.related_model
        if isinstance(model, type) and model not in (Contact, Union, Revision):
            yield model, relation.field.name


def _only_once(model: type[Model], name: str) -> bool:
    field = model._meta.get_field(name)
    return isinstance(field, Field) and field.unique


def _label(model: type[Model], name: str) -> str:
    return f"{model._meta.label}.{name}"


def _moved(gone: Contact, kept: Contact) -> dict[str, list[int]]:
    """Give everything away; what there can be once only stays where the other has one."""
    moved: dict[str, list[int]] = {}
    for model, name in _belongings():
        found = model._base_manager.filter(**{name: gone})
        if _only_once(model, name) and model._base_manager.filter(**{name: kept}):
            continue
        numbers = list(found.order_by("pk").values_list("pk", flat=True))
        if numbers:
            moved[_label(model, name)] = numbers
            _give(model, name, numbers, since=gone, to=kept)
    return moved


def _give(
    model: type[Model], name: str, numbers: Iterable[int], *, since: Contact, to: Contact
) -> None:
    """Only what still belongs to the one who gives."""
    found = model._base_manager.filter(pk__in=list(numbers), **{name: since})
    if model is Conversation:
        for number in found.values_list("pk", flat=True):
            changes.change(changes.lock(number), contact_id=to.pk)
    else:
        found.update(**{name: to})
