"""Supervisors in calls (F4): who is in whose call now, and since when and how they were. No metric knows of it."""

from collections.abc import Callable
from typing import Any, Final

from api.statistics.facts import Supervision
from api.statistics.step import Step
from sip.contract.enums import SupervisionEnding, SupervisionMode
from sip.contract.events import AnyEvent, SupervisionBegan, SupervisionChanged, SupervisionEnded


def _began(step: Step, event: SupervisionBegan) -> None:
    _open(step, event.supervision, event.supervisor, event.operator, event.call, event.mode)


def _changed(step: Step, event: SupervisionChanged) -> None:
    before = step.state.supervisions.get(event.supervision)
    if before is not None:
        before.close(step.at, step.elapsed)
        step.changed(before)
        _open(step, before.supervision, before.supervisor, event.operator, before.about, event.mode)


def _ended(step: Step, event: SupervisionEnded) -> None:
    before = step.state.supervisions.pop(event.supervision, None)
    if before is not None:
        _close(step, before, event.reason, step.at, step.elapsed)


def close_all(step: Step, at: int, elapsed: int) -> None:
    """The switch has died: nobody supervises any more."""
    for before in [each for each in step.state.supervisions.values() if each.switch == step.switch]:
        del step.state.supervisions[before.supervision]
        _close(step, before, SupervisionEnding.CALL_ENDED, at, elapsed, estimated=True)


def _open(step: Step, supervision: str, supervisor: str, operator: str, about: str, mode: SupervisionMode) -> None:
    begun = step.state.supervisions[supervision] = Supervision(
        begin=step.at,
        since=step.elapsed,
        span=step.key,
        supervision=supervision,
        switch=step.switch,
        supervisor=supervisor,
        operator=operator,
        about=about,
        mode=mode,
    )
    step.changed(begun)
    step.touch(supervisor)


def _close(
    step: Step, before: Supervision, reason: SupervisionEnding, at: int, elapsed: int, *, estimated: bool = False
) -> None:
    before.close(at, elapsed, estimated=estimated)
    before.reason = reason
    step.changed(before)
    step.touch(before.supervisor)


HANDLERS: Final[dict[type[AnyEvent], Callable[[Step, Any], None]]] = {
    SupervisionBegan: _began,
    SupervisionChanged: _changed,
    SupervisionEnded: _ended,
}
