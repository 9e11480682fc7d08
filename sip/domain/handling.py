"""The commands of call handling, with their checks: transfer, park, pick-up, conference (F5.7, F5.10)."""

from typing import TypeAlias

from sip.contract import commands as c
from sip.contract.enums import CallState, OfferKind, Refusal, Role
from sip.domain.conference import Conferences
from sip.domain.dialplan import Feature, FeatureKind, feature, wish
from sip.domain.effects import PHONE_PREFIX
from sip.domain.floor import Floor
from sip.domain.park import Parking
from sip.domain.records import Call, Party, Person
from sip.domain.states import Part
from sip.domain.transfer import Transfers, Wanted, leads, talking

HandOver: TypeAlias = c.Consult | c.CompleteTransfer | c.CancelTransfer | c.BlindTransfer | c.Conference | c.Park
"""What an operator does with a call that they have."""


def _refused(code: Refusal, detail: str = "") -> c.Refused:
    return c.Refused(code=code, detail=detail)


class Handling:
    """Carries them out. A refused one has changed nothing."""

    __slots__ = ("_conferences", "_floor", "_parking", "_transfers")

    def __init__(self, floor: Floor, transfers: Transfers, parking: Parking, conferences: Conferences) -> None:
        self._floor = floor
        self._transfers = transfers
        self._parking = parking
        self._conferences = conferences

    def cancel(self, call: Call, party: Party) -> bool:
        """End the consultation that `party` leads, if there is one; whether there was."""
        consult = self._floor.calls.get(call.consult)
        if consult is None or not leads(consult, party):
            return False
        self._transfers.cancel(call)
        return True

    def hand_over(self, person: Person, call: Call, party: Party, command: HandOver) -> c.AnyResult:
        """A command of `person`, who has `party` of `call`."""
        match command:
            case c.Consult() | c.BlindTransfer():
                return self._transfer(person, call, party, command)
            case c.CancelTransfer():
                return c.Done() if self.cancel(call, party) else _refused(Refusal.WRONG_STATE)
            case c.Park():
                return self.park(person, call, party)
            case _:
                return self._conclude(call, party, command)

    def park(self, person: Person, call: Call, party: Party, slot: int = 0) -> c.AnyResult:
        """Leave the other party at `slot`, 0: at the lowest that is free."""
        if not talking(call):
            return _refused(Refusal.WRONG_STATE, call.state)
        if slot in self._floor.parked:
            return _refused(Refusal.TARGET_BUSY, str(slot))
        return c.Parked(slot=self._parking.park(person, call, party, slot))

    def _transfer(self, person: Person, call: Call, party: Party, command: c.Consult | c.BlindTransfer) -> c.AnyResult:
        if not talking(call):
            return _refused(Refusal.WRONG_STATE, call.state)
        if party.leg.startswith(PHONE_PREFIX) and not person.phone:
            return _refused(Refusal.NO_PHONE)
        blind = isinstance(command, c.BlindTransfer)
        code = feature(command.number)
        if blind and code is not None and code.kind is FeatureKind.SLOT:
            result = self.park(person, call, party, int(code.argument))
            return result if isinstance(result, c.Refused) else c.Done()
        if not blind and party.key:
            return _refused(Refusal.HELD_ON_PHONE)
        number, shown = wish(command.number)
        target = self._transfers.target(person, call, party, Wanted(number, command.group, shown, blind))
        if isinstance(target, Refusal):
            return _refused(target, command.number or command.group)
        act = self._transfers.blind if blind else self._transfers.consult
        act(person, call, party, target, shown)
        return c.Done()

    def _conclude(self, call: Call, party: Party, command: c.CompleteTransfer | c.Conference) -> c.AnyResult:
        consult = self._floor.calls.get(call.consult)
        if consult is None or not leads(consult, party) or consult.state is not CallState.CONNECTED:
            return _refused(Refusal.WRONG_STATE, call.state)
        target = consult.far
        if target is None:
            return _refused(Refusal.WRONG_STATE, consult.state)
        if isinstance(command, c.Conference):
            self._conferences.join(call, consult, target)
        else:
            self._transfers.complete(call, consult, target)
        return c.Done()

    def by_code(self, person: Person, code: Feature, leg: str = "") -> c.AnyResult:
        """`person`, who has no call, has dialled a code, on the browser phone or by `leg`. Reply: `Dialled`."""
        if code.kind is FeatureKind.SLOT:
            return self.take(person, c.Unpark(operator=person.id, slot=int(code.argument)), leg)
        ringing = self._parking.ringing(person, code.argument)
        result = self.take(person, c.PickUp(operator=person.id, call=ringing), leg)
        if isinstance(result, c.Refused) and not ringing and result.code is Refusal.UNKNOWN_CALL:
            return _refused(Refusal.NOTHING_RINGS, code.argument)
        return result if isinstance(result, c.Refused) else c.Dialled(call=ringing)

    def take(self, person: Person, command: c.Unpark | c.PickUp, leg: str = "") -> c.AnyResult:
        """`person`, who has no call, takes one: on the browser phone, or on `leg`, by which the desk phone calls."""
        if person.role is Role.OPERATOR and person.session is None:
            return _refused(Refusal.NOT_LOGGED_IN)
        if person.part is not Part.IDLE:
            return _refused(Refusal.BUSY, person.call)
        if not leg and not person.phone:
            return _refused(Refusal.NO_PHONE)
        if isinstance(command, c.Unpark):
            call = self._floor.calls.get(self._floor.parked.get(command.slot, ""))
            if call is None:
                return _refused(Refusal.NOTHING_PARKED, str(command.slot))
            self._parking.unpark(person, call, leg or person.leg)
            return c.Dialled(call=call.id)
        return self._pick_up(person, command.call, leg or person.leg)

    def _pick_up(self, person: Person, wanted: str, leg: str) -> c.AnyResult:
        call = self._floor.calls.get(wanted)
        if call is not None and call.consult:
            call = self._floor.calls[call.consult]
        offer = None if call is None else self._parking.colleague(person, call)
        if call is None or offer is None:
            return _refused(Refusal.UNKNOWN_CALL, wanted)
        if offer.kind is OfferKind.VISIT and person.session is None:
            return _refused(Refusal.NOT_LOGGED_IN)
        if call.near.user == person.id:
            return _refused(Refusal.BUSY, call.id)
        self._parking.pick_up(person, call, offer, leg)
        return c.Done()
