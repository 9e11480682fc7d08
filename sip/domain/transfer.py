"""Transfer (F5.7): with a consultation, or blind with a ring-back where nobody takes the caller.

A consultation is a `Call` of its own, bound to the one that it is about (`Call.main`, `Call.consult`): so its target is
found, rung and connected as in any other call. Its near side *is* the transferrer's side of the main call. A caller who
was handed on blind is a call with one side, for which somebody is sought (`Call.handed`).
"""

from typing import Final, NamedTuple, TypeAlias

from sip.contract.config import Extension, Group
from sip.contract.enums import (
    CallerId,
    CallState,
    Cause,
    ConsultOutcome,
    Direction,
    OfferOutcome,
    Refusal,
    Side,
    VisitEntry,
)
from sip.contract.events import CallTransferred, ConsultBegan
from sip.domain.apology import apologise
from sip.domain.calls import Calls
from sip.domain.distribution import Distribution
from sip.domain.effects import Release
from sip.domain.floor import Floor
from sip.domain.offers import Offers
from sip.domain.presence import Presence
from sip.domain.recording import stand_down
from sip.domain.records import Call, Party, Person
from sip.domain.routing import Routing
from sip.domain.states import CALL, Part, Trigger, advance
from sip.domain.timers import TimerKind

Target: TypeAlias = Extension | Group | str
"""An extension, a group or an outside number."""

OVERFLOW_CANCELLED: Final = "transfer_cancelled"
"""Reason of `VisitEnded` where a consultation with a group was given up: its caller is on hold, and has not left."""


class Wanted(NamedTuple):
    """What an operator wants: a number or a group's id; `shown`: how they appear outside; `blind`: no consultation."""

    number: str
    group: str
    shown: CallerId
    blind: bool


class Transfers:
    """Consultations, and callers who were handed on."""

    __slots__ = ("_calls", "_distribution", "_floor", "_offers", "_presence", "_routing")

    def __init__(
        self,
        floor: Floor,
        presence: Presence,
        offers: Offers,
        calls: Calls,
        distribution: Distribution,
        routing: Routing,
    ) -> None:
        self._floor = floor
        self._presence = presence
        self._offers = offers
        self._calls = calls
        self._distribution = distribution
        self._routing = routing

    def target(self, person: Person, call: Call, party: Party, wanted: Wanted) -> Target | Refusal:
        """Whom `person`, who has `party` of `call`, means, if they can be called now."""
        plan = self._floor.plan
        found = self._floor.groups.get(wanted.group) if wanted.group else plan.group(wanted.number)
        if wanted.group and found is None:
            return Refusal.UNKNOWN_GROUP
        target = found if found is not None else plan.dialled(wanted.number)
        if isinstance(target, Refusal):
            return target
        other = call.other(party)
        inside = other is None or other.extension != "" or not call.external
        if isinstance(target, Group) and inside:
            return Refusal.UNKNOWN_NUMBER  # groups are for callers from outside
        if isinstance(target, Extension) and target.number == party.extension:
            return Refusal.OWN_NUMBER
        if isinstance(target, Extension) and any(side.extension == target.number for side in call.parties()):
            return Refusal.INVALID_NUMBER
        return self._routing.closed(target, person, wanted.blind and call.external) or target

    # With a consultation

    def consult(self, person: Person, call: Call, party: Party, target: Target, shown: CallerId, leg: str = "") -> None:
        """Hold the other party, once for the whole transfer, and call the target. `leg`: the second call of the desk
        phone, on which to consult."""
        floor = self._floor
        if person.part is not Part.HOLDING:
            self._calls.hold(call, party)
        near = Party(leg, person.id, person.extension) if leg else party
        consult = Call(floor.ids("call"), Direction.INTERNAL, near, call.from_number, _number(target))
        consult.from_name, consult.caller_id = call.from_name, call.caller_id
        consult.main, call.consult = call.id, consult.id
        consult.accepted = not leg
        floor.calls[consult.id] = consult
        if leg:
            floor.legs[leg] = (consult.id, "")
        group = target.id if isinstance(target, Group) else ""
        floor.emit(
            ConsultBegan(consult=consult.id, call=call.id, operator=person.id, to_number=consult.to_number, group=group)
        )
        if not isinstance(target, Group):
            consult.rules = call.rules
        self._routing.lead(consult, target, person, shown)

    def cancel(self, call: Call, gone: str = "") -> None:
        """End the consultation of `call`, if it has one; the other party stays on hold. `gone`: the desk phone's second
        leg, which has ended by itself."""
        consult = self._floor.calls.get(call.consult)
        if consult is not None:
            self._calls.end(
                consult,
                Cause.CANCELLED,
                Side.OPERATOR,
                gone=gone,
                overflow=OVERFLOW_CANCELLED,
                consulted=ConsultOutcome.CANCELLED,
            )

    def complete(self, call: Call, consult: Call, target: Party) -> None:
        """転送実行: `target`, whom the transferrer talks with, takes the transferrer's place."""
        party = self._calls.merge(call, consult)
        other = call.other(party)
        self._calls.forget_consult(consult, ConsultOutcome.COMPLETED)
        if other is not None and other.hold:
            self._calls.resume(call, other)
        self._calls.dismiss(call, party)
        if party is call.near:
            call.near = target
        else:
            call.far = target
        if consult.visit:
            call.visit, call.rules = consult.visit, consult.rules
        self.bring_in(call, target)

    def bring_in(self, call: Call, party: Party) -> None:
        """A party that was consulted is now one of `call`; all hear one another as they should."""
        floor = self._floor
        if party.leg in floor.legs:
            floor.legs[party.leg] = (call.id, "")
        if party.user:
            self._presence.rebind(floor.people[party.user], call.id, call.external)
            self._calls.begin_segment(call, party)
        self._calls.plumb(call)

    # Blind

    def blind(self, person: Person, call: Call, party: Party, target: Target, shown: CallerId) -> None:
        """The operator is released at once; the target is rung for the other party."""
        floor = self._floor
        group = target.id if isinstance(target, Group) else ""
        floor.emit(CallTransferred(call=call.id, operator=person.id, to_number=_number(target), group=group))
        self.part(call, party, Trigger.HANDED)
        call.back = "" if isinstance(target, Group) else person.id
        self._calls.plumb(call)
        self._seek(call)
        self._routing.lead(call, target, person, shown)

    def part(self, call: Call, party: Party, trigger: Trigger) -> None:
        """`party` leaves the other one, who stays as the one side of the call."""
        other = call.other(party)
        if other is None:
            return
        if other.hold:
            self._calls.resume(call, other)
        self._calls.dismiss(call, party)
        call.near, call.far = other, None
        call.accepted = call.handed = True
        call.state = advance(CALL, call.state, trigger)

    def _seek(self, call: Call) -> None:
        if call.back:
            floor = self._floor
            floor.timers.set(TimerKind.TRANSFER, call.id, floor.now + floor.config.transfer_ring_s * 1000)

    def not_taken(self, call: Call) -> None:
        """Nobody took the caller: ring back to who handed them on; if they do not take them either, back into the group
        that they had called, or, when they have been told, the end. Whom a menu had led on goes back to it."""
        floor = self._floor
        self._stop_seeking(call)
        back, call.back = floor.people.get(call.back), ""
        call.handed = call.returns is None
        call.state = advance(CALL, call.state, Trigger.HANDED)
        if call.returns is not None:
            self._routing.desk.returned(call, call.returns)
        elif back is not None and not back.removed and back.part is Part.IDLE and floor.reachable(back):
            floor.timers.set(TimerKind.TRANSFER, call.id, floor.now + floor.config.transfer_ring_s * 1000)
            self._routing.ring_back(call, back)
        elif call.rules is not None and call.direction is Direction.INBOUND and call.rules.id in floor.queues:
            call.handed = False
            self._distribution.enter(call, call.rules, VisitEntry.TRANSFER)
        elif not apologise(floor, self._calls, call, Cause.NO_ANSWER):
            self._calls.end(call, Cause.NO_ANSWER, Side.SYSTEM)

    def _stop_seeking(self, call: Call) -> None:
        floor = self._floor
        floor.timers.cancel(TimerKind.TRANSFER, call.id)
        stand_down(floor, call)
        self._calls.unpark(call)
        far, call.far = call.far, None
        for offer in tuple(call.offers.values()):
            self._offers.end(call, offer, OfferOutcome.NO_ANSWER)
        self._calls.plumb(call)
        if far is not None and floor.drop_leg(far.leg):
            floor.emit(Release(leg=far.leg, cause=Cause.CANCELLED))


def leads(consult: Call, party: Party) -> bool:
    """Whether who has `party` of the call holds this consultation about it."""
    return consult.near.user == party.user


def talking(call: Call) -> bool:
    """Whether a party may be handed on: two are connected, and nobody is consulted."""
    return call.state is CallState.CONNECTED and call.third is None and not call.main and not call.consult


def _number(target: Target) -> str:
    return target if isinstance(target, str) else target.number
