"""What a figure may count, newest first, page by page: places at which calls are booked, and status spans (F7.9).

Each place is found by an index on the part of the call that begins there; nothing is counted or sorted whole, so the
first page of a year costs as much as that of an hour.
"""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from msgspec import Struct

from api.db.engine import Reader
from api.db.facts import decode, files
from api.statistics.facts import Call, CallFile, StatusSpan
from api.statistics.timeline import DAY

LONG_MS: Final = 86_400_000
"""Status spans longer than this have an index of their own."""
_FEWEST: Final = 20
"""Rows that each query asks for at least."""
_CHUNK: Final = 200


class Place(NamedTuple):
    """Where a call is booked: `at` is the begin (wall ms) of the call or of a part of it."""

    at: int
    call: str


class Where(Struct, frozen=True, kw_only=True):
    """Whose places, with `at` in [`begin`, `end`). `whole`: all outside calls and their visits; `group`: those of a
    group ("" is その他); `operators`: what rang them, what they dialled and took over."""

    begin: int
    end: int
    whole: bool = False
    group: str | None = None
    operators: Sequence[str] = ()


_Query = tuple[str, list[Any]]
"""A table or subquery with columns `at` and `call`, and its values."""
_CALLS: Final = """SELECT "begin" AS "at", "call" FROM fact_call WHERE "direction" <> 'internal' AND """
_VISITS: Final = """SELECT "begin" AS "at", "call" FROM fact_visit WHERE """
_OFFERS: Final = """SELECT "begin" AS "at", "call" FROM fact_offer WHERE """
_TAKEN_OVER: Final = """SELECT c."begin" AS "at", c."call" FROM fact_segment s JOIN fact_call c ON c."call" = s."call"
 WHERE s."operator" = {0} AND s."offer" = '' AND s."begin" >= {0} AND s."begin" < {0} AND
 c."operator" <> s."operator" AND c."begin" >= {0} AND c."begin" < {0} UNION
 SELECT v."begin" AS "at", v."call" FROM fact_segment s JOIN fact_visit v ON v."call" = s."call"
 WHERE s."operator" = {0} AND s."offer" = '' AND s."begin" >= {0} AND s."begin" < {0} AND
 v."begin" >= {0} AND v."begin" < {0}""".replace("{0}", "{}")
"""Who talks without having been rung (the dialling side, a parked call taken) is booked where the call or its visit
began, at most a day before."""


def _queries(where: Where) -> list[_Query]:
    within = '"begin" >= {} AND "begin" < {}'
    bounds = [where.begin, where.end]
    found: list[_Query] = []
    if where.whole:
        found += [(_CALLS + within, bounds), (_VISITS + within, bounds)]
    if where.group is not None:
        condition, values = f'"group" = {{}} AND {within}', [where.group, *bounds]
        found += [(_CALLS + condition, values), (_VISITS + condition, values)]
    for operator in where.operators:
        condition, values = f'"operator" = {{}} AND {within}', [operator, *bounds]
        found += [(_CALLS + condition, values), (_OFFERS + condition, values)]
    return found


def _taken_over(where: Where, before: Place | None, floor: Place | None) -> list[_Query]:
    """These are sorted after they are read, so only what the page needs is asked for."""
    begin = where.begin if floor is None else max(where.begin, floor.at)
    end = where.end if before is None else min(where.end, before.at + 1)
    queries: list[_Query] = []
    for operator in where.operators:
        near = [operator, begin - DAY, end + DAY, begin, end]
        queries.append((_TAKEN_OVER, [*near, *near]))
    return queries


async def places(db: Reader, where: Where, before: Place | None, limit: int) -> tuple[list[Place], bool]:
    """The newest places before `before`, about `limit` of them, each once; and whether there are more."""
    queries = _queries(where)
    most = max(_FEWEST, 2 * limit // max(len(queries), 1))
    found, floor = await _read(db, queries, before, most)
    more, taken_floor = await _read(db, _taken_over(where, before, floor), before, most)
    found |= more
    if floor is None or (taken_floor is not None and taken_floor > floor):
        floor = taken_floor
    return sorted((place for place in found if floor is None or place >= floor), reverse=True), floor is not None


async def _read(
    db: Reader, queries: Sequence[_Query], before: Place | None, most: int
) -> tuple[set[Place], Place | None]:
    """The newest `most` places of each query; and the one below which a query may have more than it gave."""
    found: set[Place] = set()
    floor: Place | None = None
    for query, values in queries:
        sql, params = f"SELECT * FROM ({query}) AS place", list(values)  # noqa: S608 - our own words
        if before is not None:
            # Written out instead of as a row value: both engines use the index for its first half.
            sql += ' WHERE "at" <= {} AND ("at" < {} OR "call" < {})'
            params += [before.at, before.at, before.call]
        rows = await db.fetch(f'{sql} ORDER BY "at" DESC, "call" DESC LIMIT {{}}', [*params, most])
        listed = [Place(row["at"], row["call"]) for row in rows]
        found.update(listed)
        if len(listed) == most and (floor is None or listed[-1] > floor):
            floor = listed[-1]
    return found, floor


async def calls(db: Reader, ids: Sequence[str]) -> dict[str, CallFile]:
    """The calls with all their parts."""
    found: dict[str, CallFile] = {}
    for begin in range(0, len(ids), _CHUNK):
        part = ids[begin : begin + _CHUNK]
        places_ = ", ".join("{}" for _ in part)
        rows = await db.fetch(f'SELECT * FROM fact_call WHERE "call" IN ({places_})', part)  # noqa: S608
        found |= {file.call.call: file for file in await files(db, [decode(Call, row) for row in rows])}
    return found


async def spans(
    db: Reader, operators: Sequence[str], begin: int, end: int, before: tuple[int, str] | None, limit: int
) -> tuple[list[StatusSpan], bool]:
    """The newest status spans that began before `end` and may reach beyond `begin` (wall ms), about `limit` of them,
    later than none of `before` (begin and id); and whether there are more."""
    found: list[StatusSpan] = []
    most = max(_FEWEST, 2 * limit // max(len(operators), 1))
    floor: tuple[int, str] | None = None
    for operator in operators:
        for condition, values in (
            ('"begin" >= {} AND "begin" < {}', [begin - LONG_MS, end]),
            ('COALESCE("duration", 86400001) > 86400000 AND "begin" < {}', [begin - LONG_MS]),
        ):
            sql = f'SELECT * FROM fact_status WHERE "operator" = {{}} AND {condition}'  # noqa: S608
            params: list[Any] = [operator, *values]
            if before is not None:
                sql += ' AND "begin" <= {} AND ("begin" < {} OR "span" < {})'
                params += [before[0], before[0], before[1]]
            rows = await db.fetch(f'{sql} ORDER BY "begin" DESC, "span" DESC LIMIT {{}}', [*params, most])
            listed = [decode(StatusSpan, row) for row in rows]
            found += listed
            if len(listed) == most:
                last = _place(listed[-1])
                floor = last if floor is None else max(floor, last)
    kept = [span for span in found if floor is None or _place(span) >= floor]
    return sorted(kept, key=_place, reverse=True), floor is not None


def _place(span: StatusSpan) -> tuple[int, str]:
    return span.begin, span.span
