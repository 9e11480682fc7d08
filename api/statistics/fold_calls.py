"""Calls, visits, offers, segments, holds and ACW out of the log."""

from collections.abc import Callable
from typing import Any, Final, TypeVar

from api.statistics import fold_dials, fold_supervision
from api.statistics.counters import trunk_scope
from api.statistics.facts import Acw, Call, CallFile, Hold, Offer, Segment, Span, Visit
from api.statistics.fold_handover import forget
from api.statistics.step import Step
from sip.contract.enums import Cause, Direction, OfferOutcome, Side, TrunkState, VisitOutcome
from sip.contract.events import (
    AcwBegan,
    AcwEnded,
    AnyEvent,
    CallAnswered,
    CallDiverted,
    CallEnded,
    CallRinging,
    CallStarted,
    HoldBegan,
    HoldEnded,
    OfferBegan,
    OfferEnded,
    SegmentBegan,
    SegmentEnded,
    SwitchStarted,
    VisitBegan,
    VisitEnded,
)


def _call_started(step: Step, event: CallStarted) -> None:
    call = Call(
        begin=step.at,
        since=step.elapsed,
        call=event.call,
        switch=step.switch,
        direction=event.direction,
        from_number=event.from_number,
        from_name=event.from_name,
        caller_id=event.caller_id,
        to_number=event.to_number,
        trunk=event.trunk,
        operator=event.operator,
        extension=event.extension,
        group=event.group,
    )
    step.state.calls[event.call] = CallFile(call=call)
    if _dials(call):
        step.state.operator(call.operator).busy.begin(call.call, step.elapsed)
    fold_dials.forget(step, call.operator)
    step.changed(call)


def _dials(call: Call) -> bool:
    return call.direction == Direction.OUTBOUND and call.operator != ""


def _call_ringing(step: Step, event: CallRinging) -> None:
    file = step.state.calls.get(event.call)
    if file is not None and file.call.open and file.call.ringing is None:
        file.call.ringing = step.at
        step.changed(file.call)


def _call_answered(step: Step, event: CallAnswered) -> None:
    file = step.state.calls.get(event.call)
    if file is None or not file.call.open or file.call.answered is not None:
        return
    file.call.answered = step.at
    _dial_over(step, file.call, step.elapsed)
    step.changed(file.call)


def _dial_over(step: Step, call: Call, elapsed: int) -> None:
    """The dialling side rings no more: the far end answered or the call ended."""
    if call.direction == Direction.INBOUND or call.ring is not None:
        return
    call.ring = max(elapsed - call.since, 0)
    if _dials(call):
        call.busy = step.state.operator(call.operator).busy.finish(call.call, elapsed)


def _call_diverted(step: Step, event: CallDiverted) -> None:
    file = step.state.calls.get(event.call)
    if file is not None and file.call.open:
        file.call.diverted, file.call.group = event.kind, event.group
        step.changed(file.call)


def _call_ended(step: Step, event: CallEnded) -> None:
    file = step.state.calls.get(event.call)
    if file is not None and file.call.open:
        _end_call(step, file.call, event, step.at, step.elapsed)


def _end_call(step: Step, call: Call, event: CallEnded, at: int, elapsed: int, *, estimated: bool = False) -> None:
    _dial_over(step, call, elapsed)
    call.close(at, elapsed, estimated=estimated)
    call.cause, call.by, call.sip_status = event.cause, event.by, event.sip_status
    fold_dials.note_end(step, call)
    step.changed(call)


def _visit_began(step: Step, event: VisitBegan) -> None:
    file = step.state.calls.get(event.call)
    if file is None:
        return
    visit = file.visits[event.visit] = Visit(
        begin=step.at,
        since=step.elapsed,
        visit=event.visit,
        call=event.call,
        group=event.group,
        entry=event.entry,
        target_s=event.target_s,
    )
    step.state.parts[event.visit] = event.call
    step.changed(visit)


def _visit_ended(step: Step, event: VisitEnded) -> None:
    file = step.file_of(event.visit)
    if file is None or not (visit := file.visits[event.visit]).open:
        return
    visit.outcome, visit.operator, visit.reason = event.outcome, event.operator, event.reason
    visit.close(step.at, step.elapsed)
    step.changed(visit)


def _offer_began(step: Step, event: OfferBegan) -> None:
    file = step.state.calls.get(event.call)
    if file is None:
        return
    offer = file.offers[event.offer] = Offer(
        begin=step.at,
        since=step.elapsed,
        offer=event.offer,
        call=event.call,
        operator=event.operator,
        extension=event.extension,
        kind=event.kind,
        visit=event.visit,
    )
    step.state.parts[event.offer] = event.call
    if file.external:
        step.state.operator(event.operator).busy.begin(event.offer, step.elapsed)
    fold_dials.forget(step, event.operator)
    step.changed(offer)


def _offer_ended(step: Step, event: OfferEnded) -> None:
    file = step.file_of(event.offer)
    if file is not None and file.offers[event.offer].open:
        _end_offer(step, file.offers[event.offer], event.outcome, step.at, step.elapsed)


def _end_offer(
    step: Step, offer: Offer, outcome: OfferOutcome, at: int, elapsed: int, *, estimated: bool = False
) -> None:
    offer.outcome = outcome
    offer.close(at, elapsed, estimated=estimated)
    offer.busy = step.state.operator(offer.operator).busy.finish(offer.offer, elapsed)
    step.changed(offer)


def _segment_began(step: Step, event: SegmentBegan) -> None:
    file = step.state.calls.get(event.call)
    if file is None:
        return
    own = [offer.offer for offer in file.offers.values() if offer.operator == event.operator]
    segment = file.segments[event.segment] = Segment(
        begin=step.at,
        since=step.elapsed,
        segment=event.segment,
        call=event.call,
        operator=event.operator,
        extension=event.extension,
        direction=event.direction,
        visit=event.visit,
        group=event.group,
        offer=own[-1] if own else "",
    )
    step.state.parts[event.segment] = event.call
    if file.external:
        step.state.operator(event.operator).busy.begin(event.segment, step.elapsed)
    fold_dials.forget(step, event.operator)
    step.changed(segment)


def _segment_ended(step: Step, event: SegmentEnded) -> None:
    file = step.file_of(event.segment)
    if file is not None and file.segments[event.segment].open:
        _end_segment(step, file.segments[event.segment], step.at, step.elapsed)


def _end_segment(step: Step, segment: Segment, at: int, elapsed: int, *, estimated: bool = False) -> None:
    segment.close(at, elapsed, estimated=estimated)
    segment.busy = step.state.operator(segment.operator).busy.finish(segment.segment, elapsed)
    step.changed(segment)


def _hold_began(step: Step, event: HoldBegan) -> None:
    file = step.file_of(event.segment)
    if file is None:
        return
    hold = file.holds[event.hold] = Hold(
        begin=step.at,
        since=step.elapsed,
        hold=event.hold,
        segment=event.segment,
        call=file.call.call,
        operator=event.operator,
    )
    step.state.parts[event.hold] = file.call.call
    step.changed(hold)


def _hold_ended(step: Step, event: HoldEnded) -> None:
    file = step.file_of(event.hold)
    if file is not None and (hold := file.holds[event.hold]).open:
        hold.close(step.at, step.elapsed)
        step.changed(hold)


def _acw_began(step: Step, event: AcwBegan) -> None:
    file = step.file_of(event.segment)
    if file is None or event.segment in file.acws:
        return
    acw = file.acws[event.segment] = Acw(
        begin=step.at,
        since=step.elapsed,
        segment=event.segment,
        call=file.call.call,
        operator=event.operator,
    )
    operator = step.state.operator(event.operator)
    operator.acws[event.segment] = file.call.call
    operator.busy.begin(f"acw:{event.segment}", step.elapsed)
    step.changed(acw)


def _acw_ended(step: Step, event: AcwEnded) -> None:
    file = step.file_of(event.segment)
    if file is not None and event.segment in file.acws and (acw := file.acws[event.segment]).open:
        end_acw(step, acw, step.at, step.elapsed)


def end_acw(step: Step, acw: Acw, at: int, elapsed: int, *, estimated: bool = False) -> None:
    """Close an ACW and give its operator the time."""
    acw.close(at, elapsed, estimated=estimated)
    operator = step.state.operator(acw.operator)
    operator.acws.pop(acw.segment, None)
    acw.busy = operator.busy.finish(f"acw:{acw.segment}", elapsed)
    step.changed(acw)


def switch_died(step: Step, event: SwitchStarted) -> None:
    """Close what the log still shows open at the moment at which the switch was last known to be alive, as estimated.
    Logins and status spans go on: the operators are still there (and are given back to the new switch)."""
    alive_elapsed = step.elapsed + step.timeline.after(event.alive_at, event.alive_mono)
    at = max(event.alive_at, step.timeline.at)
    for file in list(step.state.calls.values()):
        if file.call.switch == step.switch and not file.final:
            _close_file(step, file, at, alive_elapsed)
    fold_supervision.close_all(step, at, alive_elapsed)
    for operator, state in step.state.operators.items():
        if state.phone or state.alert:
            state.phone = state.alert = False
            step.touch(operator)
    step.state.devices.clear()
    for name, trunk in step.state.trunks.items():
        step.touched.add(trunk_scope(name))
        trunk.state, trunk.since, trunk.reason, trunk.calls = TrunkState.UNKNOWN, step.at, "", 0


def _close_file(step: Step, file: CallFile, at: int, elapsed: int) -> None:
    _close_talk(step, file, at, elapsed)
    forget(step, file)
    for offer in _open(file.offers):
        _end_offer(step, offer, OfferOutcome.CALLER_LEFT, at, elapsed, estimated=True)
    for visit in _open(file.visits):
        # The caller did not leave and nobody answered: the system let it go.
        visit.outcome, visit.reason = VisitOutcome.OVERFLOWED, Cause.SWITCH_FAILURE.value
        visit.close(at, elapsed, estimated=True)
        step.changed(visit)
    if file.call.open:
        ended = CallEnded(call=file.call.call, cause=Cause.SWITCH_FAILURE, by=Side.SYSTEM)
        _end_call(step, file.call, ended, at, elapsed, estimated=True)


def _close_talk(step: Step, file: CallFile, at: int, elapsed: int) -> None:
    for hold in _open(file.holds):
        hold.close(at, elapsed, estimated=True)
        step.changed(hold)
    for segment in _open(file.segments):
        _end_segment(step, segment, at, elapsed, estimated=True)
    for acw in _open(file.acws):
        end_acw(step, acw, at, elapsed, estimated=True)


_Part = TypeVar("_Part", bound=Span)


def _open(parts: dict[str, _Part]) -> list[_Part]:
    return [part for part in parts.values() if part.open]


HANDLERS: Final[dict[type[AnyEvent], Callable[[Step, Any], None]]] = {
    CallStarted: _call_started,
    CallRinging: _call_ringing,
    CallAnswered: _call_answered,
    CallEnded: _call_ended,
    CallDiverted: _call_diverted,
    VisitBegan: _visit_began,
    VisitEnded: _visit_ended,
    OfferBegan: _offer_began,
    OfferEnded: _offer_ended,
    SegmentBegan: _segment_began,
    SegmentEnded: _segment_ended,
    HoldBegan: _hold_began,
    HoldEnded: _hold_ended,
    AcwBegan: _acw_began,
    AcwEnded: _acw_ended,
}
