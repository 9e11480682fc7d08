"""Where callers go whom a group does not serve: another group, outside, a mailbox, an announcement, or away (F10.4)."""

from collections.abc import Callable

from sip.contract.config import Group, Overflow
from sip.contract.enums import Cause, OfferOutcome, Side, VisitEntry, VisitOutcome
from sip.domain.calls import Calls
from sip.domain.effects import Caller, Originate, OutsideTarget
from sip.domain.floor import Floor
from sip.domain.hours import is_open
from sip.domain.offers import Offers
from sip.domain.records import Call, Party, Visit
from sip.domain.states import CALL, Trigger, advance
from sip.domain.visits import Visits
from sip.domain.voicemail import Voicemail

FULL = "queue_full"
WAIT = "max_wait"
NOBODY = "no_operator"
REMOVED = "group_removed"
"""Reasons of `VisitEnded` with outcome `overflowed`."""

CAUSES = {FULL: Cause.BUSY, WAIT: Cause.NO_ANSWER, NOBODY: Cause.NO_ANSWER, REMOVED: Cause.UNREACHABLE}
"""Why the call ends where it leads nowhere else."""


class Overflows:
    """Ends visits that overflow and leads their callers on. `enter`: lets a caller into another group."""

    __slots__ = ("_calls", "_enter", "_floor", "_offers", "_visits", "_voicemail")

    def __init__(
        self,
        floor: Floor,
        visits: Visits,
        offers: Offers,
        calls: Calls,
        voicemail: Voicemail,
        enter: Callable[[Call, Group, VisitEntry], None],
    ) -> None:
        self._floor = floor
        self._visits = visits
        self._offers = offers
        self._calls = calls
        self._voicemail = voicemail
        self._enter = enter

    def lead(self, visit: Visit, to: Overflow, reason: str) -> None:
        """The visit overflows to `to`. A caller enters no group twice in this way, so that groups that overflow into
        one another keep nobody for ever; and none that is closed."""
        floor = self._floor
        call = floor.calls[visit.call]
        to = self._unless_closed(call, to)
        group = floor.groups.get(to.group)
        if call.main:  # the caller is on hold, and up to who consults
            self._calls.end(call, CAUSES[reason], Side.SYSTEM, overflow=reason)
            return
        if group is not None and group.id not in call.visited:
            self._leave(call, visit, reason)
            self._enter(call, group, VisitEntry.OVERFLOW)
        elif to.external and floor.config.trunks:
            self._leave(call, visit, reason)
            self._forward(call, to.external)
        elif self._voicemail.there(to.voicemail):
            self._leave(call, visit, reason)
            self._voicemail.begin(call, to.voicemail)
        elif to.prompts:
            self._leave(call, visit, reason)
            call.state = advance(CALL, call.state, Trigger.DIALED)
            call.farewell = Cause.NORMAL
            self._calls.announce(call, to.prompts)
        else:
            self._calls.end(call, CAUSES[reason], Side.SYSTEM, overflow=reason)

    def said(self, call: Call) -> None:
        """The announcement at the end of the caller's way is over."""
        self._calls.end(call, call.farewell or Cause.NORMAL, Side.SYSTEM)

    def _leave(self, call: Call, visit: Visit, reason: str) -> None:
        for offer in tuple(call.offers.values()):
            self._offers.end(call, offer, OfferOutcome.NO_ANSWER)
        self._visits.close(visit, VisitOutcome.OVERFLOWED, reason=reason)
        call.visit = ""

    def _forward(self, call: Call, number: str) -> None:
        floor = self._floor
        call.state = advance(CALL, call.state, Trigger.DIALED)
        leg = floor.new_leg(call.id)
        call.far = Party(leg)
        caller = Caller(number=call.from_number, caller_id=call.caller_id, group=call.group)
        target = OutsideTarget(number=number)
        floor.emit(Originate(leg=leg, call=call.id, target=target, caller=caller, behind=call.near.leg))
        if call.accepted:
            self._calls.tell_ringing(call)

    def _unless_closed(self, call: Call, to: Overflow) -> Overflow:
        """`to`, or in place of a group that is closed now its mailbox for callers out of its hours, or what its
        reception says to them. The visit that overflows has been one, so that the call is no 時間外. Only of calls from
        a trunk is the wall clock known."""
        floor = self._floor
        rules = floor.receptions.get(to.group)
        if rules is None or not call.wall or is_open(rules.hours, floor.now + call.wall):
            return to
        if self._voicemail.there(rules.voicemail):
            return Overflow(voicemail=rules.voicemail)
        return Overflow(prompts=rules.closed)
