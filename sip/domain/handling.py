"""The commands of call handling, with their checks: transfer, park, pick-up, conference (F5.7, F5.10)."""

from typing import Final, TypeAlias

from sip.contract import commands as c
from sip.contract.enums import CallState, Cause, OfferKind, Refusal, Role
from sip.domain.conference import Conferences
from sip.domain.dialplan import wish
from sip.domain.effects import PHONE_PREFIX, Referred
from sip.domain.floor import Call, Floor, Party, Person
from sip.domain.park import Parking
from sip.domain.states import Part
from sip.domain.transfer import Transfers, Wanted, talking

HandOver: TypeAlias = c.Consult | c.CompleteTransfer | c.CancelTransfer | c.BlindTransfer | c.Conference | c.Park
"""What an operator does with a call that they have."""


_DECLINED: Final = {
    Refusal.TARGET_BUSY: Cause.BUSY,
    Refusal.NUMBER_NOT_ALLOWED: Cause.FORBIDDEN,
    Refusal.NO_TRUNK: Cause.OVERLOADED,
}
"""What a desk phone is told of a transfer that cannot be; of any other: unreachable."""


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
        if consult is None or consult.near is not party:
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
                if not talking(call):
                    return _refused(Refusal.WRONG_STATE, call.state)
                return c.Parked(slot=self._parking.park(person, call, party))
            case _:
                return self._conclude(call, party, command)

    def _transfer(self, person: Person, call: Call, party: Party, command: c.Consult | c.BlindTransfer) -> c.AnyResult:
        if not talking(call):
            return _refused(Refusal.WRONG_STATE, call.state)
        if party.leg.startswith(PHONE_PREFIX) and not person.phone:
            return _refused(Refusal.NO_PHONE)
        blind = isinstance(command, c.BlindTransfer)
        number, shown = wish(command.number)
        target = self._transfers.target(person, call, party, Wanted(number, command.group, shown, blind))
        if isinstance(target, Refusal):
            return _refused(target, command.number or command.group)
        act = self._transfers.blind if blind else self._transfers.consult
        act(person, call, party, target, shown)
        return c.Done()

    def _conclude(self, call: Call, party: Party, command: c.CompleteTransfer | c.Conference) -> c.AnyResult:
        consult = self._floor.calls.get(call.consult)
        if consult is None or consult.near is not party or consult.state is not CallState.CONNECTED:
            return _refused(Refusal.WRONG_STATE, call.state)
        target = consult.far
        if target is None:
            return _refused(Refusal.WRONG_STATE, consult.state)
        if isinstance(command, c.Conference):
            self._conferences.join(call, consult, target)
        else:
            self._transfers.complete(call, consult, target)
        return c.Done()

    def refer(self, leg: str, number: str) -> None:
        """The party of `leg` asks, by its desk phone, for a blind transfer to `number` (RFC 3515)."""
        known = self._floor.legs.get(leg)
        call = None if known is None else self._floor.calls[known[0]]
        party = None if call is None else next((each for each in call.parties() if each.leg == leg), None)
        if call is None or party is None:
            return
        cause = Cause.FORBIDDEN
        if party.user and talking(call):
            person = self._floor.people[party.user]
            plain, shown = wish(number)
            target = self._transfers.target(person, call, party, Wanted(plain, "", shown, True))
            if not isinstance(target, Refusal):
                self._floor.emit(Referred(leg=leg, cause=Cause.NORMAL))
                self._transfers.blind(person, call, party, target, shown)
                return
            cause = _DECLINED.get(target, Cause.UNREACHABLE)
        self._floor.emit(Referred(leg=leg, cause=cause))

    def take(self, person: Person, command: c.Unpark | c.PickUp) -> c.AnyResult:
        """`person`, who has no call, takes one."""
        if person.role is Role.OPERATOR and person.session is None:
            return _refused(Refusal.NOT_LOGGED_IN)
        if person.part is not Part.IDLE:
            return _refused(Refusal.BUSY, person.call)
        if not person.phone:
            return _refused(Refusal.NO_PHONE)
        if isinstance(command, c.Unpark):
            call = self._floor.calls.get(self._floor.parked.get(command.slot, ""))
            if call is None:
                return _refused(Refusal.UNKNOWN_CALL, str(command.slot))
            self._parking.unpark(person, call)
            return c.Dialled(call=call.id)
        return self._pick_up(person, command.call)

    def _pick_up(self, person: Person, wanted: str) -> c.AnyResult:
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
        self._parking.pick_up(person, call, offer)
        return c.Done()
