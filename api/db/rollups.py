"""The rollups as rows: counters as JSON under scope, grain and slot (`api.statistics.rollup`)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Final, TypeVar

import msgspec

from api.db.engine import Reader, Transaction
from api.statistics.counters import Counters
from api.statistics.periods import Span
from api.statistics.rollup import Grain, Key, Rollups, add, without_zeros

_CHUNK: Final = 300
"""Rows or scopes named in one statement; SQLite's oldest limit is 999 values."""
_T = TypeVar("_T")
_decoder: Final = msgspec.json.Decoder(Counters)
_encoder: Final = msgspec.json.Encoder(order="deterministic")


async def merge(tx: Transaction, fresh: Rollups) -> None:
    """Add to the stored rollups; one that comes to nothing is removed."""
    keys = sorted(fresh)
    for part in _chunks(keys):
        await _merge(tx, part, fresh)


async def _merge(tx: Transaction, keys: Sequence[Key], fresh: Mapping[Key, Counters]) -> None:
    old = await _stored(tx, keys)
    rows: list[tuple[str, str, int, str]] = []
    for key in keys:
        total = old.get(key, {})
        add(total, fresh[key])
        if total := without_zeros(total):
            rows.append((*_place(key), _encoder.encode(total).decode()))
        elif key in old:
            await tx.execute('DELETE FROM rollup WHERE "scope" = {} AND "grain" = {} AND "slot" = {}', _place(key))
    await tx.executemany(
        'INSERT INTO rollup ("scope", "grain", "slot", "counters") VALUES ({}, {}, {}, {})'
        ' ON CONFLICT ("scope", "grain", "slot") DO UPDATE SET "counters" = excluded."counters"',
        rows,
    )


def _place(key: Key) -> tuple[str, str, int]:
    return key.scope, key.grain.value, key.slot


async def _stored(tx: Transaction, keys: Sequence[Key]) -> dict[Key, Counters]:
    places = ", ".join("({}, {}, CAST({} AS BIGINT))" for _ in keys)
    values = [value for key in keys for value in _place(key)]
    # A row value in a list would have SQLite read the whole table; this way round it looks each one up.
    rows = await tx.fetch(
        f'WITH wanted("scope", "grain", "slot") AS (VALUES {places})'  # noqa: S608
        " SELECT r.* FROM wanted w CROSS JOIN rollup r"
        ' WHERE r."scope" = w."scope" AND r."grain" = w."grain" AND r."slot" = w."slot"',
        values,
    )
    return {Key(row["scope"], Grain(row["grain"]), row["slot"]): _decoder.decode(row["counters"]) for row in rows}


async def read(db: Reader, scopes: Sequence[str], spans: Iterable[Span]) -> list[tuple[Key, Counters]]:
    """The rollups of some scopes in some spans."""
    return decoded(await read_raw(db, scopes, spans))


async def read_raw(db: Reader, scopes: Sequence[str], spans: Iterable[Span]) -> list[tuple[Key, str]]:
    """The same, the counters as JSON: to be decoded where it holds up nobody."""
    found: list[tuple[Key, str]] = []
    for span in spans:
        for part in _chunks(scopes):
            places = ", ".join("{}" for _ in part)
            which = f'"scope" IN ({places}) AND "grain" = {{}} AND "slot" BETWEEN {{}} AND {{}}'
            sql = f'SELECT "scope", "slot", "counters" FROM rollup WHERE {which}'  # noqa: S608
            rows = await db.fetch(sql, (*part, span.grain.value, span.first, span.last))
            found += [(Key(row["scope"], span.grain, row["slot"]), row["counters"]) for row in rows]
    return found


def decoded(found: Iterable[tuple[Key, str]]) -> list[tuple[Key, Counters]]:
    """What `read_raw` has found, as `read` gives it."""
    return [(key, _decoder.decode(counters)) for key, counters in found]


async def clear(tx: Transaction) -> None:
    """Remove all."""
    await tx.execute("DELETE FROM rollup")


def _chunks(items: Sequence[_T]) -> Iterator[list[_T]]:
    rest = iter(items)
    while part := list(islice(rest, _CHUNK)):
        yield part
