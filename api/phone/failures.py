"""Why a dialled call came to nothing, as whoever dialled is told. Pure."""

from typing import Final

from api.moments import moment
from api.phone.directory import Directory
from api.phone.schemas import FailedCall
from api.statistics.state import FailedDial
from sip.contract.enums import Cause

_REASONS: Final = {
    Cause.BUSY: "busy",
    Cause.NO_ANSWER: "no_answer",
    Cause.REJECTED: "rejected",
    Cause.INCOMPLETE: "incomplete",
    Cause.FORBIDDEN: "barred",
    Cause.NOT_ACCEPTABLE: "incompatible",
}
_BY_STATUS: Final = {404: "not_in_use", 410: "not_in_use", 604: "not_in_use", 484: "incomplete"}
"""What an outside number's refusal says of the number (RFC 3261 21.4, 21.6)."""
SILENCE: Final = 408
"""Nobody answered the INVITE at all (RFC 3261 17.1.1.2), or the carrier heard nothing from where it sent it on."""


def reason_of(failed: FailedDial) -> str:
    """See `FailedCall.reason`."""
    if failed.refusal is not None:
        return failed.refusal.value
    cause = failed.cause or Cause.NO_ANSWER
    if cause is Cause.UNREACHABLE:
        return "phone_away" if failed.internal else _BY_STATUS.get(failed.sip_status, "line_down")
    if failed.internal:
        return _REASONS.get(cause, "system")
    if failed.sip_status == SILENCE and not failed.rang:
        return "line_down"
    if cause is Cause.OVERLOADED:
        return "line_down" if failed.sip_status else "lines_busy"
    if cause is Cause.SIGNALLING_FAILURE and failed.sip_status:
        return "line_down"
    return _REASONS.get(cause, "system")


def failed_call(failed: FailedDial | None, directory: Directory) -> FailedCall | None:
    """For the phone's view."""
    if failed is None:
        return None
    name = directory.extension(failed.number) if failed.internal else ""
    return FailedCall(at=moment(failed.at), number=failed.number, name=name, reason=reason_of(failed))
