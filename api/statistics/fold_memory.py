"""What the switch's distribution chooses by, out of the log (`memory`). Its handlers come after those of the facts."""

from collections.abc import Callable
from typing import Any, Final

from api.statistics.memory import OperatorMemory
from api.statistics.state import LiveState
from api.statistics.step import Step
from sip.contract.enums import Direction, OfferKind, Status, StatusId, VisitOutcome
from sip.contract.events import (
    AcwBegan,
    AcwEnded,
    AnyEvent,
    ConsultAnswered,
    ConsultEnded,
    LoggedIn,
    LoggedOut,
    OfferBegan,
    SegmentBegan,
    SegmentEnded,
    StatusChanged,
    VisitEnded,
)


def switch_died(state: LiveState, switch: str, elapsed: int) -> None:
    """Nothing goes on any more: who was busy is idle since `elapsed`, the last sign of life."""
    memory = state.memory
    for file in state.calls.values():
        if file.call.switch == switch:
            busy = {segment.operator for segment in file.segments.values() if segment.open}
            for operator in busy | {consult.target for consult in file.consults.values() if consult.target}:
                memory.operator(operator).idle = elapsed
    for one in memory.operators.values():
        _rebase(one, elapsed, one.chosen, work=False)
        one.group = ""


def _rebase(one: OperatorMemory, elapsed: int, chosen: StatusId, *, work: bool) -> None:
    before = one.available
    one.chosen, one.work = chosen, work
    if one.available and not before:
        one.idle = elapsed


def _logged_in(step: Step, event: LoggedIn) -> None:
    one = step.state.memory.operator(event.operator)
    one.chosen, one.work, one.idle = Status.PREPARING, False, step.elapsed


def _logged_out(step: Step, event: LoggedOut) -> None:
    one = step.state.memory.operator(event.operator)
    if not one.work:  # else their `AcwEnded` follows, which ends the handling, too
        one.group = ""


def _status_changed(step: Step, event: StatusChanged) -> None:
    one = step.state.memory.operator(event.operator)
    _rebase(one, step.elapsed, event.chosen, work=one.work)


def _offer_began(step: Step, event: OfferBegan) -> None:
    file = step.state.calls.get(event.call)
    visit = None if file is None else file.visits.get(event.visit)
    if file is None or visit is None or event.kind is not OfferKind.VISIT:
        return
    # With others rung beside, it is nobody's turn: all are rung, or a colleague picks the call up.
    if not any(offer.open and offer.offer != event.offer for offer in file.offers.values()):
        step.state.memory.group(visit.group).note_turn(event.operator)


def _visit_ended(step: Step, event: VisitEnded) -> None:
    file = step.file_of(event.visit)
    if file is not None and event.outcome is VisitOutcome.ANSWERED:
        one = step.state.memory.operator(event.operator)
        one.group, one.since = file.visits[event.visit].group, step.elapsed


def _segment_began(step: Step, event: SegmentBegan) -> None:
    if event.direction is not Direction.INTERNAL:
        one, day = step.state.memory.operator(event.operator), step.calendar.day(step.at)
        one.calls = one.calls + 1 if one.day == day else 1
        one.day = day


def _segment_ended(step: Step, event: SegmentEnded) -> None:
    file = step.file_of(event.segment)
    if file is not None:
        step.state.memory.operator(file.segments[event.segment].operator).idle = step.elapsed


def _consult_answered(step: Step, event: ConsultAnswered) -> None:
    if event.operator and step.file_of(event.consult) is not None:
        step.state.memory.asked[event.consult] = event.operator


def _consult_ended(step: Step, event: ConsultEnded) -> None:
    asked = step.state.memory.asked.pop(event.consult, "")
    if asked:
        step.state.memory.operator(asked).idle = step.elapsed


def _acw_began(step: Step, event: AcwBegan) -> None:
    one = step.state.memory.operator(event.operator)
    _rebase(one, step.elapsed, one.chosen, work=True)


def _acw_ended(step: Step, event: AcwEnded) -> None:
    file = step.file_of(event.segment)
    if file is None:
        return
    memory = step.state.memory
    one = memory.operator(file.segments[event.segment].operator)
    _rebase(one, step.elapsed, one.chosen, work=False)
    if one.group:
        memory.group(one.group).note_handling(step.elapsed - one.since)
        one.group = ""


HANDLERS: Final[dict[type[AnyEvent], Callable[[Step, Any], None]]] = {
    LoggedIn: _logged_in,
    LoggedOut: _logged_out,
    StatusChanged: _status_changed,
    OfferBegan: _offer_began,
    VisitEnded: _visit_ended,
    SegmentBegan: _segment_began,
    SegmentEnded: _segment_ended,
    ConsultAnswered: _consult_answered,
    ConsultEnded: _consult_ended,
    AcwBegan: _acw_began,
    AcwEnded: _acw_ended,
}
