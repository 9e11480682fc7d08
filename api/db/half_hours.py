"""What happened in a group's half-hours, added up by the database: one row for each that had calls, however many."""

from typing import Any, Final

from msgspec import Struct

from api.db.engine import Reader
from api.statistics.staffing.pattern import Tally


class GroupInfo(Struct, frozen=True):
    """A group's name and its target for the answer, s."""

    name: str
    target_s: int


# Calls of the own house count in no figure (metrics: internal calls). The index is by group and begin.
_VISITS: Final = """FROM fact_visit v JOIN fact_call c ON c."call" = v."call" AND c."direction" <> 'internal'"""
_WHERE: Final = 'WHERE v."group" = {} AND v."begin" >= {} AND v."begin" < {} GROUP BY 1'
_ARRIVALS: Final = f"""SELECT v."begin" / {{}} AS unit, COUNT(*) AS visits,
 SUM(CASE WHEN v."outcome" = 'answered' THEN 1 ELSE 0 END) AS answered,
 SUM(CASE WHEN v."outcome" = 'abandoned' THEN 1 ELSE 0 END) AS abandoned,
 COUNT(v."duration") AS waits, CAST(COALESCE(SUM(v."duration"), 0) AS BIGINT) AS waited
 {_VISITS} {_WHERE}"""
# A visit's operators, also those it was handed to: every segment that names it, with its 後処理.
_HANDLED: Final = f"""SELECT v."begin" / {{}} AS unit,
 CAST(SUM(COALESCE(s."duration", 0) + COALESCE(a."duration", 0)) AS BIGINT) AS handled
 {_VISITS} JOIN fact_segment s ON s."call" = v."call" AND s."visit" = v."visit"
 LEFT JOIN fact_acw a ON a."segment" = s."segment" {_WHERE}"""


async def tallies(db: Reader, group: str, begin: int, end: int, unit: int) -> list[Tally]:
    """What began in [`begin`, `end`) (wall ms), in stretches of `unit` ms counted from 1970; those without calls are
    left out."""
    params: list[Any] = [unit, group, begin, end]
    handled = {row["unit"]: row["handled"] for row in await db.fetch(_HANDLED, params)}
    return [
        Tally(
            begin=row["unit"] * unit,
            visits=row["visits"],
            answered=row["answered"],
            abandoned=row["abandoned"],
            waits=row["waits"],
            waited=row["waited"],
            handled=handled.get(row["unit"], 0),
        )
        for row in await db.fetch(_ARRIVALS, params)
    ]


async def first_visit(db: Reader, group: str) -> int | None:
    """When the group's first call ever arrived, wall ms."""
    row = await db.fetch_one('SELECT MIN("begin") AS first FROM fact_visit WHERE "group" = {}', (group,))
    return None if row is None else row["first"]


async def group_info(db: Reader, group: str) -> GroupInfo | None:
    """A group as it is now; None where there is none."""
    row = await db.fetch_one("SELECT name, target_s FROM phone_group WHERE id = {}", (group,))
    return None if row is None else GroupInfo(row["name"], row["target_s"])
