"""Between structs and rows with columns of the same names, so that a new field needs a column and nothing more."""

import json
from collections.abc import Mapping
from typing import Any, TypeVar

import msgspec
from msgspec import Struct
from piccolo.table import Table

from api.db.engine import Transaction

S = TypeVar("S", bound=Struct)


def columns(table: type[Table]) -> list[str]:
    """The names of a table's columns."""
    return [column._meta.name for column in table._meta.columns]


def row_of(table: type[Table], item: Struct, **more: Any) -> dict[str, Any]:
    """The columns of `table` that `item` has fields for, lists and structs as JSON; `more` is put over them."""
    names = set(columns(table))
    values = {name: value for name, value in msgspec.structs.asdict(item).items() if name in names}
    return {name: _plain(value) for name, value in (values | more).items()}


def _plain(value: Any) -> Any:
    plain = msgspec.to_builtins(value)
    return json.dumps(plain, ensure_ascii=False) if isinstance(plain, list | tuple | dict) else plain


def item_of(kind: type[S], row: Mapping[str, Any], **more: Any) -> S:
    """The struct of a row; a column that is null leaves the field's default, `more` is put over the columns. Raises
    `msgspec.ValidationError` for a row that does not fit."""
    values = {
        field.name: _field(row[field.name], field.type)
        for field in msgspec.structs.fields(kind)
        if field.name not in more and row.get(field.name) is not None
    }
    return kind(**values, **more)


def _field(value: Any, kind: Any) -> Any:
    try:
        return msgspec.convert(value, kind, strict=False)
    except msgspec.ValidationError:
        if not isinstance(value, str):
            raise
        return msgspec.convert(json.loads(value), kind, strict=False)


async def put(tx: Transaction, table: type[Table], key: str, values: Mapping[str, Any]) -> None:
    """Write a row: over the one whose `key` column is the same, else a new one."""
    name = table._meta.tablename
    rest = [column for column in values if column != key]
    changed = 0
    if rest:
        changed = await tx.execute(
            f"UPDATE {name} SET {', '.join(f'{_quoted(column)} = {{}}' for column in rest)}"  # noqa: S608  our own names
            f" WHERE {_quoted(key)} = {{}}",
            [*(values[column] for column in rest), values[key]],
        )
    if not changed:
        await tx.execute(
            f"INSERT INTO {name} ({', '.join(map(_quoted, values))})"  # noqa: S608
            f" VALUES ({', '.join('{}' for _ in values)})",
            list(values.values()),
        )


async def drop(tx: Transaction, table: type[Table], key: str, value: str) -> None:
    """Delete the row with this key."""
    await tx.execute(f"DELETE FROM {table._meta.tablename} WHERE {_quoted(key)} = {{}}", (value,))  # noqa: S608


def _quoted(column: str) -> str:
    return f'"{column}"'
