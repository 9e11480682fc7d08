"""Calls as clients see them (F8.1, F8.2). Durations in whole seconds, null while 未確定."""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from api.statistics.results import CallResult
from sip.contract.enums import CallerId, Cause, Direction, Side


class LegKind(StrEnum):
    """What a leg of a call's history is."""

    VISIT = "visit"
    OFFER = "offer"
    SEGMENT = "segment"
    HOLD = "hold"
    ACW = "acw"


class CallSummary(Struct, kw_only=True):
    """A call as a row. `started_at` 通話日時, `direction` 制御, `from_number` 発信者番号 (outbound: the number shown),
    `to_number` 着信者番号, `destination` 発信先 (where it was transferred to in the end; else the extension that talked
    last, else the number dialled), `result` 通話結果, `ring_s` 呼出時間, `talk_s` 通話時間. `operator`: who talked
    last, else who dialled."""

    id: str
    started_at: datetime
    answered_at: datetime | None
    ended_at: datetime | None
    direction: Direction
    from_number: str
    from_name: str
    caller_id: CallerId
    to_number: str
    destination: str
    extension: str
    trunk: str
    group: str
    group_name: str
    operator: str
    operator_name: str
    result: CallResult
    ring_s: int | None
    talk_s: int | None
    estimated: bool
    """The end was concluded, not observed: the switch died."""
    cause: Cause | None
    by: Side | None
    sip_status: int
    """Why and by whom it was ended, null while it lasts; the final SIP response that refused it, 0 without one."""


class CallLeg(Struct, kw_only=True):
    """A part of a call. `outcome`: of visits and offers; `reason`: why a visit overflowed; `kind` `segment` is an
    operator connected with the other party. `transferred_to`, `transferred_group`: the number or the group that the
    operator of a segment handed the other party to, "" where they did not."""

    id: str
    kind: LegKind
    began_at: datetime
    ended_at: datetime | None
    duration_s: int | None
    outcome: str
    reason: str
    group: str
    group_name: str
    operator: str
    operator_name: str
    extension: str
    transferred_to: str
    transferred_group: str
    transferred_group_name: str
    estimated: bool


class CallDetail(CallSummary, kw_only=True):
    """A call with its legs in the order in which they began."""

    legs: list[CallLeg]


class CallPage(Struct, kw_only=True):
    """Calls, newest first. `next_cursor`: for the calls after these, null at the end."""

    items: list[CallSummary]
    next_cursor: str | None
