"""Where calls go: from a trunk, from a desk phone, from the browser phone."""

from typing import Final

from sip.contract.config import Extension, Group
from sip.contract.enums import Cause, Direction, OfferKind, Refusal, Side, Status
from sip.domain.calls import Calls
from sip.domain.distribution import Distribution
from sip.domain.effects import (
    Caller,
    ExtensionOrigin,
    ExtensionTarget,
    Originate,
    OutsideTarget,
    Release,
    TrunkOrigin,
)
from sip.domain.floor import Call, Floor, Party, Person
from sip.domain.offers import Offers
from sip.domain.presence import Presence, base_status
from sip.domain.states import Part

_REFUSED_CAUSE: Final = {
    Refusal.UNKNOWN_NUMBER: Cause.UNREACHABLE,
    Refusal.INVALID_NUMBER: Cause.UNREACHABLE,
    Refusal.NO_TRUNK: Cause.UNREACHABLE,
}


class Routing:
    """Begins calls and leads them to a group, an extension or outside.

    A trunk's call is always a call, even to a number that leads nowhere. A desk phone that dials what cannot be dialled
    is refused as the browser phone is: without a call.

    A trunk's call to the extension of a user is no visit: the user is rung (`OfferKind.INTERNAL`), if they are a
    logged-in operator only in 受付可 (F5.3), and the call counts as external for their status. An extension without a
    user, and an outside number, are forwarded to without more.
    """

    __slots__ = ("_calls", "_distribution", "_floor", "_offers", "_presence")

    def __init__(
        self, floor: Floor, presence: Presence, offers: Offers, calls: Calls, distribution: Distribution
    ) -> None:
        self._floor = floor
        self._presence = presence
        self._offers = offers
        self._calls = calls
        self._distribution = distribution

    def from_trunk(self, leg: str, origin: TrunkOrigin) -> None:
        """A call from the carrier."""
        floor = self._floor
        near = Party(leg)
        call = Call(floor.ids("call"), Direction.INBOUND, near, origin.from_number, origin.number)
        call.from_name = origin.from_name
        call.caller_id = origin.caller_id
        route = floor.plan.inbound(origin.number)
        group = None if route is None or not route.group else floor.groups.get(route.group)
        self._calls.start(call, trunk=origin.trunk)
        if route is None:
            self._nowhere(call)
        elif route.group:
            self._to_group(call, group)
        elif route.extension:
            self._to_extension(call, floor.plan.extension(route.extension))
        else:
            self._to_outside(call, route.external, Caller(number=call.from_number, caller_id=call.caller_id))

    def from_extension(self, leg: str, origin: ExtensionOrigin) -> None:
        """A desk phone dials."""
        person = self._floor.inside.get(origin.extension)
        if person is not None and person.part is not Part.IDLE:
            self._floor.emit(Release(leg=leg, cause=Cause.BUSY))
            return
        near = Party(leg, "" if person is None else person.id, origin.extension)
        begun = self.dial(near, person, origin.number, None)
        if isinstance(begun, Refusal):
            self._floor.emit(Release(leg=leg, cause=_REFUSED_CAUSE[begun]))

    def dial(self, near: Party, person: Person | None, number: str, group: Group | None) -> str | Refusal:
        """`near`, which `person` (free for a call) has, dials `number`; `group`'s number is shown, else that of the
        person's first group. The call's id, or why nothing was begun."""
        target = self._floor.plan.dialled(number)
        if isinstance(target, Refusal):
            return target
        if isinstance(target, str):
            return self._dial_outside(near, person, target, group)
        if target.number == near.extension:
            return Refusal.INVALID_NUMBER
        call = Call(self._floor.ids("call"), Direction.INTERNAL, near, near.extension, target.number)
        call.from_name = "" if person is None else person.name
        self._calls.start(call)
        self._to_extension(call, target)
        return call.id

    def _dial_outside(self, near: Party, person: Person | None, number: str, group: Group | None) -> str | Refusal:
        floor = self._floor
        if not floor.config.trunks:
            return Refusal.NO_TRUNK
        if group is None and person is not None and person.groups:
            group = floor.groups[person.groups[0]]
        shown = "" if group is None else group.number
        call = Call(floor.ids("call"), Direction.OUTBOUND, near, shown, number)
        call.rules = group
        if person is not None:
            self._presence.close_work(person)
        self._calls.start(call)
        self._to_outside(call, number, Caller(number=shown, group=call.group))
        return call.id

    # Destinations

    def _nowhere(self, call: Call, cause: Cause = Cause.UNREACHABLE) -> None:
        self._calls.end(call, cause, Side.SYSTEM)

    def _to_group(self, call: Call, group: Group | None) -> None:
        if group is None:
            self._nowhere(call)
        else:
            self._distribution.enter(call, group)

    def _to_outside(self, call: Call, number: str, caller: Caller) -> None:
        leg = self._floor.new_leg(call.id)
        call.far = Party(leg)
        self._floor.emit(Originate(leg=leg, call=call.id, target=OutsideTarget(number=number), caller=caller))

    def _to_extension(self, call: Call, extension: Extension | None) -> None:
        floor = self._floor
        if extension is None:
            self._nowhere(call)
            return
        person = floor.inside.get(extension.number)
        if person is not None:
            self._to_person(call, person)
        elif floor.devices.get(extension.number, 0) == 0:
            self._nowhere(call)
        else:
            leg = floor.new_leg(call.id)
            call.far = Party(leg, "", extension.number)
            caller = Caller(number=call.from_number, name=call.from_name, caller_id=call.caller_id)
            target = ExtensionTarget(extension=extension.number)
            floor.emit(Originate(leg=leg, call=call.id, target=target, caller=caller))

    def _to_person(self, call: Call, person: Person) -> None:
        if not self._floor.reachable(person):
            self._nowhere(call)
        elif person.part is not Part.IDLE or (call.external and _closed_to_outside(person)):
            self._nowhere(call, Cause.BUSY)
        else:
            self._offers.begin(call, person, OfferKind.INTERNAL)
            self._calls.ring(call)


def _closed_to_outside(person: Person) -> bool:
    """Whether F5.3 keeps external calls from the person."""
    return person.session is not None and base_status(person) != Status.AVAILABLE
