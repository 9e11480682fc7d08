"""What a caller is told who was led somewhere in vain (F10.4, F10.5)."""

from typing import Final

from sip.contract.enums import Cause
from sip.domain.calls import Calls
from sip.domain.floor import Floor
from sip.domain.records import Call
from sip.domain.states import CALL, Trigger, advance

APOLOGY: Final = ("transfer-failed",)
"""That nobody can be reached there."""


def apologise(floor: Floor, calls: Calls, call: Call, cause: Cause) -> bool:
    """Tell the caller of `call` that whom it was led to cannot be had, and let it end with `cause` then. False, and
    nothing is done, where there is nobody to be told: a caller whom we have not answered is told by their own network
    what `cause` is, and colleagues see it."""
    if call.main or call.near.extension or not call.accepted or call.near.leg not in floor.legs:
        return False
    call.far = None
    call.handed = False
    call.state = advance(CALL, call.state, Trigger.HANDED)
    call.farewell = cause
    calls.announce(call, APOLOGY)
    return True
