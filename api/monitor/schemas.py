"""The board as clients see it, and the difference between two of its rows.

Cells are numbers (counts, percentages with one decimal, whole seconds) or null (「—」). A cell whose item is in
`clocks` shows `cells[item] + (now − clocks[item])` seconds and ticks in the client.
"""

from datetime import datetime

import msgspec
from msgspec import UNSET, Struct, UnsetType

from api.moments import moment
from api.statistics.board import Cell, OperatorRow, Row, Rows, TrunkRow
from sip.contract.enums import TrunkState


class BoardRow(Struct, frozen=True, kw_only=True):
    """A row of 全体 (`id` "") or of a group, columns of F3.3. `number`: the group's external number."""

    id: str
    name: str
    number: str
    cells: dict[str, Cell]
    clocks: dict[str, datetime]


class BoardOperator(Struct, frozen=True, kw_only=True):
    """An operator's row, columns of F3.4. `reason`: why the switch chose the status by itself: `missed_calls` (F10.4),
    "" where it did not; `since`: begin of the status; `lost`: 接続断 (F3.12); `phone`: a browser phone or desk phone is
    there. The client orders the rows: alert first, then by status, then longest first (F3.6)."""

    id: str
    name: str
    number: str
    extension: str
    status: str
    reason: str
    since: datetime | None
    alert: bool
    lost: bool
    phone: bool
    cells: dict[str, Cell]
    clocks: dict[str, datetime]


class BoardTrunk(Struct, frozen=True, kw_only=True):
    """A line to a carrier (F10.1). `state`: `up`, `down` or, where nothing watches it or the switch has not told yet,
    `unknown`; `since`: when that began, null if it was never told; `reason`: the carrier's answer that made it so, such
    as `503 Service Unavailable`; `calls`: on it now, both directions."""

    id: str
    name: str
    state: TrunkState
    since: datetime | None
    reason: str
    calls: int


class BoardSnapshot(Struct, frozen=True, kw_only=True):
    """The whole board at `position` of the event log; `at` is the server's time, for the clocks."""

    position: int
    at: datetime
    overall: BoardRow
    groups: list[BoardRow]
    operators: list[BoardOperator]
    trunks: list[BoardTrunk]


class RowChange(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What changed in a row: only the cells and clocks that did. A clock that stops is null."""

    id: str
    cells: dict[str, Cell] | UnsetType = UNSET
    clocks: dict[str, datetime | None] | UnsetType = UNSET


class OperatorChange(RowChange, frozen=True, kw_only=True, omit_defaults=True):
    """What changed in an operator's row."""

    status: str | UnsetType = UNSET
    reason: str | UnsetType = UNSET
    since: datetime | UnsetType | None = UNSET
    alert: bool | UnsetType = UNSET
    lost: bool | UnsetType = UNSET
    phone: bool | UnsetType = UNSET


class BoardChange(Struct, frozen=True, kw_only=True):
    """What changed between the event before and this one. Names and numbers change only by a new snapshot."""

    position: int
    at: datetime
    overall: RowChange | UnsetType = UNSET
    groups: list[RowChange] = []
    operators: list[OperatorChange] = []
    trunks: list[BoardTrunk] = []
    """Whole rows, of the trunks that changed."""


class BoardEvents(Struct, frozen=True, kw_only=True):
    """The events of the stream: the data of each under its name."""

    snapshot: BoardSnapshot
    change: BoardChange


def _optional(at: int | None) -> datetime | None:
    return None if at is None else moment(at)


def row_schema(row: Row) -> BoardRow:
    """A row of 全体 or a group."""
    return BoardRow(id=row.id, name=row.name, number=row.number, cells=row.cells, clocks=_clocks(row))


def operator_schema(row: OperatorRow) -> BoardOperator:
    """An operator's row."""
    return BoardOperator(
        id=row.id,
        name=row.name,
        number=row.number,
        extension=row.extension,
        status=row.status,
        reason=row.reason,
        since=_optional(row.since),
        alert=row.alert,
        lost=row.lost,
        phone=row.phone,
        cells=row.cells,
        clocks=_clocks(row),
    )


def trunk_schema(row: TrunkRow) -> BoardTrunk:
    """A trunk's line."""
    return BoardTrunk(
        id=row.id, name=row.name, state=row.state, since=_optional(row.since), reason=row.reason, calls=row.calls
    )


def _clocks(row: Row) -> dict[str, datetime]:
    return {item: moment(at) for item, at in row.clocks.items()}


def _changed_cells(old: Row, new: Row) -> dict[str, Cell] | UnsetType:
    return {item: cell for item, cell in new.cells.items() if old.cells.get(item, UNSET) != cell} or UNSET


def _changed_clocks(old: Row, new: Row) -> dict[str, datetime | None] | UnsetType:
    items = {**old.clocks, **new.clocks}
    changed = [item for item in items if old.clocks.get(item) != new.clocks.get(item)]
    return {item: _optional(new.clocks.get(item)) for item in changed} or UNSET


def row_change(old: Row, new: Row) -> RowChange | None:
    """The difference between two states of a row of 全体 or a group, None if there is none."""
    if old == new:
        return None
    return RowChange(id=new.id, cells=_changed_cells(old, new), clocks=_changed_clocks(old, new))


def operator_change(old: OperatorRow, new: OperatorRow) -> OperatorChange | None:
    """The difference between two states of an operator's row, None if there is none."""
    if old == new:
        return None
    return OperatorChange(
        id=new.id,
        cells=_changed_cells(old, new),
        clocks=_changed_clocks(old, new),
        status=UNSET if old.status == new.status else new.status,
        reason=UNSET if old.reason == new.reason else new.reason,
        since=UNSET if old.since == new.since else _optional(new.since),
        alert=UNSET if old.alert == new.alert else new.alert,
        lost=UNSET if old.lost == new.lost else new.lost,
        phone=UNSET if old.phone == new.phone else new.phone,
    )


def board_change(old: Rows, new: Rows, position: int, at: int) -> BoardChange | None:
    """The difference between a board and the rows of it that were made anew, None if there is none."""
    overall: RowChange | UnsetType = UNSET
    if old.overall is not None and new.overall is not None:
        overall = row_change(old.overall, new.overall) or UNSET
    groups = [change for key, row in new.groups.items() if (change := row_change(old.groups[key], row))]
    operators = [change for key, row in new.operators.items() if (change := operator_change(old.operators[key], row))]
    trunks = [trunk_schema(row) for key, row in new.trunks.items() if row != old.trunks.get(key)]
    if overall is UNSET and not groups and not operators and not trunks:
        return None
    return BoardChange(
        position=position, at=moment(at), overall=overall, groups=groups, operators=operators, trunks=trunks
    )


_encoder = msgspec.json.Encoder()


def encode(board: BoardSnapshot | BoardChange) -> bytes:
    """As JSON, one line."""
    return _encoder.encode(board)
