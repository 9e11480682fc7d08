"""Search in the supervisions: newest first, page by page, by the key (begin, span)."""

from msgspec import Struct

from api.db.engine import Reader
from api.db.fact_page import Condition, fact_page
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
    conditions: list[Condition] = [
        ('"begin" >= {}', query.begin),
        ('"begin" < {}', query.end),
        ('"supervisor" = {}', query.supervisor),
        ('"operator" = {}', query.operator),
        ('"about" = {}', query.call),
    ]
    return await fact_page(db, Supervision, conditions, query.before, query.limit)
