"""Between the contract's causes and SIP's statuses. Pure."""

from typing import Final

from sip.contract.enums import Cause
from sip.stack.interfaces import EndCause, Reason

_CAUSE: Final = {
    403: Cause.FORBIDDEN,
    404: Cause.UNREACHABLE,
    408: Cause.NO_ANSWER,
    410: Cause.UNREACHABLE,
    415: Cause.NOT_ACCEPTABLE,
    480: Cause.NO_ANSWER,
    484: Cause.UNREACHABLE,
    486: Cause.BUSY,
    487: Cause.CANCELLED,
    488: Cause.NOT_ACCEPTABLE,
    503: Cause.OVERLOADED,
    600: Cause.BUSY,
    603: Cause.REJECTED,
    604: Cause.UNREACHABLE,
    606: Cause.NOT_ACCEPTABLE,
}

_STATUS: Final = {
    Cause.BUSY: 486,
    Cause.NO_ANSWER: 480,
    Cause.REJECTED: 603,
    Cause.UNREACHABLE: 404,
    Cause.INCOMPLETE: 484,
    Cause.FORBIDDEN: 403,
    Cause.NOT_ACCEPTABLE: 488,
    Cause.OVERLOADED: 503,
    Cause.MEDIA_FAILURE: 500,
    Cause.SIGNALLING_FAILURE: 502,
}

_ENDED: Final = {
    EndCause.BYE: Cause.NORMAL,
    EndCause.CANCELLED: Cause.CANCELLED,
    EndCause.NO_ACK: Cause.SIGNALLING_FAILURE,
    EndCause.EXPIRED: Cause.SIGNALLING_FAILURE,
    EndCause.LOST: Cause.SIGNALLING_FAILURE,
    EndCause.ERROR: Cause.SIGNALLING_FAILURE,
}

ANSWERED_ELSEWHERE: Final = Reason("SIP", 200, "Call completed elsewhere")
"""On the CANCEL of a fork that lost (RFC 3326)."""


def cause_of_status(status: int) -> Cause:
    """What a final response 300–699 to our INVITE means."""
    return _CAUSE.get(status, Cause.REJECTED if status >= 600 else Cause.SIGNALLING_FAILURE)


def status_of_cause(cause: Cause) -> int:
    """The final response with which an incoming call is refused for `cause`."""
    return _STATUS.get(cause, 480)


def cause_of_end(cause: EndCause) -> Cause:
    """What the end of a session by the far end or by a fault means."""
    return _ENDED[cause]
