"""Search in the refused calls: newest first, page by page, by the key (begin, refusal)."""

from msgspec import Struct

from api.db.engine import Reader
from api.db.fact_page import Condition, fact_page
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
    number = query.number.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    conditions: list[Condition] = [
        ('"begin" >= {}', query.begin),
        ('"begin" < {}', query.end),
        ('"operator" = {}', query.operator),
        ('"extension" = {}', query.extension),
        ("\"number\" LIKE {} ESCAPE '\\'", f"%{number}%" if number else ""),
        ('"reason" = {}', query.reason.value if query.reason else ""),
    ]
    return await fact_page(db, DialRefusal, conditions, query.before, query.limit)
