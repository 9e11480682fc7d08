"""From stored facts to the call history."""

from collections.abc import Callable
from datetime import datetime

import msgspec

from api.calls.schemas import CallDetail, CallLeg, CallPage, CallSummary, LegKind
from api.db import facts
from api.db.engine import Database
from api.db.facts_search import CallQuery, search
from api.moments import moment
from api.paging import encode_cursor
from api.statistics.facts import Acw, CallFile, Hold, Offer, Segment, Span, Visit
from api.statistics.names import Names
from api.statistics.results import result
from sip.contract.enums import Direction


class Calls:
    """The history of one database. `names` gives those of users and groups."""

    def __init__(self, db: Database, names: Callable[[], Names]) -> None:
        self._db = db
        self._names = names

    async def page(self, query: CallQuery) -> CallPage:
        """One page of the calls that fit."""
        found = await search(self._db, msgspec.structs.replace(query, limit=query.limit + 1))
        names = self._names()
        shown = found[: query.limit]
        last = shown[-1].call if len(found) > query.limit else None
        return CallPage(
            items=[summary(file, names) for file in shown],
            next_cursor=None if last is None else encode_cursor(last.begin, last.call),
        )

    async def call(self, call: str) -> CallDetail | None:
        """One call with its legs, or None."""
        file = await facts.file(self._db, call)
        return None if file is None else detail(file, self._names())


def summary(file: CallFile, names: Names) -> CallSummary:
    """A call as a row."""
    call = file.call
    segments = list(file.segments.values())
    visits = list(file.visits.values())
    group = visits[-1].group if visits else call.group
    operator = segments[-1].operator if segments else call.operator
    return CallSummary(
        id=call.call,
        started_at=moment(call.begin),
        answered_at=_optional(call.answered),
        ended_at=_optional(call.end),
        direction=call.direction,
        from_number=call.from_number,
        from_name=call.from_name,
        caller_id=call.caller_id,
        to_number=call.to_number,
        destination=_destination(file),
        extension=call.extension,
        trunk=call.trunk,
        group=group,
        group_name=names.group(group),
        operator=operator,
        operator_name=names.user(operator),
        result=result(file),
        ring_s=seconds(_ring(file)),
        talk_s=seconds(_talk(file)),
        estimated=call.estimated,
        cause=call.cause,
        by=call.by,
        sip_status=call.sip_status,
    )


def _destination(file: CallFile) -> str:
    """発信先: whoever talked last may have handed the other party to somebody outside."""
    last = next(reversed(file.segments.values()), None)
    if last is None:
        return file.call.to_number
    talked = last.extension if file.call.direction == Direction.INBOUND else ""
    return last.transferred_to or talked or file.call.to_number


def detail(file: CallFile, names: Names) -> CallDetail:
    """A call with its legs."""
    parts = sorted(file.parts()[1:], key=lambda part: part.since)
    legs = [leg(part, file, names) for part in parts]
    row = msgspec.structs.asdict(summary(file, names))
    return CallDetail(**row, legs=legs)


def _ring(file: CallFile) -> int | None:
    """Until somebody talked, or until the end; ms."""
    if file.call.ring is not None:
        return file.call.ring
    if file.segments:
        return next(iter(file.segments.values())).since - file.call.since
    return file.call.duration


def _talk(file: CallFile) -> int | None:
    """From the first connection of an operator to the last release; ms."""
    segments = list(file.segments.values())
    ends = [segment.since + segment.duration for segment in segments if segment.duration is not None]
    if not segments or len(ends) < len(segments):
        return None
    return max(ends) - segments[0].since


def leg(part: Span, file: CallFile, names: Names) -> CallLeg:
    """A part of a call, which is not the call itself."""
    ident, kind, outcome, group, reason = _kind(part, file)
    operator = getattr(part, "operator", "")
    segment = file.segments.get(getattr(part, "segment", ""))
    group_to = getattr(part, "transferred_group", "")
    extension = getattr(part, "extension", "") or (segment.extension if segment is not None else "")
    return CallLeg(
        id=ident,
        kind=kind,
        began_at=moment(part.begin),
        ended_at=_optional(part.end),
        duration_s=seconds(part.duration),
        outcome=outcome,
        reason=reason,
        group=group,
        group_name=names.group(group),
        operator=operator,
        operator_name=names.user(operator),
        extension=extension,
        transferred_to=getattr(part, "transferred_to", ""),
        transferred_group=group_to,
        transferred_group_name=names.group(group_to),
        estimated=part.estimated,
    )


def _kind(part: Span, file: CallFile) -> tuple[str, LegKind, str, str, str]:
    match part:
        case Visit():
            return part.visit, LegKind.VISIT, part.outcome, part.group, part.reason
        case Offer():
            visit = file.visits.get(part.visit)
            return part.offer, LegKind.OFFER, part.outcome, visit.group if visit else "", ""
        case Segment():
            return part.segment, LegKind.SEGMENT, "", file.segment_group(part) or "", ""
        case Hold():
            return part.hold, LegKind.HOLD, "", "", ""
        case Acw():
            return part.segment, LegKind.ACW, "", "", ""
    raise TypeError(part)


def _optional(at: int | None) -> datetime | None:
    return None if at is None else moment(at)


def seconds(ms: int | None) -> int | None:
    """Whole seconds, truncated."""
    return None if ms is None else ms // 1000
