"""The commands of call handling, with their checks: transfer, park, pick-up, conference (F5.7, F5.10)."""

from typing import TypeAlias

from sip.contract import commands as c
from sip.contract.enums import CallState, Cause, OfferKind, Refusal, Role
from sip.domain.conference import Conferences
from sip.domain.dialplan import Feature, FeatureKind, feature, wish
from sip.domain.effects import PHONE_PREFIX, Caller, ExtensionTarget, Originate, Release
from sip.domain.floor import Floor
from sip.domain.park import Parking
from sip.domain.records import Call, Offer, Party, Person
from sip.domain.states import Part
from sip.domain.transfer import Transfers, Wanted, leads, talking

HandOver: TypeAlias = c.Consult | c.CompleteTransfer | c.CancelTransfer | c.BlindTransfer | c.Conference | c.Park
"""What an operator does with a call that they have."""
Wish: TypeAlias = c.Unpark | c.PickUp
"""Which call an operator takes that nobody has yet."""


def _refused(code: Refusal, detail: str = "") -> c.Refused:
    return c.Refused(code=code, detail=detail)


class Handling:
    """Carries them out. A refused one has changed nothing."""

    __slots__ = ("_conferences", "_fetching", "_floor", "_parking", "_transfers")

    def __init__(self, floor: Floor, transfers: Transfers, parking: Parking, conferences: Conferences) -> None:
        self._floor = floor
        self._transfers = transfers
        self._parking = parking
        self._conferences = conferences
        self._fetching: dict[str, tuple[str, Wish]] = {}
        """Leg to somebody's own desk phone → who it is, and what they take once it is lifted."""

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

    def take(self, person: Person, command: Wish, leg: str = "") -> c.AnyResult:
        """`person`, who has no call, takes one: on the browser phone, or on `leg`, by which the desk phone calls.
        Without either their desk phone is rung first, and takes the call once it is lifted."""
        found = self._wanted(person, command)
        if isinstance(found, c.Refused):
            return found
        call, offer = found
        if not leg and self._floor.talks_on_desk(person):
            return self._ring_own(person, command, call)
        if not leg and not person.phone:
            return _refused(Refusal.NO_PHONE)
        if offer is None:
            self._parking.unpark(person, call, leg or person.leg)
        else:
            self._parking.pick_up(person, call, offer, leg or person.leg)
        return _taken(command, call)

    def _wanted(self, person: Person, command: Wish) -> tuple[Call, Offer | None] | c.Refused:
        """The call that `person` may take, with the colleague's offer of one that rings."""
        if person.role is Role.OPERATOR and person.session is None:
            return _refused(Refusal.NOT_LOGGED_IN)
        if person.part is not Part.IDLE:
            return _refused(Refusal.BUSY, person.call)
        if isinstance(command, c.Unpark):
            parked = self._floor.calls.get(self._floor.parked.get(command.slot, ""))
            return _refused(Refusal.NOTHING_PARKED, str(command.slot)) if parked is None else (parked, None)
        return self._ringing(person, command.call)

    def _ringing(self, person: Person, wanted: str) -> tuple[Call, Offer] | c.Refused:
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
        return call, offer

    # The own desk phone first

    def _ring_own(self, person: Person, command: Wish, call: Call) -> c.AnyResult:
        floor = self._floor
        if any(user == person.id for user, _ in self._fetching.values()):
            return _refused(Refusal.BUSY)
        leg = floor.ids("leg")
        self._fetching[leg] = (person.id, command)
        caller = Caller(number=call.from_number, name=call.from_name, caller_id=call.caller_id, group=call.group)
        target = ExtensionTarget(extension=person.extension, auto_answer=True)
        floor.emit(Originate(leg=leg, call=call.id, target=target, caller=caller))
        return _taken(command, call)

    def lifted(self, leg: str) -> bool:
        """A leg was answered: whether it was the desk phone of somebody who takes a call, and now has it."""
        if leg not in self._fetching:
            return False
        user, command = self._fetching.pop(leg)
        self._floor.legs[leg] = ("", "")  # is up already, so that nobody answers it
        if isinstance(self.take(self._floor.people[user], command, leg), c.Refused):
            self._floor.drop_leg(leg)
            self._floor.emit(Release(leg=leg, cause=Cause.NORMAL))
        return True

    def dropped(self, leg: str) -> bool:
        """A leg came to nothing: whether it was such a desk phone, which was not lifted."""
        return self._fetching.pop(leg, None) is not None

    def settle(self) -> None:
        """Desk phones ring no more for calls that somebody else has taken, or for who has another by now."""
        for leg, (user, command) in tuple(self._fetching.items()):
            person = self._floor.people.get(user)
            if person is None or isinstance(self._wanted(person, command), c.Refused):
                del self._fetching[leg]
                self._floor.emit(Release(leg=leg, cause=Cause.NORMAL))


def _taken(command: Wish, call: Call) -> c.AnyResult:
    return c.Dialled(call=call.id) if isinstance(command, c.Unpark) else c.Done()
