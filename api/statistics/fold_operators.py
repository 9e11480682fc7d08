"""Logins, statuses and what else is known of operators, devices and trunks."""

from collections.abc import Callable
from typing import Any, Final

from api.statistics.counters import extension_scope, trunk_scope
from api.statistics.facts import Login, StatusSpan
from api.statistics.fold_calls import end_acw
from api.statistics.ledger import book_status, book_time
from api.statistics.state import OperatorState
from api.statistics.step import Step
from api.statistics.timeline import HOUR
from sip.contract.enums import LogOutReason, Status, StatusId
from sip.contract.events import (
    AlertChanged,
    AnyEvent,
    LoggedIn,
    LoggedOut,
    PhoneChanged,
    RegistrationChanged,
    StatusChanged,
    TrunkCalls,
    TrunkChanged,
)


def _logged_in(step: Step, event: LoggedIn) -> None:
    operator = step.state.operator(event.operator)
    if operator.login is not None:
        if operator.login.session == event.session:
            return  # given back to a restarted switch: the span goes on
        _end_login(step, operator, LogOutReason.TAKEN_OVER, "", step.at, step.elapsed)
    operator.login = Login(
        begin=step.at,
        since=step.elapsed,
        login=step.key,
        switch=step.switch,
        session=event.session,
        operator=event.operator,
    )
    operator.lost = False
    step.changed(operator.login)
    # The first span begins with the login itself, so that the two tile even if the switch's word comes later.
    _begin_span(step, operator, operator.login, Status.PREPARING, Status.PREPARING, "")


def _begin_span(
    step: Step, operator: OperatorState, login: Login, status: StatusId, chosen: StatusId, by: str, reason: str = ""
) -> None:
    operator.span = StatusSpan(
        begin=step.at,
        since=step.elapsed,
        span=step.key,
        login=login.login,
        operator=login.operator,
        status=status,
        chosen=chosen,
        by=by,
        reason=reason,
        days_after=operator.last_day,
    )
    book_status(step.state.ledger, step.calendar, operator.span)
    step.changed(operator.span)
    step.touch(login.operator)


def _status_changed(step: Step, event: StatusChanged) -> None:
    operator = step.state.operator(event.operator)
    login, span = operator.login, operator.span
    if login is None or span is None:
        return
    step.touch(event.operator)
    operator.next = event.next
    if span.status == event.status:
        span.chosen = event.chosen  # chosen during a call, for afterwards
        step.changed(span)
        return
    if event.status != Status.ACW:
        _end_acws(step, operator, step.at, step.elapsed)
    _end_span(step, operator, span, step.at, step.elapsed)
    _begin_span(step, operator, login, event.status, event.chosen, event.by, event.reason)


def _end_acws(step: Step, operator: OperatorState, at: int, elapsed: int) -> None:
    for segment, call in list(operator.acws.items()):
        file = step.state.calls.get(call)
        if file is not None and segment in file.acws:
            end_acw(step, file.acws[segment], at, elapsed)


def _end_span(step: Step, operator: OperatorState, span: StatusSpan, at: int, elapsed: int) -> None:
    ledger, calendar = step.state.ledger, step.calendar
    span.close(at, elapsed)
    book_time(ledger, calendar, span)
    _count_days(step, operator, span)
    recent = operator.recent
    while recent and elapsed - _end_of(recent[0]) >= HOUR:
        del recent[0]
    recent.append(span)
    step.changed(span)


def _count_days(step: Step, operator: OperatorState, span: StatusSpan) -> None:
    """`d_login`: each business day with login time, once; the days of this span are counted with it."""
    if span.duration:
        operator.last_day = max(span.days_after, step.calendar.day(span.begin + span.duration - 1))
    else:
        operator.last_day = span.days_after


def _logged_out(step: Step, event: LoggedOut) -> None:
    operator = step.state.operator(event.operator)
    if operator.login is None:
        return
    elapsed = step.timeline.place(event.effective_at, event.effective_mono)
    _end_login(step, operator, event.reason, event.by, min(event.effective_at, step.at), elapsed)


def _end_login(step: Step, operator: OperatorState, reason: LogOutReason, by: str, at: int, elapsed: int) -> None:
    """End the login at a moment that may lie before its last status changes: those are taken back (F3.12)."""
    login, span = operator.login, operator.span
    if login is None or span is None:
        return
    at, elapsed = max(at, login.begin), max(elapsed, login.since)
    _end_acws(step, operator, at, elapsed)
    _end_span(step, operator, span, step.at, step.elapsed)
    cut = [each for each in operator.recent if each.login == login.login and _end_of(each) > elapsed]
    for each in cut:
        _cut_span(step, each, at, elapsed)
    if cut:
        _count_days(step, operator, cut[0])
    login.close(at, elapsed)
    login.reason, login.by = reason, by
    step.changed(login)
    operator.login = operator.span = None
    operator.next = ""
    operator.failed = None
    operator.recent = []
    operator.logged_out = login.end
    operator.lost = reason == LogOutReason.LOST
    operator.dropped = login.end if operator.lost else None
    operator.alert = False
    step.touch(login.operator)


def _end_of(span: StatusSpan) -> int:
    return span.since + (span.duration or 0)


def _cut_span(step: Step, span: StatusSpan, at: int, elapsed: int) -> None:
    book_status(step.state.ledger, step.calendar, span, -1)
    span.void = span.since >= elapsed
    span.close(at, elapsed)
    book_status(step.state.ledger, step.calendar, span)
    step.changed(span)


def _alert_changed(step: Step, event: AlertChanged) -> None:
    step.state.operator(event.operator).alert = event.on
    step.touch(event.operator)


def _phone_changed(step: Step, event: PhoneChanged) -> None:
    step.state.operator(event.operator).phone = event.attached
    step.touch(event.operator)


def _registration_changed(step: Step, event: RegistrationChanged) -> None:
    step.state.devices[event.extension] = event.devices
    step.touched.add(extension_scope(event.extension))


def _trunk_changed(step: Step, event: TrunkChanged) -> None:
    trunk = step.state.trunk(event.trunk)
    trunk.state, trunk.since, trunk.reason = event.state, step.at, event.detail
    step.touched.add(trunk_scope(event.trunk))


def _trunk_calls(step: Step, event: TrunkCalls) -> None:
    step.state.trunk(event.trunk).calls = event.calls
    step.touched.add(trunk_scope(event.trunk))


HANDLERS: Final[dict[type[AnyEvent], Callable[[Step, Any], None]]] = {
    LoggedIn: _logged_in,
    LoggedOut: _logged_out,
    StatusChanged: _status_changed,
    AlertChanged: _alert_changed,
    PhoneChanged: _phone_changed,
    RegistrationChanged: _registration_changed,
    TrunkChanged: _trunk_changed,
    TrunkCalls: _trunk_calls,
}
