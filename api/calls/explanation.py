"""`GET /api/calls/{call}/explanation`: a call as a line of time, and what each stretch of it is counted in (F7.9)."""

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Protocol

from litestar import Controller, get
from litestar.di import NamedDependency
from litestar.params import PathParameter, SkipValidation
from msgspec import Struct

from api.access import Permission, needs
from api.calls.schemas import CallDetail
from api.calls.service import detail, leg
from api.db import facts
from api.db.engine import Database
from api.moments import moment
from api.problems import Problem
from api.statistics.counters import ALL, Counters, operator_of
from api.statistics.explanation import feeds, uses
from api.statistics.facts import Call, CallFile, Span
from api.statistics.metric import Text
from api.statistics.names import Names
from api.statistics.profile import Profile
from api.statistics.rollup import Key, Memberships
from api.statistics.timeline import Calendar


class FeedScope(StrEnum):
    """Whose figures a counter is of."""

    ALL = "all"
    GROUP = "group"
    OPERATOR = "operator"


class Feed(Struct, frozen=True, kw_only=True):
    """What a stretch gives to a counter of `hour` (its begin). `id` "": 全体, or その他 of a group. Times in ms."""

    scope: FeedScope
    id: str
    name: str
    hour: datetime
    counter: str
    amount: int


class Stretch(Struct, frozen=True, kw_only=True):
    """The call itself (`kind` `call`) or a part of it as in `CallLeg`. `offset_ms`: after the call's begin;
    `duration_ms` null: it still lasts."""

    id: str
    kind: str
    began_at: datetime
    ended_at: datetime | None
    offset_ms: int
    duration_ms: int | None
    operator: str
    operator_name: str
    extension: str
    group: str
    group_name: str
    outcome: str
    reason: str
    transferred_to: str
    transferred_group_name: str
    feeds: list[Feed]


class ItemUse(Struct, frozen=True, kw_only=True):
    """An item that counts a counter, above or below the line; `less`: it is taken off; `profiles`: by which of them."""

    item: str
    label: Text
    numerator: bool
    less: bool
    profiles: list[Profile]


class CounterUse(Struct, frozen=True, kw_only=True):
    """The items of groups (全体 too) or of operators that a counter goes into."""

    counter: str
    scope: FeedScope
    items: list[ItemUse]


class CallExplanation(Struct, frozen=True, kw_only=True):
    """A call explained. `pending`: 未確定, it is not over, and what it is counted in may still change. An internal call
    is counted nowhere. `counters`: of every counter that is fed."""

    call: CallDetail
    time_zone: str
    pending: bool
    stretches: list[Stretch]
    counters: list[CounterUse]


class Booking(Protocol):
    """How figures are booked: `api.events.intake.Intake`."""

    calendar: Calendar
    members: Memberships


class Explanations:
    """Explains the calls of one database."""

    def __init__(self, db: Database, booking: Booking, names: Callable[[], Names]) -> None:
        self._db = db
        self._booking = booking
        self._names = names

    async def call(self, call: str) -> CallExplanation | None:
        """One call, or None."""
        file = await facts.file(self._db, call)
        return None if file is None else explained(file, self._booking, self._names())


def explained(file: CallFile, booking: Booking, names: Names) -> CallExplanation:
    """A call with what its stretches are counted in."""
    fed = {id(part): found for part, found in feeds(file, booking.calendar, booking.members)}
    parts = sorted(file.parts(), key=lambda part: part.since)
    stretches = [_stretch(part, file, names, fed.get(id(part), {})) for part in parts]
    counters = dict.fromkeys(
        (feed.counter, FeedScope.OPERATOR if feed.scope is FeedScope.OPERATOR else FeedScope.GROUP)
        for stretch in stretches
        for feed in stretch.feeds
    )
    return CallExplanation(
        call=detail(file, names),
        time_zone=booking.calendar.zone,
        pending=not file.final,
        stretches=stretches,
        counters=[_uses(counter, scope) for counter, scope in counters],
    )


def _stretch(part: Span, file: CallFile, names: Names, fed: dict[Key, Counters]) -> Stretch:
    told = None if isinstance(part, Call) else leg(part, file, names)
    call = file.call
    return Stretch(
        id=call.call if told is None else told.id,
        kind="call" if told is None else told.kind.value,
        began_at=moment(part.begin),
        ended_at=None if part.end is None else moment(part.end),
        offset_ms=part.since - call.since,
        duration_ms=part.duration,
        operator=call.operator if told is None else told.operator,
        operator_name=names.user(call.operator) if told is None else told.operator_name,
        extension=call.extension if told is None else told.extension,
        group=call.group if told is None else told.group,
        group_name=names.group(call.group) if told is None else told.group_name,
        outcome="" if told is None else told.outcome,
        reason="" if told is None else told.reason,
        transferred_to="" if told is None else told.transferred_to,
        transferred_group_name="" if told is None else told.transferred_group_name,
        feeds=[feed for key, counters in fed.items() for feed in _feeds(key, counters, names)],
    )


def _feeds(key: Key, counters: Counters, names: Names) -> list[Feed]:
    operator = operator_of(key.scope)
    if operator is not None:
        scope, ident, name = FeedScope.OPERATOR, operator, names.user(operator)
    elif key.scope == ALL:
        scope, ident, name = FeedScope.ALL, "", ""
    else:
        ident = key.scope.removeprefix("group:")
        scope, name = FeedScope.GROUP, names.group(ident)
    return [
        Feed(scope=scope, id=ident, name=name, hour=moment(key.slot), counter=counter, amount=amount)
        for counter, amount in counters.items()
    ]


def _uses(counter: str, scope: FeedScope) -> CounterUse:
    found = uses(counter, of_operator=scope is FeedScope.OPERATOR)
    return CounterUse(
        counter=counter,
        scope=scope,
        items=[
            ItemUse(
                item=use.metric.id,
                label=use.metric.label,
                numerator=use.above,
                less=use.less,
                profiles=list(use.profiles),
            )
            for use in found
        ],
    )


ExplanationsPart = NamedDependency[SkipValidation[Explanations]]


class ExplanationController(Controller):
    """この通話を説明."""

    tags = ("history",)
    opt = needs(Permission.HISTORY)

    @get("/{call:str}/explanation", operation_id="explain_call", summary="What a call is counted in (F7.9)")
    async def explain(
        self,
        explanations: ExplanationsPart,
        call: Annotated[str, PathParameter(description="Id of the call.", max_length=64)],
    ) -> CallExplanation:
        """Its stretches in the order in which they began, each with the counters that it gives to."""
        found = await explanations.call(call)
        if found is None:
            raise Problem("not_found")
        return found
