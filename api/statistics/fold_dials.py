"""Dialled calls that came to nothing, out of the log: refusals as facts, and for whoever dialled why it was so."""

from collections.abc import Callable
from typing import Any, Final

from api.statistics.facts import Call, DialRefusal
from api.statistics.state import FailedDial
from api.statistics.step import Step
from sip.contract.enums import Cause, Direction, Refusal
from sip.contract.events import AnyEvent, DialRefused

_GIVEN_UP: Final = (Cause.NORMAL, Cause.CANCELLED)


def note_end(step: Step, call: Call) -> None:
    """A call is over: whether its dialling side was left without an answer."""
    if call.direction == Direction.INBOUND or not call.operator or call.answered is not None:
        return
    if call.cause not in _GIVEN_UP:
        step.state.operator(call.operator).failed = FailedDial(
            at=step.at,
            number=call.to_number,
            internal=call.direction == Direction.INTERNAL,
            cause=call.cause,
            sip_status=call.sip_status,
            rang=call.ringing is not None,
        )


def forget(step: Step, operator: str) -> None:
    """The operator has another call, or has left: nobody asks any more."""
    state = step.state.operators.get(operator)
    if state is not None and state.failed is not None:
        state.failed = None
        step.touch(operator)


def _refused(step: Step, event: DialRefused) -> None:
    refusal = DialRefusal(
        begin=step.at,
        since=step.elapsed,
        refusal=step.key,
        operator=event.operator,
        extension=event.extension,
        number=event.number,
        reason=event.reason,
    )
    refusal.close(step.at, step.elapsed)
    step.changed(refusal)
    # In a call whoever asks is told at once, and once.
    if not event.operator or event.reason is Refusal.BUSY or _talks(step, event.operator):
        return
    step.state.operator(event.operator).failed = FailedDial(at=step.at, number=event.number, refusal=event.reason)
    step.touch(event.operator)


def _talks(step: Step, operator: str) -> bool:
    files = step.state.calls.values()
    return any(part.operator == operator and part.open for file in files for part in file.segments.values())


HANDLERS: Final[dict[type[AnyEvent], Callable[[Step, Any], None]]] = {DialRefused: _refused}
