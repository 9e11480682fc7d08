"""The board's rows (F3.3, F3.4): live state and today's counters at a moment. Times are wall ms.

A cell with a clock shows `cells[item] + (now − clocks[item])` seconds and ticks wherever it is shown; so rows change
only when something happens. The order of operators (F3.6) is left to who shows them: it depends on the running clocks.
"""

from collections import Counter
from collections.abc import Collection
from typing import Final, TypeAlias

from msgspec import Struct, field

from api.statistics.counters import ALL, Counters, extension_scope, group_scope, operator_scope, trunk_scope
from api.statistics.directory import Directory, DirectoryGroup, DirectoryUser
from api.statistics.facts import CallFile, StatusSpan, Visit
from api.statistics.metric import evaluate
from api.statistics.profile import Profile, derive
from api.statistics.registry import METRICS
from api.statistics.state import LiveState, OperatorState, TrunkLive
from api.statistics.timeline import Calendar
from sip.contract.enums import Direction, Status, StatusId, TrunkState, is_work

Cell: TypeAlias = int | float | None

GROUP_COLUMNS: Final = (
    "waiting",
    "longest_wait",
    "in",
    "ans",
    "aban",
    "answer_rate",
    "out",
    "talking",
    "talking_in",
    "talking_out",
    "logged_in",
    "available",
    "acw",
    "short_break",
    "lunch_break",
    "work",
    "avg_handle_in",
    "avg_handle_out",
    "avg_talk_in",
    "avg_talk_out",
    "avg_acw_in",
    "avg_acw_out",
    "avg_answer",
    "avg_abandon",
    "closed",
    "ivr_left",
    "voicemail",
)
"""Items of the rows of 全体 and groups, in the order of F3.3."""
OPERATOR_COLUMNS: Final = (
    "elapsed",
    "ans",
    "out",
    "holds",
    "avg_handle_in",
    "avg_handle_out",
    "avg_talk_in",
    "avg_talk_out",
    "avg_acw_in",
    "avg_acw_out",
    "avg_ring",
    "avg_short_break",
    "total_short_break",
    "total_lunch_break",
    "total_work",
    "total_hold",
)
"""Items of the operators' rows after 名前, 内線 and 状態, in the order of F3.4; the last for the seats (F3.9)."""
_COUNTED: Final = tuple(each for each in GROUP_COLUMNS if METRICS[each].numerator)
_OWN: Final = tuple(each for each in OPERATOR_COLUMNS if METRICS[each].numerator)
_STATUS_ITEMS: Final[dict[StatusId, str]] = {
    Status.AVAILABLE: "available",
    Status.ACW: "acw",
    Status.SHORT_BREAK: "short_break",
    Status.LUNCH_BREAK: "lunch_break",
}
_TICKING: Final[dict[StatusId, str]] = {
    Status.SHORT_BREAK: "total_short_break",
    Status.LUNCH_BREAK: "total_lunch_break",
}


class Row(Struct, kw_only=True):
    """A row of 全体 (id and name "") or of a group."""

    id: str
    name: str
    number: str
    cells: dict[str, Cell]
    clocks: dict[str, int]


class OperatorRow(Row, kw_only=True):
    """An operator's row. `reason`: why the switch chose the status; `since`: its begin, None if never known; `lost`:
    接続断 (F3.12); `phone`: a browser phone or a desk phone is there."""

    extension: str
    status: StatusId
    reason: str
    since: int | None
    alert: bool
    lost: bool
    phone: bool


class TrunkRow(Struct, kw_only=True):
    """A trunk's line (F10.1). `since`: begin of the state, None if it was never told; `reason`: the carrier's answer
    that made it so; `calls`: on it now, both directions."""

    id: str
    name: str
    state: TrunkState
    since: int | None
    reason: str
    calls: int


class Rows(Struct):
    """Rows by id."""

    overall: Row | None = None
    groups: dict[str, Row] = field(default_factory=dict)
    operators: dict[str, OperatorRow] = field(default_factory=dict)
    trunks: dict[str, TrunkRow] = field(default_factory=dict)


class _Now(Struct):
    """What is live in one scope."""

    waiting: int = 0
    oldest: int | None = None
    talking_in: int = 0
    talking_out: int = 0
    statuses: dict[str, int] = field(default_factory=dict)

    def wait(self, begin: int) -> None:
        self.waiting += 1
        self.oldest = begin if self.oldest is None else min(self.oldest, begin)

    def talk(self, direction: Direction) -> None:
        if direction == Direction.OUTBOUND:
            self.talking_out += 1
        else:
            self.talking_in += 1

    def cells(self) -> dict[str, Cell]:
        return {
            "waiting": self.waiting,
            "longest_wait": None if self.oldest is None else 0,
            "talking": self.talking_in + self.talking_out,
            "talking_in": self.talking_in,
            "talking_out": self.talking_out,
            **{item: self.statuses.get(item, 0) for item in ("logged_in", *_STATUS_ITEMS.values(), "work")},
        }


class Board:
    """Makes rows for one directory, calendar and profile."""

    def __init__(self, directory: Directory, calendar: Calendar, profile: Profile = Profile.MANUAL) -> None:
        self._operators = directory.operators()
        self._groups = {group.id: group for group in directory.groups}
        self._trunks = {trunk.id: trunk.name for trunk in directory.trunks}
        self._calendar = calendar
        self._profile = profile
        self._group_of_scope = {group_scope(group): group for group in self._groups}
        self._operator_of_scope = {operator_scope(operator): operator for operator in self._operators}
        self._operator_of_scope |= {
            extension_scope(user.extension): user.id for user in self._operators.values() if user.extension
        }
        self._groups_of: dict[str, list[str]] = {}
        for group in directory.groups:
            for member in group.members:
                self._groups_of.setdefault(member, []).append(group.id)

    def rows(self, state: LiveState, now: int, touched: Collection[str] | None = None) -> Rows:
        """The rows that `touched` scopes may have changed, or all. The state's ledger must be flushed."""
        groups, operators = self._affected(touched)
        day, live = self._calendar.day(now), self._live(state, groups)
        rows = Rows()
        if touched is None or groups or operators or ALL in touched:
            rows.overall = self._row(state, "", "", "", ALL, live.get(ALL), day)
        for group_id in groups:
            rows.groups[group_id] = self._group_row(state, self._groups[group_id], live, day)
        for operator in operators:
            rows.operators[operator] = self._operator_row(state, self._operators[operator], day)
        for trunk, name in self._trunks.items():
            if touched is None or trunk_scope(trunk) in touched:
                rows.trunks[trunk] = trunk_row(trunk, name, state)
        return rows

    def _affected(self, touched: Collection[str] | None) -> tuple[Collection[str], Collection[str]]:
        if touched is None:
            return self._groups, self._operators
        operators = {self._operator_of_scope[scope] for scope in touched if scope in self._operator_of_scope}
        groups = {self._group_of_scope[scope] for scope in touched if scope in self._group_of_scope}
        for operator in operators:
            groups.update(self._groups_of.get(operator, ()))
        return groups & self._groups.keys(), operators

    def _group_row(self, state: LiveState, group: DirectoryGroup, live: dict[str, _Now], day: int) -> Row:
        scope = group_scope(group.id)
        return self._row(state, group.id, group.name, group.number, scope, live.get(scope), day)

    def _row(
        self, state: LiveState, row_id: str, name: str, number: str, scope: str, live: _Now | None, day: int
    ) -> Row:
        now = live if live is not None else _Now()
        cells = now.cells() | self._figures(state.ledger.total(scope, day), _COUNTED)
        clocks = {} if now.oldest is None else {"longest_wait": now.oldest}
        ordered = {item: cells[item] for item in GROUP_COLUMNS}
        return Row(id=row_id, name=name, number=number, cells=ordered, clocks=clocks)

    def _figures(self, counters: Counters, items: tuple[str, ...]) -> dict[str, Cell]:
        view = derive(counters, self._profile)
        return {item: evaluate(METRICS[item], view).value for item in items}

    def _operator_row(self, state: LiveState, user: DirectoryUser, day: int) -> OperatorRow:
        operator = state.operators.get(user.id) or OperatorState()
        span = operator.span
        since = span.begin if span is not None else operator.logged_out
        counters = state.ledger.total(operator_scope(user.id), day)
        if span is not None and span.begin >= day:
            # Averages are of what is over: the running span's time is not in the numerator yet.
            counters[f"n_status:{span.status}"] = counters.get(f"n_status:{span.status}", 0) - 1
        cells: dict[str, Cell] = {"elapsed": None if since is None else 0, **self._figures(counters, _OWN)}
        return OperatorRow(
            id=user.id,
            name=user.name,
            number=user.extension,
            extension=user.extension,
            cells={item: cells[item] for item in OPERATOR_COLUMNS},
            clocks=_clocks(span, since, day, counters),
            status=span.status if span is not None else Status.LOGGED_OUT,
            reason=span.reason if span is not None else "",
            since=since,
            alert=operator.alert,
            lost=operator.lost,
            phone=operator.phone or state.devices.get(user.extension, 0) > 0,
        )

    def _live(self, state: LiveState, groups: Collection[str]) -> dict[str, _Now]:
        live: dict[str, _Now] = {ALL: _Now()}
        for group in self._groups:
            live[group_scope(group)] = _Now()
        for file in state.calls.values():
            if file.external and file.call.open:
                _count_call(live, file)
        live[ALL].statuses = _statuses(state, self._operators)
        for group in groups:
            members = [member for member in self._groups[group].members if member in self._operators]
            live[group_scope(group)].statuses = _statuses(state, members)
        return live


def trunk_row(trunk: str, name: str, state: LiveState) -> TrunkRow:
    """A trunk's line; one that the switch has told nothing of is `unknown`."""
    live = state.trunks.get(trunk) or TrunkLive()
    return TrunkRow(id=trunk, name=name, state=live.state, since=live.since, reason=live.reason, calls=live.calls)


def _clocks(span: StatusSpan | None, since: int | None, day: int, counters: Counters) -> dict[str, int]:
    clocks = {} if since is None else {"elapsed": since}
    if span is not None:
        item = "total_work" if is_work(span.status) else _TICKING.get(span.status)
        if item is not None:
            # The cell has whole seconds. What they leave out is put before, so that the sum is truncated but once.
            n = evaluate(METRICS[item], derive(counters, Profile.MANUAL)).n
            clocks[item] = max(span.begin, day) - n % 1000
    return clocks


def _count_call(live: dict[str, _Now], file: CallFile) -> None:
    if file.connected:
        live[ALL].talk(file.call.direction)
        open_groups = {file.segment_group(segment) for segment in file.segments.values() if segment.open}
        for group in open_groups:
            if group is not None and (now := live.get(group_scope(group))) is not None:
                now.talk(file.call.direction)
        return
    waiting: list[Visit] = [visit for visit in file.visits.values() if visit.open]
    if waiting:
        live[ALL].wait(min(visit.begin for visit in waiting))
    for visit in waiting:
        if (now := live.get(group_scope(visit.group))) is not None:
            now.wait(visit.begin)


def _statuses(state: LiveState, operators: Collection[str]) -> dict[str, int]:
    """How many of these operators are logged in, and in which of the statuses that the board counts."""
    known = (state.operators.get(operator) for operator in operators)
    statuses = Counter(each.span.status for each in known if each is not None and each.span is not None)
    counts: dict[str, int] = {"logged_in": statuses.total()}
    for status, number in statuses.items():
        item = "work" if is_work(status) else _STATUS_ITEMS.get(status)
        if item is not None:
            counts[item] = counts.get(item, 0) + number
    return counts
