"""Bringing a database to the present schema, at every start, forward only.

Each module `api/db/migrations/m<number>_<subject>.py` has `async def up(tx: Transaction) -> None`. They run in the
order of their numbers, each in its own transaction together with its row in `schema_migration`, so an interrupted start
leaves no half-made schema. A migration that has been published is never changed: it holds the SQL of its day, not the
Piccolo tables, which describe the present schema (a test compares the two on both engines).
"""

import importlib
import pkgutil
import re
from collections.abc import Awaitable, Callable, Sequence
from typing import Final, NamedTuple, TypeAlias

import api.db.migrations
from api.db.engine import Database, Transaction

Up: TypeAlias = Callable[[Transaction], Awaitable[None]]

LOCK: Final = 0x6B696B69
"""Key of the advisory lock under which PostgreSQL lets only one process migrate."""


class Migration(NamedTuple):
    """One step: its place in the order, its name, and what it does."""

    number: int
    name: str
    up: Up


def migrations() -> list[Migration]:
    """All migrations of the package in order. Raises `ValueError` for a module not named so or a number used twice."""
    found: dict[int, Migration] = {}
    for module in pkgutil.iter_modules(api.db.migrations.__path__):
        match = re.fullmatch(r"m(\d{4})_(\w+)", module.name)
        if match is None or int(match[1]) in found:
            raise ValueError(f"migration {module.name}: not a name of its own like m0001_accounts")
        number = int(match[1])
        found[number] = Migration(number, match[2], importlib.import_module(f"api.db.migrations.{module.name}").up)
    return [found[number] for number in sorted(found)]


async def migrate(db: Database, now_ms: int, steps: Sequence[Migration] | None = None) -> list[Migration]:
    """Run every migration that the database has not had yet and return them. `now_ms` is noted beside each."""
    done: list[Migration] = []
    await _prepare(db)
    for step in migrations() if steps is None else steps:
        async with db.transaction(durable=True) as tx:
            await _lock(tx)
            if await tx.fetch_one("SELECT number FROM schema_migration WHERE number = {}", (step.number,)):
                continue
            await step.up(tx)
            await tx.execute(
                "INSERT INTO schema_migration (number, name, applied) VALUES ({}, {}, {})",
                (step.number, step.name, now_ms),
            )
        done.append(step)
    return done


async def _prepare(db: Database) -> None:
    async with db.transaction() as tx:
        await _lock(tx)
        await tx.execute(
            "CREATE TABLE IF NOT EXISTS schema_migration"
            " (number BIGINT PRIMARY KEY, name TEXT NOT NULL, applied BIGINT NOT NULL)"
        )


async def _lock(tx: Transaction) -> None:
    """SQLite needs none: its transactions hold the write lock from their beginning."""
    if tx.kind == "postgres":
        await tx.execute("SELECT pg_advisory_xact_lock({})", (LOCK,))
