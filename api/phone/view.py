"""What an operator's phone shows, derived from the live state. Pure."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from msgspec import Struct, structs

from api.moments import moment
from api.phone.directory import Directory
from api.phone.failures import failed_call
from api.phone.others import colleague_calls, conference_parties, parked_calls, party_across
from api.phone.schemas import LostView, PhoneCall, PhoneCallState, PhoneConsult, PhoneView, SupervisionView
from api.statistics.facts import CallFile, Hold, Offer, Segment, StatusSpan
from api.statistics.state import LiveState, OperatorState
from sip.contract.enums import Direction, Role

_Part = TypeVar("_Part", Offer, Segment)


class Person(Struct, frozen=True, kw_only=True):
    """Whose phone it is. `id` is the user's."""

    id: str
    name: str
    extension: str
    role: Role


def parties(files: Iterable[CallFile]) -> dict[str, list[CallFile]]:
    """The calls that each operator has a part in now, by operator."""
    found: dict[str, list[CallFile]] = {}
    for file in files:
        # Most files of a busy centre are of calls just over; no operator has a part in those (ACW is none).
        if file.call.end is None:
            for operator in set(_operators(file)):
                found.setdefault(operator, []).append(file)
    return found


def _operators(file: CallFile) -> Iterator[str]:
    if file.call.operator:
        yield file.call.operator
    yield from (offer.operator for offer in file.offers.values() if offer.open)
    yield from (segment.operator for segment in file.segments.values() if segment.open)
    yield from (consult.target for consult in file.consults.values() if consult.target)


def phone_view(
    person: Person,
    state: LiveState,
    files: Iterable[CallFile],
    directory: Directory,
    *,
    others: Iterable[CallFile] = (),
    messages: int | None = None,
    switch_up: bool,
    now: int,
) -> PhoneView:
    """The view of `person`. `files`: at least the calls that they have a part in; `others`: those
    that are parked, or ring anybody; `messages`: new ones of theirs; `now`: wall clock, ms."""
    operator = state.operators.get(person.id) or OperatorState()
    span = operator.span if person.role == Role.OPERATOR else None
    calls = [call for file in files if (call := phone_call(person.id, file, directory)) is not None]
    return PhoneView(
        operator=person.id,
        name=person.name,
        extension=person.extension,
        status=None if span is None else span.status,
        chosen=None if span is None else span.chosen,
        next=None if span is None else operator.next or None,
        since=None if span is None else moment(span.begin),
        reason="" if span is None else span.reason,
        alert=operator.alert,
        attached=operator.phone,
        devices=state.devices.get(person.extension, 0),
        switch_up=switch_up,
        server_time=moment(now),
        calls=tuple(sorted(calls, key=lambda call: (call.since, call.call))),
        parked=parked_calls(others, directory),
        colleagues=colleague_calls(person.id, others, directory),
        messages=messages,
        failed=failed_call(operator.failed, directory),
        supervision=_supervision(person.id, state, directory),
        chosen_by=_chosen_by(person.id, span, directory),
        lost=_lost(operator),
    )


def _chosen_by(operator: str, span: StatusSpan | None, directory: Directory) -> str:
    if span is None or span.by in ("", operator):
        return ""
    return directory.user(span.by) or span.by


def _lost(operator: OperatorState) -> LostView | None:
    login, span = operator.login, operator.span
    if operator.dropped is None or (login and span and span.begin > login.begin):
        return None
    return LostView(at=moment(operator.dropped), back=None if login is None else moment(login.begin))


def _supervision(supervisor: str, state: LiveState, directory: Directory) -> SupervisionView | None:
    for stretch in state.supervisions.values():
        if stretch.supervisor == supervisor:
            return SupervisionView(
                operator=stretch.operator,
                name=directory.user(stretch.operator),
                extension=directory.extension_of(stretch.operator),
                mode=stretch.mode,
                since=moment(stretch.begin),
            )
    return None


def phone_call(operator: str, file: CallFile, directory: Directory) -> PhoneCall | None:
    """The part of `operator` in a call; None without one."""
    if (segment := _newest(file.segments.values(), operator)) is not None:
        return _connected(segment, file, directory)
    if (consult := next((each for each in file.consults.values() if each.target == operator), None)) is not None:
        asked = _call(file, directory, PhoneCallState.CONNECTED, consult.begin, "", dials=False)
        return structs.replace(asked, answered=moment(consult.answered or consult.begin))
    if (offer := _newest(file.offers.values(), operator)) is not None:
        visit = file.visits.get(offer.visit)
        group = "" if visit is None else visit.group
        return _call(file, directory, PhoneCallState.RINGING, offer.begin, group, dials=False)
    if _dials(operator, file):
        return _call(file, directory, PhoneCallState.DIALING, file.call.begin, file.call.group, dials=True)
    return None


def _dials(operator: str, file: CallFile) -> bool:
    """Whether the operator began the call and waits for the far end; not any more once they were connected."""
    own = any(segment.operator == operator for segment in file.segments.values())
    return file.call.operator == operator and file.call.open and not own


def _connected(segment: Segment, file: CallFile, directory: Directory) -> PhoneCall:
    hold = next((each for each in file.holds.values() if each.open and each.segment == segment.segment), None)
    dials = segment.operator == file.call.operator and file.call.direction != Direction.INBOUND
    offer = file.offers.get(segment.offer)
    since = file.call.begin if dials else segment.begin if offer is None else offer.begin
    state = PhoneCallState.CONNECTED if hold is None else PhoneCallState.HELD
    group = file.segment_group(segment) or ""
    return _call(file, directory, state, since, group, dials=dials, segment=segment, hold=hold)


def _consult(operator: str, file: CallFile, directory: Directory) -> PhoneConsult | None:
    consult = next((each for each in file.consults.values() if each.operator == operator), None)
    if consult is None:
        return None
    return PhoneConsult(
        number="" if consult.group else consult.to_number,
        name=directory.extension(consult.to_number),
        group_name=directory.group(consult.group),
        since=moment(consult.begin),
        answered=None if consult.answered is None else moment(consult.answered),
    )


def _call(
    file: CallFile,
    directory: Directory,
    state: PhoneCallState,
    since: int,
    group: str,
    *,
    dials: bool,
    segment: Segment | None = None,
    hold: Hold | None = None,
) -> PhoneCall:
    operator = "" if segment is None else segment.operator
    number, name, caller_id = party_across(operator, file, dials, directory)
    asking = next((each for each in file.consults.values()), None)
    talks = segment.operator if segment is not None and file.conference else ""
    return PhoneCall(
        call=file.call.call,
        direction=file.call.direction,
        state=state,
        number=number,
        name=name,
        caller_id=caller_id,
        group=group,
        group_name=directory.group(group),
        since=moment(since),
        answered=None if segment is None else moment(segment.begin),
        held_since=None if hold is None else moment(hold.begin),
        consult=None if segment is None else _consult(segment.operator, file, directory),
        consulted_by=directory.user(asking.operator) if asking is not None and segment is None else "",
        conference=talks != "",
        parties=conference_parties(talks, file, dials, directory) if talks else (),
    )


def _newest(parts: Iterable[_Part], operator: str) -> _Part | None:
    return next((part for part in reversed(list(parts)) if part.operator == operator and part.open), None)
