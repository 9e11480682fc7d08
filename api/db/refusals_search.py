"""Search in the refused calls: newest first, page by page, by the key (begin, refusal)."""

from typing import Any

from msgspec import Struct

from api.db.engine import Reader
from api.db.facts import decode
from api.statistics.facts import DialRefusal
from sip.contract.enums import Refusal


class RefusalQuery(Struct, frozen=True, kw_only=True):
    """What to look for; "" and None: all. `begin`/`end`: wall ms, `end` excluded. `number`: part of it. `before`: the
    key of the last refusal of the page before."""

    begin: int | None = None
    end: int | None = None
    operator: str = ""
    extension: str = ""
    number: str = ""
    reason: Refusal | None = None
    before: tuple[int, str] | None = None
    limit: int = 100


async def search(db: Reader, query: RefusalQuery) -> list[DialRefusal]:
    """The refusals that fit, newest first, at most `limit`."""
    number = "%" + query.number.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    conditions: list[tuple[bool, str, list[Any]]] = [
        (query.begin is not None, '"begin" >= {}', [query.begin]),
        (query.end is not None, '"begin" < {}', [query.end]),
        (query.operator != "", '"operator" = {}', [query.operator]),
        (query.extension != "", '"extension" = {}', [query.extension]),
        (query.number != "", "\"number\" LIKE {} ESCAPE '\\'", [number]),
        (query.reason is not None, '"reason" = {}', [query.reason.value if query.reason else ""]),
    ]
    if query.before is not None:
        begin, refusal = query.before
        conditions.append((True, '("begin" <= {} AND ("begin" < {} OR "refusal" < {}))', [begin, begin, refusal]))
    wanted = [(sql, params) for want, sql, params in conditions if want]
    where = f"WHERE {' AND '.join(sql for sql, _ in wanted)}" if wanted else ""
    sql = f'SELECT * FROM fact_refusal {where} ORDER BY "begin" DESC, "refusal" DESC LIMIT {{}}'  # noqa: S608 - ours
    rows = await db.fetch(sql, [*(param for _, params in wanted for param in params), query.limit])
    return [decode(DialRefusal, row) for row in rows]
