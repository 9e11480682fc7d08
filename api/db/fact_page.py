"""Pages of a table of facts: newest first, by the key (begin, id)."""

from typing import Any, TypeAlias, TypeVar

from api.db.engine import Reader
from api.db.facts import TABLES, decode
from api.statistics.facts import Span

Condition: TypeAlias = tuple[str, Any]
"""SQL with one place, of our own words, and its value; a value of "" or None asks for nothing."""

_Fact = TypeVar("_Fact", bound=Span)


async def fact_page(
    db: Reader, kind: type[_Fact], conditions: list[Condition], before: tuple[int, str] | None, limit: int
) -> list[_Fact]:
    """The facts of `kind` that fit all conditions, newest first, at most `limit`. `before`: begin (wall ms) and id of
    the last one of the page before."""
    table, key = TABLES[kind]
    wanted = [(sql, [value]) for sql, value in conditions if value not in ("", None)]
    if before is not None:
        begin, last = before
        wanted.append((f'("begin" <= {{}} AND ("begin" < {{}} OR "{key}" < {{}}))', [begin, begin, last]))
    where = f"WHERE {' AND '.join(sql for sql, _ in wanted)}" if wanted else ""
    sql = f'SELECT * FROM {table} {where} ORDER BY "begin" DESC, "{key}" DESC LIMIT {{}}'  # noqa: S608 - our own words
    rows = await db.fetch(sql, [*(value for _, values in wanted for value in values), limit])
    return [decode(kind, row) for row in rows]
