"""Consultations, transfers, parked calls and conferences out of the log. All but transfers are live state only: what
they come to is in the offers, visits, holds and segments of their call, which are facts."""

from collections.abc import Callable
from typing import Any, Final

from api.statistics import fold_dials
from api.statistics.counters import PARKED
from api.statistics.facts import CallFile, Consult, Parked
from api.statistics.state import FailedDial
from api.statistics.step import Step
from sip.contract.enums import ConsultOutcome
from sip.contract.events import (
    AnyEvent,
    CallParked,
    CallTransferred,
    CallUnparked,
    ConferenceBegan,
    ConferenceEnded,
    ConsultAnswered,
    ConsultBegan,
    ConsultEnded,
)


def _consult_began(step: Step, event: ConsultBegan) -> None:
    file = step.state.calls.get(event.call)
    if file is None:
        return
    file.consults[event.consult] = Consult(
        consult=event.consult,
        operator=event.operator,
        to_number=event.to_number,
        group=event.group,
        begin=step.at,
    )
    step.state.parts[event.consult] = event.call
    fold_dials.forget(step, event.operator)
    step.touch(event.operator)


def _consult_answered(step: Step, event: ConsultAnswered) -> None:
    file = step.file_of(event.consult)
    if file is not None and (consult := file.consults.get(event.consult)) is not None:
        consult.answered, consult.target = step.at, event.operator
        _touch(step, consult)


def _consult_ended(step: Step, event: ConsultEnded) -> None:
    file = step.file_of(event.consult)
    step.state.parts.pop(event.consult, None)
    if file is not None and (consult := file.consults.pop(event.consult, None)) is not None:
        _touch(step, consult)
        if event.outcome is ConsultOutcome.JOINED and not consult.target:
            file.joined = consult.to_number
        if event.outcome is ConsultOutcome.COMPLETED:
            _handed_on(step, file, consult.operator, consult.to_number, consult.group)
        if event.cause is not None and consult.answered is None and not consult.group:
            step.state.operator(consult.operator).failed = FailedDial(
                at=step.at,
                number=consult.to_number,
                internal=event.internal,
                cause=event.cause,
                sip_status=event.sip_status,
            )


def _transferred(step: Step, event: CallTransferred) -> None:
    file = step.state.calls.get(event.call)
    if file is not None:
        _handed_on(step, file, event.operator, event.to_number, event.group)


def _handed_on(step: Step, file: CallFile, operator: str, number: str, group: str) -> None:
    """The segment in which `operator` hands the other party on, which ends next."""
    for segment in file.segments.values():
        if segment.open and segment.operator == operator:
            segment.transferred_to, segment.transferred_group = number, group
            step.changed(segment)


def _touch(step: Step, consult: Consult) -> None:
    step.touch(consult.operator)
    if consult.target:
        step.touch(consult.target)


def _parked(step: Step, event: CallParked) -> None:
    file = step.state.calls.get(event.call)
    if file is not None:
        file.parked = Parked(slot=event.slot, operator=event.operator, begin=step.at)
        step.touched.add(PARKED)


def _unparked(step: Step, event: CallUnparked) -> None:
    file = step.state.calls.get(event.call)
    if file is not None:
        file.parked = None
        step.touched.add(PARKED)


def _conference(step: Step, event: ConferenceBegan | ConferenceEnded) -> None:
    file = step.state.calls.get(event.call)
    if file is not None:
        file.conference = isinstance(event, ConferenceBegan)
        if isinstance(event, ConferenceEnded):
            if event.first_left:
                file.instead = file.joined
            file.joined, file.regrouped = "", True
        for segment in file.segments.values():
            step.touch(segment.operator)


def forget(step: Step, file: CallFile) -> None:
    """The switch died: nothing of this is left."""
    for consult in file.consults.values():
        step.state.parts.pop(consult.consult, None)
        _touch(step, consult)
    file.consults.clear()
    file.parked, file.conference, file.joined, file.instead, file.regrouped = None, False, "", "", False
    step.touched.add(PARKED)


HANDLERS: Final[dict[type[AnyEvent], Callable[[Step, Any], None]]] = {
    ConsultBegan: _consult_began,
    ConsultAnswered: _consult_answered,
    ConsultEnded: _consult_ended,
    CallTransferred: _transferred,
    CallParked: _parked,
    CallUnparked: _unparked,
    ConferenceBegan: _conference,
    ConferenceEnded: _conference,
}
