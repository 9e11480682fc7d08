"""The record of supervisions."""

from collections.abc import Callable

import msgspec

from api.db.engine import Database
from api.db.supervision_search import SupervisionQuery, search
from api.moments import moment
from api.paging import encode_cursor
from api.statistics.facts import Supervision
from api.statistics.names import Names
from api.supervision.schemas import SupervisionPage, SupervisionRecord


class Supervisions:
    """Those of one database. `names` gives those of users."""

    def __init__(self, db: Database, names: Callable[[], Names]) -> None:
        self._db = db
        self._names = names

    async def page(self, query: SupervisionQuery) -> SupervisionPage:
        """One page of those that fit."""
        found = await search(self._db, msgspec.structs.replace(query, limit=query.limit + 1))
        shown = found[: query.limit]
        names = self._names()
        last = shown[-1] if len(found) > query.limit else None
        return SupervisionPage(
            items=[_record(one, names) for one in shown],
            next_cursor=None if last is None else encode_cursor(last.begin, last.span),
        )


def _record(one: Supervision, names: Names) -> SupervisionRecord:
    return SupervisionRecord(
        id=one.span,
        supervision=one.supervision,
        supervisor=one.supervisor,
        supervisor_name=names.user(one.supervisor),
        operator=one.operator,
        operator_name=names.user(one.operator),
        call=one.about,
        mode=one.mode,
        begin=moment(one.begin),
        end=None if one.end is None else moment(one.end),
        seconds=None if one.duration is None else one.duration // 1000,
        estimated=one.estimated,
        reason=one.reason,
    )
