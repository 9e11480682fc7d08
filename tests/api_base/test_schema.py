"""The Piccolo tables describe what the migrations make, on both engines."""

import importlib
import pkgutil

import pytest
from piccolo.columns import BigInt, Boolean, Column, DoublePrecision, Text
from piccolo.table import Table

import api.db
from api.db.engine import Database
from api.db.migrate import migrate
from api.db.tables import ENGINE

KINDS: dict[type[Column], str] = {
    Text: "text",
    BigInt: "bigint",
    Boolean: "boolean",
    DoublePrecision: "double precision",
}


def tables() -> list[type[Table]]:
    """All tables of `api.db`."""
    for module in pkgutil.iter_modules(api.db.__path__, "api.db."):
        importlib.import_module(module.name)
    return [
        table
        for table in Table.__subclasses__()
        if table.__module__.startswith("api.db.") and table._meta._db is ENGINE
    ]


async def columns(db: Database, table: str) -> dict[str, tuple[str, bool]]:
    """Name → type and whether it may be null, as the database says."""
    if db.kind == "sqlite":
        rows = await db.fetch('SELECT name, type, "notnull", pk FROM pragma_table_info({})', (table,))
        return {row["name"]: (row["type"].lower(), not row["notnull"] and not row["pk"]) for row in rows}
    rows = await db.fetch(
        "SELECT column_name, data_type, is_nullable FROM information_schema.columns WHERE table_name = {}", (table,)
    )
    return {row["column_name"]: (row["data_type"], row["is_nullable"] == "YES") for row in rows}


@pytest.mark.parametrize("table", tables(), ids=lambda table: table._meta.tablename)
async def test_as_migrated(db: Database, table: type[Table]) -> None:
    await migrate(db, 0)
    declared = {column._meta.db_column_name: (KINDS[type(column)], column._meta.null) for column in table._meta.columns}
    assert await columns(db, table._meta.tablename) == declared


def test_all_are_here() -> None:
    assert len(tables()) >= 11
