"""What a wallboard shows of the live board: of the same rows as the monitors what its link says, and no more. Pure."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from api.db.config_store import StatusEntry
from api.moments import moment
from api.statistics.board import OperatorRow, Row, Rows
from api.statistics.directory import Directory
from api.statistics.registry import METRICS
from api.wallboard.schemas import Content, Operators, WallBoard, WallItem, WallOperator, WallRow, WallStatus
from sip.contract.enums import Status

WAIT: Final = "longest_wait"


class Sight(Struct, frozen=True, kw_only=True):
    """The centre at a moment. `rows` of the board at `position` of the log; `now`: wall clock, ms."""

    rows: Rows
    directory: Directory
    statuses: Sequence[StatusEntry]
    time_zone: str
    position: int
    now: int


def picture(content: Content, sight: Sight) -> WallBoard:
    """What the link with `content` shows. Groups that have been deleted since are left out."""
    late = _late(sight)
    groups = [row for key, row in sight.rows.groups.items() if content.groups is None or key in content.groups]
    overall = sight.rows.overall if content.overall else None
    operators = [] if content.operators is Operators.NONE else _operators(content, sight)
    counts = Counter(row.status for row in operators)
    return WallBoard(
        position=sight.position,
        at=moment(sight.now),
        name=content.name,
        language=content.language,
        theme=content.theme,
        time_zone=sight.time_zone,
        items=[WallItem(id=each, label=METRICS[each].label, unit=METRICS[each].unit) for each in content.items],
        overall=None if overall is None else _row(overall, content, min(late.values(), default=None)),
        groups=[_row(row, content, late.get(row.id)) for row in groups],
        operators=content.operators,
        statuses=[] if content.operators is Operators.NONE else _statuses(sight.statuses, counts),
        staff=[_operator(row) for row in operators] if content.operators is Operators.NAMES else [],
        online=sum(row.status != Status.LOGGED_OUT for row in operators),
        all=len(operators),
        alerts=sum(row.alert for row in operators),
        lost=sum(row.lost for row in operators),
    )


def _late(sight: Sight) -> dict[str, int]:
    """By group, when its longest waiting call passes the target; no call of the group passes it earlier."""
    targets = {group.id: group.target_s * 1000 for group in sight.directory.groups}
    return {
        key: row.clocks[WAIT] + targets[key]
        for key, row in sight.rows.groups.items()
        if WAIT in row.clocks and key in targets
    }


def _row(row: Row, content: Content, late: int | None) -> WallRow:
    return WallRow(
        id=row.id,
        name=row.name,
        cells={item: row.cells[item] for item in content.items},
        clocks={item: moment(at) for item, at in row.clocks.items() if item in content.items},
        late=None if late is None else moment(late),
    )


def _operators(content: Content, sight: Sight) -> list[OperatorRow]:
    """Of the chosen groups; of the whole centre where none is chosen or all are."""
    if not content.groups:
        return list(sight.rows.operators.values())
    members = {user for group in sight.directory.groups if group.id in content.groups for user in group.members}
    return [row for key, row in sight.rows.operators.items() if key in members]


def _statuses(master: Sequence[StatusEntry], counts: Counter[str]) -> list[WallStatus]:
    return [
        WallStatus(id=each.id, ja=each.ja, en=each.en, colour=each.colour, order=order, count=counts[each.id])
        for order, each in enumerate(master)
    ]


def _operator(row: OperatorRow) -> WallOperator:
    since = None if row.since is None else moment(row.since)
    return WallOperator(name=row.name, status=row.status, since=since, alert=row.alert, lost=row.lost)
