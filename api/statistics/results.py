"""通話結果: what became of a call."""

from enum import StrEnum

from api.statistics.facts import CallFile
from sip.contract.enums import Cause, Direction, VisitOutcome


class CallResult(StrEnum):
    """通話結果. `open`: in progress, 未確定."""

    OPEN = "open"
    ANSWERED = "answered"  # somebody talked
    ABANDONED = "abandoned"  # inbound: the caller left
    CANCELLED = "cancelled"  # the dialling side gave up: キャンセル
    BUSY = "busy"
    NO_ANSWER = "no_answer"
    REJECTED = "rejected"
    FAILED = "failed"
    OVERFLOWED = "overflowed"  # no group served the caller, who was led elsewhere or turned away: 流出
    CLOSED = "closed"  # turned away by the opening hours
    IVR_LEFT = "ivr_left"  # ended in a greeting or a menu
    VOICEMAIL = "voicemail"  # came to a mailbox, before any group


_BY_CAUSE = {
    Cause.BUSY: CallResult.BUSY,
    Cause.NO_ANSWER: CallResult.NO_ANSWER,
    Cause.REJECTED: CallResult.REJECTED,
}


def result(file: CallFile) -> CallResult:
    """通話結果; `api.db.facts_search` says the same in SQL."""
    call = file.call
    if call.end is None:
        return CallResult.OPEN
    if file.segments:
        return CallResult.ANSWERED
    if call.diverted is not None:
        return CallResult(call.diverted.value)
    if file.visits and all(visit.outcome is VisitOutcome.OVERFLOWED for visit in file.visits.values()):
        return CallResult.OVERFLOWED
    if call.cause in (Cause.NORMAL, Cause.CANCELLED):
        return CallResult.ABANDONED if call.direction == Direction.INBOUND else CallResult.CANCELLED
    return _BY_CAUSE.get(call.cause or Cause.NORMAL, CallResult.FAILED)
