"""The facts as rows: one table per kind, a column per field, stored whole under the fact's id at each change."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Any, Final, TypeVar

import msgspec

from api.db.engine import Reader, Transaction
from api.statistics.facts import (
    Acw,
    Call,
    CallFile,
    DialRefusal,
    FactChange,
    Hold,
    Login,
    Offer,
    Segment,
    Span,
    StatusSpan,
    Supervision,
    Visit,
    fact_key,
)

TABLES: Final[dict[type[Span], tuple[str, str]]] = {
    Call: ("fact_call", "call"),
    Visit: ("fact_visit", "visit"),
    Offer: ("fact_offer", "offer"),
    Segment: ("fact_segment", "segment"),
    Hold: ("fact_hold", "hold"),
    Acw: ("fact_acw", "segment"),
    StatusSpan: ("fact_status", "span"),
    Login: ("fact_login", "login"),
    DialRefusal: ("fact_refusal", "refusal"),
    Supervision: ("fact_supervision", "span"),
}
"""Kind of fact → table and key column."""

_Fact = TypeVar("_Fact", bound=Span)


def _upsert(kind: type[Span]) -> str:
    table, key = TABLES[kind]
    names = kind.__struct_fields__
    columns = ", ".join(f'"{name}"' for name in names)
    places = ", ".join("{}" for _ in names)
    news = ", ".join(f'"{name}" = excluded."{name}"' for name in names if name != key)
    # The names are those of our own structs: nothing here comes from outside.
    return f'INSERT INTO {table} ({columns}) VALUES ({places}) ON CONFLICT ("{key}") DO UPDATE SET {news}'  # noqa: S608


_UPSERTS: Final = {kind: _upsert(kind) for kind in TABLES}


def _row(fact: Span) -> list[Any]:
    values = list(msgspec.structs.astuple(fact))
    for place, value in enumerate(values):
        if isinstance(value, Enum):
            values[place] = value.value
    return values


async def store(tx: Transaction, facts: Iterable[FactChange]) -> None:
    """Insert or replace facts; of several states of one fact the last counts."""
    rows: dict[type[Span], dict[str, list[Any]]] = defaultdict(dict)
    for fact in facts:
        rows[type(fact)][fact_key(fact)] = _row(fact)
    for kind, kept in rows.items():
        await tx.executemany(_UPSERTS[kind], list(kept.values()))


async def clear(tx: Transaction) -> None:
    """Remove all facts: they can be made again from the log."""
    for table, _ in TABLES.values():
        await tx.execute(f"DELETE FROM {table}")  # noqa: S608 - a table of ours


def decode(kind: type[_Fact], row: Mapping[str, Any]) -> _Fact:
    """A row as the fact that it was stored from."""
    # SQLite has no boolean: `strict=False` takes its 0 and 1.
    return msgspec.convert(dict(row), kind, strict=False)


async def _of_calls(db: Reader, kind: type[_Fact], calls: list[str]) -> list[_Fact]:
    table, key = TABLES[kind]
    places = ", ".join("{}" for _ in calls)
    # Of parts that began together, the ids, which the switch numbers, tell the order of the log.
    order = f'"since", LENGTH("{key}"), "{key}"'
    sql = f'SELECT * FROM {table} WHERE "call" IN ({places}) ORDER BY {order}'  # noqa: S608 - a table of ours
    return [decode(kind, row) for row in await db.fetch(sql, calls)]


async def files(db: Reader, calls: list[Call]) -> list[CallFile]:
    """The calls with all their parts, in the order given; at most some hundred at once."""
    found = {call.call: CallFile(call=call) for call in calls}
    ids = list(found)
    if not ids:
        return []
    for visit in await _of_calls(db, Visit, ids):
        found[visit.call].visits[visit.visit] = visit
    for offer in await _of_calls(db, Offer, ids):
        found[offer.call].offers[offer.offer] = offer
    for segment in await _of_calls(db, Segment, ids):
        found[segment.call].segments[segment.segment] = segment
    for hold in await _of_calls(db, Hold, ids):
        found[hold.call].holds[hold.hold] = hold
    for acw in await _of_calls(db, Acw, ids):
        found[acw.call].acws[acw.segment] = acw
    return list(found.values())


async def file(db: Reader, call: str) -> CallFile | None:
    """One call with all its parts, or None."""
    row = await db.fetch_one('SELECT * FROM fact_call WHERE "call" = {}', (call,))
    return None if row is None else (await files(db, [decode(Call, row)]))[0]
