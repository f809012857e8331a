"""Single rows without the ORM's detours: the same values, in a quarter of the time.

A mail that becomes a conversation reads and writes two dozen rows, one at a time. Nothing in this
project listens to `post_save`, and none of these models inherits from another, so a plain statement
says it all; the ORM would put the same statements together anew for each mail.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BigIntegerField, DateTimeField, Field, Model

Row = TypeVar("Row", bound=Model)

LARGEST_KEY = BigIntegerField.MAX_BIGINT
"""No database has rows beyond, and asking for one is an error."""


def get(model: type[Row], key: Any) -> Row:
    """The row with this primary key.

    Raises:
        DoesNotExist: (that of the model) there is none.
    """
    row = first(model, pk=key)
    if row is None:
        raise model.DoesNotExist(f"{model.__name__} {key}")  # type: ignore[attr-defined]
    return row


def first(model: type[Row], **equal: Any) -> Row | None:
    """The first row, by primary key, whose fields equal these values; None when there is none."""
    database = _database()
    columns, where = _condition(model, tuple(equal), database.vendor)
    wanted = zip(columns, equal.values(), strict=True)
    values = [column.stored(one, database) for column, one in wanted]
    found = select(model, f"{where} LIMIT 1", values)
    return found[0] if found else None


def select(
    model: type[Row], condition: str, values: Sequence[Any] = (), only: tuple[str, ...] = ()
) -> list[Row]:
    """The rows for which a condition holds: what stands behind WHERE, in SQL, with its values.

    `only` names the columns to read; the others are read when they are asked for.
    """
    database = _database()
    statement, names, converters = _selection(model, only, database.vendor)
    with database.cursor() as cursor:
        cursor.execute(statement + condition, values)
        found = cursor.fetchall()
    if converters:
        found = [_converted(row, converters, database) for row in found]
    return [model.from_db(DEFAULT_DB_ALIAS, names, row) for row in found]


def values(
    model: type[Model], only: tuple[str, ...], condition: str, given: Sequence[Any] = ()
) -> list[tuple[Any, ...]]:
    """The same without making rows of them: the values of these columns, in this order."""
    database = _database()
    statement, converters = _columns(model, only, database.vendor)
    with database.cursor() as cursor:
        cursor.execute(statement + condition, given)
        found = cursor.fetchall()
    return [tuple(_converted(row, converters, database)) for row in found]


def ask(statement: str, given: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """What a whole statement answers: numbers and texts, which are the same on every database."""
    with _database().cursor() as cursor:
        cursor.execute(statement, given)
        return list(cursor.fetchall())


def count(model: type[Model], condition: str, values: Sequence[Any] = ()) -> int:
    """How many rows there are for which a condition holds."""
    table = _quoted(model._meta.db_table)
    [(number,)] = ask(f"SELECT COUNT(*) FROM {table} WHERE {condition}", values)  # noqa: S608
    return int(number)


def attach_one(
    found: Sequence[Model],
    name: str,
    known: Iterable[Model | None] = (),
    only: tuple[str, ...] = (),
) -> None:
    """Read what a foreign key of these rows points at, each once, as `select_related` would.

    What is `known` already is not read again; `only` names the columns to read.
    """
    if not found:
        return
    field: Any = type(found[0])._meta.get_field(name)
    target = field.related_model
    there: dict[Any, Model] = {one.pk: one for one in known if one is not None}
    sought = {key for row in found if (key := getattr(row, field.attname)) is not None}
    if keys := sorted(sought - there.keys()):
        column = _quoted(target._meta.pk.column)
        those = f"{column} IN ({marks(keys)})"
        there.update((one.pk, one) for one in select(target, those, keys, only=only))
    for row in found:
        setattr(row, name, there.get(getattr(row, field.attname)))


def attach_many(found: Sequence[Model], name: str) -> None:
    """Read what points at these rows, as `prefetch_related` would, in the order of their keys."""
    if not found:
        return
    relation: Any = type(found[0])._meta.get_field(name)
    field, keys = relation.field, [row.pk for row in found]
    among = f"{_quoted(field.column)} IN ({marks(keys)}) ORDER BY {_quoted(field.column)}, id"
    children: dict[Any, list[Any]] = {}
    for child in select(relation.related_model, among, keys):
        children.setdefault(getattr(child, field.attname), []).append(child)
    for row in found:
        queryset = getattr(row, name).all()
        queryset._result_cache = children.get(row.pk, [])
        for child in queryset._result_cache:
            setattr(child, field.name, row)
        row.__dict__.setdefault("_prefetched_objects_cache", {})[name] = queryset


def marks(values: Sequence[Any]) -> str:
    """What stands between the brackets of `IN (...)` for these values; nothing is in no values."""
    return ", ".join(["%s"] * len(values)) or "NULL"


def stored(when: date) -> Any:
    """An instant or a day as a statement compares it."""
    ops = _database().ops
    if isinstance(when, datetime):
        return ops.adapt_datetimefield_value(when)
    return ops.adapt_datefield_value(when)


def insert(row: Model) -> None:
    """Insert a new row and give it its key, as `save(force_insert=True)` would."""
    database = _database()
    columns, statement = _insertion(type(row), database.vendor)
    given = [column.given(row, database, adding=True) for column in columns]
    with database.cursor() as cursor:
        cursor.execute(statement, given)
        row.pk = cursor.fetchone()[0]
    row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS


def update(row: Model, names: Iterable[str]) -> None:
    """Write these fields of a row that is there already, as `save(update_fields=...)` would."""
    database = _database()
    columns, statement = _change(type(row), tuple(names), database.vendor)
    given = [column.given(row, database, adding=False) for column in columns]
    with database.cursor() as cursor:
        cursor.execute(statement, [*given, row.pk])


def _database() -> BaseDatabaseWrapper:
    """The connection itself: asking Django's proxy looks it up for each attribute anew."""
    return connections[DEFAULT_DB_ALIAS]


_PLAIN = (str, int, bool, type(None))
_AS_THEY_ARE = {
    "CharField", "TextField", "EmailField", "URLField", "BooleanField", "ForeignKey",
    "OneToOneField", "BigAutoField", "IntegerField", "PositiveIntegerField",
}  # fmt: skip


class _Column:
    """How the value of one field gets into a statement; found out once for each field."""

    def __init__(self, field: Field[Any, Any]) -> None:
        self._field = field
        self._name = field.attname
        kind = field.get_internal_type()
        self._as_it_is = kind in _AS_THEY_ARE
        self._instant = kind == "DateTimeField"
        # For JSON, nothing is a value of its own.
        self._may_be_nothing = kind != "JSONField"
        moves = getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False)
        self._changes = moves or type(field).pre_save not in (
            Field.pre_save,
            DateTimeField.pre_save,
        )

    def given(self, row: Model, database: BaseDatabaseWrapper, *, adding: bool) -> Any:
        """What the database keeps for this field of a row that is about to be written."""
        if self._changes:
            return self.stored(self._field.pre_save(row, adding), database)
        return self.stored(getattr(row, self._name), database)

    def stored(self, value: Any, database: BaseDatabaseWrapper) -> Any:
        """What the database keeps for a value; these kinds keep plain values as they are."""
        if self._as_it_is and type(value) in _PLAIN:
            return value
        if self._instant and type(value) is datetime and value.tzinfo is UTC:
            return database.ops.adapt_datetimefield_value(value)
        if value is None and self._may_be_nothing:
            return None
        return self._field.get_db_prep_save(value, database)


Converters = list[tuple[int, Any, list[Callable[..., Any]]]]


def _converted(
    row: Sequence[Any], converters: Converters, database: BaseDatabaseWrapper
) -> Sequence[Any]:
    values = list(row)
    for place, column, functions in converters:
        for function in functions:
            values[place] = function(values[place], column, database)
    return values


@lru_cache(maxsize=128)
def _selection(
    model: type[Model], only: tuple[str, ...], vendor: str
) -> tuple[str, Collection[str], Converters]:
    every = model._meta.local_concrete_fields
    fields = [field for field in every if not only or field.primary_key or field.attname in only]
    names = tuple(field.attname for field in fields)
    statement, converters = _columns(model, names, vendor)
    return statement, frozenset(names), converters


@lru_cache(maxsize=128)
def _columns(model: type[Model], names: tuple[str, ...], vendor: str) -> tuple[str, Converters]:
    by_name = {field.attname: field for field in model._meta.local_concrete_fields}
    fields = [by_name[name] for name in names]
    columns = ", ".join(_quoted(field.column) for field in fields)
    converters: Converters = []
    for place, field in enumerate(fields):
        column = field.get_col(model._meta.db_table)
        functions = connection.ops.get_db_converters(column) + column.get_db_converters(connection)
        if functions:
            converters.append((place, column, functions))
    return f"SELECT {columns} FROM {_quoted(model._meta.db_table)} WHERE ", converters  # noqa: S608


@lru_cache(maxsize=256)
def _condition(
    model: type[Model], names: tuple[str, ...], vendor: str
) -> tuple[list[_Column], str]:
    by_name = {name: field for field in model._meta.local_concrete_fields for name in _names(field)}
    fields = [model._meta.pk if name == "pk" else by_name[name] for name in names]
    equal = " AND ".join(f"{_quoted(field.column)} = %s" for field in fields)
    return _columns_of(fields), f"{equal} ORDER BY {_quoted(model._meta.pk.column)}"


@lru_cache(maxsize=128)
def _insertion(model: type[Model], vendor: str) -> tuple[list[_Column], str]:
    fields = [field for field in model._meta.local_concrete_fields if not field.primary_key]
    columns = ", ".join(_quoted(field.column) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    table, key = _quoted(model._meta.db_table), _quoted(model._meta.pk.column)
    statement = f"INSERT INTO {table} ({columns}) VALUES ({marks}) RETURNING {key}"  # noqa: S608
    return _columns_of(fields), statement


@lru_cache(maxsize=256)
def _change(model: type[Model], names: tuple[str, ...], vendor: str) -> tuple[list[_Column], str]:
    by_name = {name: field for field in model._meta.local_concrete_fields for name in _names(field)}
    fields = [by_name[name] for name in names]
    settings = ", ".join(f"{_quoted(field.column)} = %s" for field in fields)
    table, key = _quoted(model._meta.db_table), _quoted(model._meta.pk.column)
    return _columns_of(fields), f"UPDATE {table} SET {settings} WHERE {key} = %s"  # noqa: S608


def _columns_of(fields: Iterable[Field[Any, Any]]) -> list[_Column]:
    return [_Column(field) for field in fields]


def _names(field: Field[Any, Any]) -> set[str]:
    return {field.name, field.attname}


def _quoted(name: str | None) -> str:
    return connection.ops.quote_name(name or "")
