"""The keys of desk phones: hold, a second call, transfer (REFER), and the codes that are dialled (F5.7, F5.10, F10.2).

A phone that holds its call and makes another consults about it: the second call becomes the near side of a
consultation, on a leg of its own, and all that may follow is what may follow of one begun on the screen.
"""

from sip.contract import commands as c
from sip.contract.enums import CallState, Cause, Refusal
from sip.domain.calls import Calls
from sip.domain.dialplan import Feature, FeatureKind, feature, wish
from sip.domain.effects import Accept, ExtensionOrigin, Referred, Release
from sip.domain.floor import Floor
from sip.domain.handling import Handling
from sip.domain.outbound import OF_OUTSIDE, Outbound
from sip.domain.records import Call, Party, Person
from sip.domain.routing import REFUSED_CAUSE
from sip.domain.states import Part
from sip.domain.transfer import Transfers, Wanted, talking


class DeskKeys:
    """Follows what desk phones do by themselves."""

    __slots__ = ("_calls", "_floor", "_handling", "_outbound", "_transfers")

    def __init__(
        self, floor: Floor, calls: Calls, transfers: Transfers, handling: Handling, outbound: Outbound
    ) -> None:
        self._floor = floor
        self._calls = calls
        self._transfers = transfers
        self._handling = handling
        self._outbound = outbound

    def _at(self, leg: str) -> tuple[Call, Party] | None:
        """The call and the side of it that `leg` is; None for one that rings or is not there."""
        known = self._floor.legs.get(leg)
        call = None if known is None else self._floor.calls[known[0]]
        party = None if call is None else next((each for each in call.parties() if each.leg == leg), None)
        return None if call is None or party is None else (call, party)

    # Hold

    def held(self, leg: str, on: bool) -> None:
        """The phone of `leg` holds its call, or takes it back. Where two talk it is a hold like any other; in a
        conference or a consultation nothing is booked, and who is left alone hears music."""
        found = self._at(leg)
        if found is None or not found[1].extension:
            return
        call, party = found
        party.key = on
        booked = party.segment and call.third is None
        if on and booked and not party.hold:
            self._calls.hold(call, party)
        elif not on and booked and party.hold:
            self._calls.resume(call, party)
        else:
            self._calls.plumb(call)

    # What is dialled

    def dialled(self, leg: str, origin: ExtensionOrigin) -> bool:
        """A desk phone dials: whether that was a code, a second call, or one that takes another's place."""
        person = self._floor.inside.get(origin.extension)
        code = feature(origin.number)
        if origin.replaces:
            self._replace(leg, origin)
        elif code is not None:
            self._conclude(leg, origin, person, self._by_code(leg, person, code))
        elif person is not None and person.part is not Part.IDLE:
            self._conclude(leg, origin, person, self._second(leg, person, origin.number))
        else:
            return False
        return True

    def _conclude(self, leg: str, origin: ExtensionOrigin, person: Person | None, result: c.AnyResult) -> None:
        if not isinstance(result, c.Refused):
            return
        if result.code not in OF_OUTSIDE:  # those have been told
            user = "" if person is None else person.id
            self._outbound.refused(user, origin.extension, origin.number, result.code)
        self._floor.emit(Release(leg=leg, cause=REFUSED_CAUSE.get(result.code, Cause.UNREACHABLE)))

    def _second(self, leg: str, person: Person, dialled: str) -> c.AnyResult:
        """Consult on `leg` about the call that the phone holds."""
        found = self._holds(person)
        if found is None:
            return c.Refused(code=Refusal.BUSY)
        call, party = found
        number, shown = wish(dialled)
        target = self._transfers.target(person, call, party, Wanted(number, "", shown, False))
        if isinstance(target, Refusal):
            return c.Refused(code=target)
        self._transfers.consult(person, call, party, target, shown, leg)
        return c.Done()

    def _holds(self, person: Person) -> tuple[Call, Party] | None:
        """The call that `person` holds on a desk phone, and may hand on."""
        call = self._floor.calls.get(person.call)
        party = None if call is None else call.party_of(person.id)
        if call is None or party is None or person.part is not Part.HOLDING or not talking(call):
            return None
        return (call, party) if party.leg in self._floor.legs else None

    def _by_code(self, leg: str, person: Person | None, code: Feature) -> c.AnyResult:
        if person is None:
            return c.Refused(code=Refusal.NUMBER_NOT_ALLOWED)
        if person.part is Part.IDLE:
            return self._handling.by_code(person, code, leg)
        held = self._holds(person)
        if held is None or code.kind is not FeatureKind.SLOT:
            return c.Refused(code=Refusal.BUSY)
        result = self._handling.park(person, *held, int(code.argument))
        if not isinstance(result, c.Refused):  # it has done what it was for
            self._floor.emit(Accept(leg=leg))
            self._floor.emit(Release(leg=leg, cause=Cause.NORMAL))
        return result

    # Transfer

    def refer(self, leg: str, number: str) -> None:
        """The party of `leg` asks for a blind transfer to `number` (RFC 3515), or for the park code to park."""
        found = self._at(leg)
        if found is None:
            return
        call, party = found
        cause = Cause.FORBIDDEN
        if party.user and talking(call):
            person = self._floor.people[party.user]
            result = self._refer(leg, person, call, party, number)
            if not isinstance(result, c.Refused):
                return
            cause = REFUSED_CAUSE.get(result.code, Cause.UNREACHABLE)
        self._floor.emit(Referred(leg=leg, cause=cause))

    def _refer(self, leg: str, person: Person, call: Call, party: Party, number: str) -> c.AnyResult:
        code = feature(number)
        if code is not None and code.kind is FeatureKind.SLOT:
            slot = int(code.argument)
            if slot in self._floor.parked:
                return c.Refused(code=Refusal.TARGET_BUSY)
            self._floor.emit(Referred(leg=leg, cause=Cause.NORMAL))
            return self._handling.park(person, call, party, slot)
        plain, shown = wish(number)
        target = self._transfers.target(person, call, party, Wanted(plain, "", shown, True))
        if isinstance(target, Refusal):
            return c.Refused(code=target)
        self._floor.emit(Referred(leg=leg, cause=Cause.NORMAL))
        self._transfers.blind(person, call, party, target, shown)
        return c.Done()

    def refer_to_call(self, leg: str, other: str) -> None:
        """The phone asks, on one of its two legs, that the parties of both be connected: 転送実行 (RFC 5589 7). Only of
        a consultation that has been answered."""
        here, there = self._at(leg), self._at(other)
        if here is None:
            return
        consult, main = (here, there) if here[0].main else (there, here)
        if consult is None or main is None or not self._bound(main, consult):
            self._floor.emit(Referred(leg=leg, cause=Cause.REJECTED))
            return
        self._floor.emit(Referred(leg=leg, cause=Cause.NORMAL))
        target = consult[0].far
        if target is not None:
            self._transfers.complete(main[0], consult[0], target)

    @staticmethod
    def _bound(main: tuple[Call, Party], consult: tuple[Call, Party]) -> bool:
        call, party = consult
        return (
            call.main == main[0].id
            and party is call.near
            and party.user == main[1].user
            and call.state is CallState.CONNECTED
        )

    # RFC 3891

    def _replace(self, leg: str, origin: ExtensionOrigin) -> None:
        """Another phone of the same extension takes over a call that is connected; anybody else's it may not (3)."""
        found = self._at(origin.replaces)
        if found is None or found[0].state is not CallState.CONNECTED or found[1].extension != origin.extension:
            self._floor.emit(Release(leg=leg, cause=Cause.REJECTED))
            return
        call, party = found
        self._floor.emit(Accept(leg=leg))
        self._calls.move(call, party, leg)
        self.held(leg, on=False)
