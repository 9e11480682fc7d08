"""What a client is told when the switch did not do as asked: the one table from refusals to problem codes."""

from typing import Final

from api.faults import Fault
from api.problems import Problem
from api.switch.errors import SwitchError, SwitchRefused
from sip.contract.enums import Refusal

CODES: Final[dict[Refusal, str]] = {
    Refusal.UNKNOWN_OPERATOR: "unknown_operator",
    Refusal.UNKNOWN_CALL: "unknown_call",
    Refusal.NOTHING_PARKED: "nothing_parked",
    Refusal.NOTHING_RINGS: "nothing_rings",
    Refusal.UNKNOWN_GROUP: "unknown_group",
    Refusal.UNKNOWN_STATUS: "unknown_status",
    Refusal.UNKNOWN_NUMBER: "unknown_number",
    Refusal.INVALID_NUMBER: "invalid_number",
    Refusal.OWN_NUMBER: "own_number",
    # Not `not_logged_in`: that code is 401 and means the session, this one means the operator's presence.
    Refusal.NOT_LOGGED_IN: "operator_logged_out",
    Refusal.ALREADY_LOGGED_IN: "already_logged_in",
    Refusal.NO_PHONE: "no_phone",
    Refusal.NOT_SUPERVISOR: "not_supervisor",
    Refusal.NOT_IN_CALL: "not_in_call",
    Refusal.BUSY: "busy",
    Refusal.WRONG_STATE: "wrong_state",
    Refusal.HELD_ON_PHONE: "held_on_phone",
    Refusal.TARGET_BUSY: "target_busy",
    Refusal.TARGET_UNREACHABLE: "target_unreachable",
    Refusal.BAD_OFFER: "bad_offer",
    Refusal.NO_TRUNK: "no_trunk",
    Refusal.NUMBER_NOT_ALLOWED: "number_not_allowed",
    Refusal.TOO_MANY_CALLS: "too_many_calls",
    Refusal.TOO_MANY_PER_HOUR: "too_many_per_hour",
    Refusal.NO_EMERGENCY_TRUNK: "no_emergency_trunk",
    Refusal.MEDIA_UNAVAILABLE: "media_unavailable",
    Refusal.FAILED: "switch_failed",
}
"""`api.problems.STATUS` has the HTTP status of each code, `api/locales` the sentences."""

FIELDS: Final[dict[Refusal, Fault]] = {
    Refusal.UNKNOWN_GROUP: Fault(field="group", code="unknown"),
    Refusal.UNKNOWN_STATUS: Fault(field="status", code="not_allowed"),
    Refusal.UNKNOWN_NUMBER: Fault(field="number", code="unknown"),
    Refusal.INVALID_NUMBER: Fault(field="number", code="malformed"),
    Refusal.OWN_NUMBER: Fault(field="number", code="not_allowed"),
    Refusal.NUMBER_NOT_ALLOWED: Fault(field="number", code="not_allowed"),
    Refusal.BAD_OFFER: Fault(field="offer", code="malformed"),
}
"""The faulty field of the request, where the refusal is about one."""


def switch_problem(error: SwitchError) -> Problem:
    """For `ProblemHandlers({SwitchError: switch_problem})`."""
    if not isinstance(error, SwitchRefused):
        return Problem("switch_down", headers={"Retry-After": "2"})
    fault = FIELDS.get(error.code)
    return Problem(CODES[error.code], errors=() if fault is None else (fault,))
