"""What happened in a group's half-hours, added up by the database: one row for each that had calls, however many."""

from typing import Final, NamedTuple

from msgspec import Struct

from api.db.engine import Reader
from api.statistics.staffing.pattern import Tally


class GroupInfo(Struct, frozen=True):
    """A group's name and its target for the answer, s."""

    name: str
    target_s: int


# Calls of the own house count in no figure (metrics: internal calls). The index is by group and begin. What a visit's
# operators did, also those it was handed to: every segment that names it, with its 後処理.
_TALLIES: Final = """SELECT "begin" / {} AS unit, COUNT(*) AS visits,
 SUM(CASE WHEN "outcome" = 'answered' THEN 1 ELSE 0 END) AS answered,
 SUM(CASE WHEN "outcome" = 'abandoned' THEN 1 ELSE 0 END) AS abandoned,
 COUNT("duration") AS waits, CAST(COALESCE(SUM("duration"), 0) AS BIGINT) AS waited,
 CAST(SUM(handled) AS BIGINT) AS handled, MAX(going_on) AS going_on FROM (
  SELECT v."begin", v."outcome", v."duration",
  SUM(COALESCE(s."duration", 0) + COALESCE(a."duration", 0)) AS handled,
  MAX(CASE WHEN c."end" IS NULL OR a."segment" IS NOT NULL AND a."end" IS NULL THEN 1 ELSE 0 END) AS going_on
  FROM fact_visit v JOIN fact_call c ON c."call" = v."call" AND c."direction" <> 'internal'
  LEFT JOIN fact_segment s ON s."call" = v."call" AND s."visit" = v."visit"
  LEFT JOIN fact_acw a ON a."segment" = s."segment"
  WHERE v."group" = {} AND v."begin" >= {} AND v."begin" < {}
  GROUP BY v."begin", v."visit", v."outcome", v."duration") visits GROUP BY 1"""


class Counted(NamedTuple):
    """A tally, and whether something of it may still change: a call in it goes on, or somebody is in its 後処理."""

    tally: Tally
    going_on: bool


async def counted(db: Reader, group: str, begin: int, end: int, unit: int) -> list[Counted]:
    """What began in [`begin`, `end`) (wall ms), in stretches of `unit` ms counted from 1970; those without calls are
    left out."""
    names = ("visits", "answered", "abandoned", "waits", "waited", "handled")
    return [
        Counted(Tally(begin=row["unit"] * unit, **{name: row[name] for name in names}), bool(row["going_on"]))
        for row in await db.fetch(_TALLIES, [unit, group, begin, end])
    ]


async def newest_call(db: Reader) -> int:
    """When the newest call of all that are known began, wall ms; 0: there is none."""
    row = await db.fetch_one('SELECT MAX("begin") AS last FROM fact_call')
    return 0 if row is None else row["last"] or 0


async def first_visit(db: Reader, group: str) -> int | None:
    """When the group's first call ever arrived, wall ms."""
    row = await db.fetch_one('SELECT MIN("begin") AS first FROM fact_visit WHERE "group" = {}', (group,))
    return None if row is None else row["first"]


async def group_info(db: Reader, group: str) -> GroupInfo | None:
    """A group as it is now; None where there is none."""
    row = await db.fetch_one("SELECT name, target_s FROM phone_group WHERE id = {}", (group,))
    return None if row is None else GroupInfo(row["name"], row["target_s"])
