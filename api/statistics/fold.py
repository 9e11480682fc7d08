"""The one fold: the switch's log in, facts and live state out. Boards and reports rest on nothing else.

`Fold.apply` is idempotent by `seq` and never fails on a log that lacks a beginning: what it does not know it leaves
out. The state it keeps (`LiveState`) can be stored with `Fold.dump` and taken up again with `Fold.load`.
"""

from collections.abc import Callable
from typing import Any, Final, TypeAlias

import msgspec

from api.statistics import fold_calls, fold_dials, fold_handover, fold_memory, fold_operators, fold_supervision
from api.statistics.counters import ALL, Booking, book_call, group_scope, operator_scope
from api.statistics.facts import CallFile, FactChange
from api.statistics.ledger import Hours
from api.statistics.memory import past_of
from api.statistics.state import Ended, LiveState
from api.statistics.step import Step
from api.statistics.timeline import Calendar, Timeline
from sip.contract.events import AnyEvent, Logged, SwitchStarted

LINGER_MS: Final = 60_000
"""How long a call that is over is kept: its last events follow at once, but perhaps in a later batch."""

_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(LiveState)
_Handler: TypeAlias = Callable[[Step, Any], None]
_FACTS: Final[dict[type[AnyEvent], _Handler]] = {
    **fold_calls.HANDLERS,
    **fold_dials.HANDLERS,
    **fold_handover.HANDLERS,
    **fold_operators.HANDLERS,
    **fold_supervision.HANDLERS,
}
_HANDLERS: Final[dict[type[AnyEvent], tuple[_Handler, ...]]] = {
    event: tuple(table[event] for table in (_FACTS, fold_memory.HANDLERS) if event in table)
    for event in (*_FACTS, *fold_memory.HANDLERS)
}
"""Those of the facts go before those of the switch's memory."""


class Gap(ValueError):
    """An event came whose predecessor is missing; nothing was applied."""


class Fold:
    """Keeps `state` up to date. `touched` collects the scopes whose figures or rows may have changed since the last
    `flush`; whoever shows them takes them from there."""

    def __init__(self, calendar: Calendar, state: LiveState | None = None) -> None:
        self.calendar = calendar
        self.state = state if state is not None else LiveState()
        self._dirty: set[str] = set()
        self._touched: set[str] = set()
        self._booked: dict[str, Booking] = {call: book_call(file) for call, file in self.state.calls.items()}

    def apply(self, logged: Logged, switch: str = "") -> list[FactChange]:
        """Take one event; gives the facts that it made or changed, whole. An event that was taken before gives nothing.
        Raises `Gap`."""
        timeline = self.state.timelines.get(switch)
        if timeline is None:
            timeline = self.state.timelines[switch] = Timeline()
        if logged.seq <= timeline.seq:
            return []
        if timeline.seq and logged.seq != timeline.seq + 1:
            raise Gap(f"event {logged.seq} of switch {switch!r} came after {timeline.seq}")
        changes: dict[int, FactChange] = {}
        if isinstance(logged.event, SwitchStarted) and timeline.seq:
            # What was open ended before this event; so it is closed on the timeline as it was until now.
            alive = timeline.elapsed + timeline.after(logged.event.alive_at, logged.event.alive_mono)
            fold_memory.switch_died(self.state, switch, alive)
            self._step(switch, logged, timeline, changes, (fold_calls.switch_died,))
            timeline.advance(logged, alive)
        else:
            timeline.advance(logged)
        self.state.position += 1
        self.state.at = logged.at
        if isinstance(logged.event, SwitchStarted):
            self.state.past = past_of(self.state.memory, logged.at, timeline.elapsed)
        if handlers := _HANDLERS.get(type(logged.event)):
            self._step(switch, logged, timeline, changes, handlers)
        return list(changes.values())

    def _step(
        self,
        switch: str,
        logged: Logged,
        timeline: Timeline,
        changes: dict[int, FactChange],
        handlers: tuple[_Handler, ...],
    ) -> None:
        step = Step(self.state, self.calendar, switch, logged, timeline, changes, self._dirty, self._touched)
        for handler in handlers:
            handler(step, logged.event)

    def flush(self) -> set[str]:
        """Bring the ledger up to date; gives the scopes (`counters.ALL`, `group_scope`, `operator_scope`) touched since
        the last time. Figures of the ledger hold only after it."""
        for call in self._dirty:
            file = self.state.calls[call]
            self._rebook(call, file)
            self._touched |= _scopes(file)
            if file.final:
                elapsed = self.state.timelines[file.call.switch].elapsed
                self.state.ended.append(Ended(call, file.call.switch, elapsed))
        self._dirty.clear()
        self._forget()
        touched, self._touched = self._touched, set()
        return touched

    def _rebook(self, call: str, file: CallFile) -> None:
        ledger = self.state.ledger
        if old := self._booked.get(call):
            ledger.book(old, self.calendar, -1)
        self._booked[call] = new = book_call(file)
        ledger.book(new, self.calendar)

    def _forget(self) -> None:
        state, kept = self.state, []
        for ended in state.ended:
            file = state.calls.get(ended.call)
            if file is None or not file.final:
                continue
            if state.timelines[ended.switch].elapsed - ended.elapsed < LINGER_MS:
                kept.append(ended)
                continue
            del state.calls[ended.call]
            self._booked.pop(ended.call, None)
            for part in (*file.visits, *file.offers, *file.segments, *file.holds):
                state.parts.pop(part, None)
        state.ended = kept

    def forget_before(self, begin: int) -> None:
        """Drop figures of hours before `begin` (wall ms)."""
        self.state.ledger.forget_before(begin)

    def settle(self) -> Hours:
        """Take what the hours that are over have been worth since this was called last: for the rollups. The hour of
        the last event stays."""
        touched = self.flush()
        self._touched |= touched
        return self.state.ledger.settle(self.calendar.hour(self.state.at))

    def dump(self) -> bytes:
        """The state, to be taken up again by `load`."""
        touched = self.flush()
        self._touched |= touched
        return _encoder.encode(self.state)

    @classmethod
    def load(cls, calendar: Calendar, data: bytes) -> "Fold":
        """Take up a dumped state. Raises `msgspec.MsgspecError` if it is of another version."""
        return cls(calendar, _decoder.decode(data))


def _scopes(file: CallFile) -> set[str]:
    scopes = {ALL, group_scope(file.call.group)}
    scopes |= {group_scope(visit.group) for visit in file.visits.values()}
    scopes |= {group_scope(segment.group) for segment in file.segments.values()}
    scopes |= {operator_scope(offer.operator) for offer in file.offers.values()}
    scopes |= {operator_scope(segment.operator) for segment in file.segments.values()}
    if file.call.operator:
        scopes.add(operator_scope(file.call.operator))
    return scopes
