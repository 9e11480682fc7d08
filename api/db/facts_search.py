"""Search in the call history: newest first, page by page, by the key (begin, call) and never by counting rows."""

from typing import Any

from msgspec import Struct

from api.db.engine import Reader
from api.db.facts import decode, files
from api.statistics.facts import Call, CallFile
from sip.contract.enums import Direction


class CallQuery(Struct, frozen=True, kw_only=True):
    """What to look for. `begin`/`end`: wall ms, `end` excluded. `number`: part of either number. `before`: the key of
    the last call of the page before; `call`: that one alone."""

    call: str = ""
    begin: int | None = None
    end: int | None = None
    number: str = ""
    direction: Direction | None = None
    operator: str = ""
    group: str | None = None
    result: str = ""
    """A `api.statistics.results.CallResult`, or "" for any."""
    before: tuple[int, str] | None = None
    limit: int = 100


_OPERATOR = """(c."operator" = {} OR EXISTS (SELECT 1 FROM fact_offer o WHERE o."call" = c."call" AND o."operator" = {})
 OR EXISTS (SELECT 1 FROM fact_segment s WHERE s."call" = c."call" AND s."operator" = {}))"""
_GROUP = """((c."direction" = 'outbound' AND c."group" = {}) OR (c."diverted" IS NOT NULL AND c."group" = {})
 OR EXISTS (SELECT 1 FROM fact_visit v WHERE v."call" = c."call" AND v."group" = {}))"""
_TALKED = 'EXISTS (SELECT 1 FROM fact_segment s WHERE s."call" = c."call")'
_VISITED = """EXISTS (SELECT 1 FROM fact_visit v WHERE v."call" = c."call" AND v."outcome" {} 'overflowed')"""
_OVERFLOWED = f"({_VISITED.replace('{}', '=')} AND NOT {_VISITED.replace('{}', '<>')})"
_LONE = f'c."end" IS NOT NULL AND c."diverted" IS NULL AND NOT {_TALKED}'
_OVER = f"{_LONE} AND NOT {_OVERFLOWED}"
_BY_CAUSE = ("busy", "no_answer", "rejected")
_GIVEN_UP = """c."cause" IN ('normal', 'cancelled')"""
_RESULTS = {
    "open": 'c."end" IS NULL',
    "answered": f'(c."end" IS NOT NULL AND {_TALKED})',
    "overflowed": f"({_LONE} AND {_OVERFLOWED})",
    "abandoned": f"""({_OVER} AND c."direction" = 'inbound' AND {_GIVEN_UP})""",
    "cancelled": f"""({_OVER} AND c."direction" <> 'inbound' AND {_GIVEN_UP})""",
    **{cause: f"""({_OVER} AND c."cause" = '{cause}')""" for cause in _BY_CAUSE},
    **{kind: f"""(c."end" IS NOT NULL AND c."diverted" = '{kind}')""" for kind in ("closed", "ivr_left", "voicemail")},
    "failed": f"""({_OVER} AND NOT {_GIVEN_UP} AND c."cause" NOT IN ('busy', 'no_answer', 'rejected'))""",
}
"""SQL of each `api.statistics.results.CallResult`; a test holds the two together."""


def _where(query: CallQuery) -> tuple[list[str], list[Any]]:
    number = "%" + query.number.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    conditions: list[tuple[bool, str, list[Any]]] = [
        (query.call != "", 'c."call" = {}', [query.call]),
        (query.begin is not None, 'c."begin" >= {}', [query.begin]),
        (query.end is not None, 'c."begin" < {}', [query.end]),
        (
            query.number != "",
            "(c.\"from_number\" LIKE {} ESCAPE '\\' OR c.\"to_number\" LIKE {} ESCAPE '\\')",
            [number, number],
        ),
        (query.direction is not None, 'c."direction" = {}', [query.direction.value if query.direction else ""]),
        (query.operator != "", _OPERATOR, [query.operator] * 3),
        (query.group is not None, _GROUP, [query.group] * 3),
        (query.result != "", _RESULTS.get(query.result, ""), []),
    ]
    if query.before is not None:
        begin, call = query.before
        # Written out instead of as a row value: both engines use the index for its first half.
        conditions.append((True, '(c."begin" <= {} AND (c."begin" < {} OR c."call" < {}))', [begin, begin, call]))
    wanted = [(sql, params) for want, sql, params in conditions if want]
    return [sql for sql, _ in wanted], [param for _, params in wanted for param in params]


async def search(db: Reader, query: CallQuery) -> list[CallFile]:
    """The calls that fit, newest first, at most `limit`, with their parts. Raises `KeyError` for an unknown result."""
    if query.result:
        _RESULTS[query.result]
    conditions, params = _where(query)
    where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
    sql = f'SELECT * FROM fact_call c {where} ORDER BY c."begin" DESC, c."call" DESC LIMIT {{}}'  # noqa: S608 - ours
    rows = await db.fetch(sql, [*params, query.limit])
    return await files(db, [decode(Call, row) for row in rows])
