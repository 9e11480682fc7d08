"""Search in the supervisions: newest first, page by page, by the key (begin, span)."""

from typing import Any

from msgspec import Struct

from api.db.engine import Reader
from api.db.facts import decode
from api.statistics.facts import Supervision


class SupervisionQuery(Struct, frozen=True, kw_only=True):
    """What to look for; "" and None: all. `begin`/`end`: wall ms, `end` excluded. `before`: the key of the last stretch
    of the page before."""

    begin: int | None = None
    end: int | None = None
    supervisor: str = ""
    operator: str = ""
    call: str = ""
    before: tuple[int, str] | None = None
    limit: int = 100


async def search(db: Reader, query: SupervisionQuery) -> list[Supervision]:
    """The stretches that fit, newest first, at most `limit`."""
    conditions: list[tuple[bool, str, list[Any]]] = [
        (query.begin is not None, '"begin" >= {}', [query.begin]),
        (query.end is not None, '"begin" < {}', [query.end]),
        (query.supervisor != "", '"supervisor" = {}', [query.supervisor]),
        (query.operator != "", '"operator" = {}', [query.operator]),
        (query.call != "", '"about" = {}', [query.call]),
    ]
    if query.before is not None:
        begin, span = query.before
        conditions.append((True, '("begin" <= {} AND ("begin" < {} OR "span" < {}))', [begin, begin, span]))
    wanted = [(sql, params) for want, sql, params in conditions if want]
    where = f"WHERE {' AND '.join(sql for sql, _ in wanted)}" if wanted else ""
    sql = f'SELECT * FROM fact_supervision {where} ORDER BY "begin" DESC, "span" DESC LIMIT {{}}'  # noqa: S608 - ours
    rows = await db.fetch(sql, [*(param for _, params in wanted for param in params), query.limit])
    return [decode(Supervision, row) for row in rows]
