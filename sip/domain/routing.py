"""Where calls go: from a trunk, from a desk phone, from the browser phone."""

from typing import Final

from sip.contract.config import Extension, Group
from sip.contract.enums import (
    CallerId,
    Cause,
    Direction,
    NumberClass,
    OfferKind,
    Refusal,
    Side,
    Status,
    VisitEntry,
)
from sip.domain.announcements import Desk
from sip.domain.calls import Calls
from sip.domain.dialplan import wish
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
from sip.domain.floor import Floor
from sip.domain.offers import Offers
from sip.domain.outbound import Outbound
from sip.domain.presence import Presence, base_status
from sip.domain.records import Call, Party, Person
from sip.domain.states import Part
from sip.domain.voicemail import Voicemail

REFUSED_CAUSE: Final = {
    Refusal.UNKNOWN_NUMBER: Cause.UNREACHABLE,
    Refusal.INVALID_NUMBER: Cause.INCOMPLETE,
    Refusal.OWN_NUMBER: Cause.INCOMPLETE,
    Refusal.NUMBER_NOT_ALLOWED: Cause.FORBIDDEN,
    Refusal.TOO_MANY_CALLS: Cause.BUSY,
    Refusal.TOO_MANY_PER_HOUR: Cause.BUSY,
    Refusal.NO_TRUNK: Cause.OVERLOADED,
    Refusal.NO_EMERGENCY_TRUNK: Cause.OVERLOADED,
    Refusal.BUSY: Cause.BUSY,
    Refusal.TARGET_BUSY: Cause.BUSY,
    Refusal.NOT_LOGGED_IN: Cause.FORBIDDEN,
}
"""What a desk phone is told (404, 484, 403, 486, 503); of any other refusal 404."""


class Routing:
    """Begins calls and leads them to a group, an extension or outside.

    A trunk's call is always a call, even to a number that leads nowhere. A desk phone that dials what cannot be dialled
    is refused as the browser phone is: without a call, and `DialRefused` says so.

    A trunk's call to the extension of a user is no visit: the user is rung (`OfferKind.INTERNAL`), if they are a
    logged-in operator only in 受付可 (F5.3), and the call counts as external for their status. An extension without a
    user, and an outside number, are forwarded to without more.
    """

    __slots__ = ("_calls", "_distribution", "_floor", "_offers", "_outbound", "_presence", "_voicemail", "desk")

    def __init__(
        self,
        floor: Floor,
        presence: Presence,
        offers: Offers,
        calls: Calls,
        distribution: Distribution,
        outbound: Outbound,
        voicemail: Voicemail,
    ) -> None:
        self.desk = Desk(floor, calls, distribution, self, voicemail)
        self._voicemail = voicemail
        self._floor = floor
        self._outbound = outbound
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
        call.wall = origin.at - floor.now
        route = floor.plan.inbound(origin.number)
        group = None if route is None or not route.group else floor.groups.get(route.group)
        self._calls.start(call, trunk=origin.trunk)
        if route is None:
            self._nowhere(call)
        elif route.group:
            self._to_group(call, group)
        elif route.menu:
            self.desk.arrive_at_menu(call, route.menu)
        elif route.extension:
            self._to_extension(call, floor.plan.extension(route.extension))
        else:
            self.to_outside(call, route.external)

    # What the reception asks for (`announcements.Destinations`)

    def to_extension(self, call: Call, number: str) -> bool:
        """See `announcements.Destinations`."""
        floor = self._floor
        extension = floor.plan.extension(number)
        person = floor.inside.get(number)
        if extension is None or (floor.devices.get(number, 0) == 0 if person is None else not self._takes(person)):
            return extension is not None and self._voicemail.answers(call, number)
        self._to_extension(call, extension)
        return True

    def to_outside(self, call: Call, number: str) -> None:
        """See `announcements.Destinations`."""
        self._to_outside(call, number, Caller(number=call.from_number, caller_id=call.caller_id))

    def _takes(self, person: Person) -> bool:
        """Whether a call from outside can ring the person now."""
        return self._floor.reachable(person) and person.part is Part.IDLE and not _closed_to_outside(person)

    def from_extension(self, leg: str, origin: ExtensionOrigin) -> None:
        """A desk phone dials, whose user has no call (else `DeskKeys.dialled`)."""
        person = self._floor.inside.get(origin.extension)
        near = Party(leg, "" if person is None else person.id, origin.extension)
        begun = self.dial(near, person, origin.number, None)
        if isinstance(begun, Refusal):
            self._floor.emit(Release(leg=leg, cause=REFUSED_CAUSE[begun]))

    def dial(
        self, near: Party, person: Person | None, number: str, group: Group | None, *, lift: bool = False
    ) -> str | Refusal:
        """`near`, which `person` (free for a call) has, dials `number`; `group`'s number is shown, else that of the
        group that the person has chosen, else of their first. `lift`: `near` is a leg that is not there yet, the own
        desk phone, which is rung first. The call's id, or why nothing was begun."""
        plain, shown = wish(number)
        target = self._floor.plan.dialled(plain)
        refusal = self._refusal(near, person, target)
        if refusal is not None:
            self._outbound.refused(near.user, near.extension, number, refusal)
            return refusal
        if isinstance(target, Extension):
            call = Call(self._floor.ids("call"), Direction.INTERNAL, near, near.extension, target.number)
            call.from_name = "" if person is None else person.name
        else:
            call = self._outside_call(near, person, str(target), self._outbound.group(person, group))
            call.caller_id = shown
        self._calls.start(call)
        call.goal = target if isinstance(target, Extension) else str(target)
        if lift:
            self._ring_own(call)
        else:
            self._lead(call)
        return call.id

    def _refusal(self, near: Party, person: Person | None, target: Extension | str | Refusal) -> Refusal | None:
        if isinstance(target, Refusal):
            return target
        if isinstance(target, Extension):
            return Refusal.OWN_NUMBER if target.number == near.extension else None
        return self._outbound.refusal(person, near.extension, target)

    def _outside_call(self, near: Party, person: Person | None, number: str, group: Group | None) -> Call:
        call = Call(self._floor.ids("call"), Direction.OUTBOUND, near, "" if group is None else group.number, number)
        call.rules = group
        if person is not None:
            self._presence.close_work(person)
        self._outbound.begun(near.extension)
        return call

    # The own desk phone first

    def _ring_own(self, call: Call) -> None:
        """Ring the caller's desk phones, which are shown whom they call."""
        call.accepted = True  # it need not be answered: it answers us
        target = ExtensionTarget(extension=call.near.extension, auto_answer=True)
        caller = Caller(number=call.to_number)
        self._floor.emit(Originate(leg=call.near.leg, call=call.id, target=target, caller=caller))

    def lifted(self, leg: str) -> bool:
        """A leg was answered: whether it was the own desk phone of a caller, whose call now goes on."""
        known = self._floor.legs.get(leg)
        call = None if known is None else self._floor.calls.get(known[0])
        if call is None or call.near.leg != leg or call.goal == "":
            return False
        self._lead(call)
        return True

    def _lead(self, call: Call) -> None:
        goal, call.goal = call.goal, ""
        if isinstance(goal, Extension):
            self._to_extension(call, goal)
        else:
            shown = Caller(number=call.from_number, caller_id=call.caller_id, group=call.group)
            self._to_outside(call, goal, shown)

    # Destinations

    def lead(self, call: Call, target: Extension | Group | str, person: Person, shown: CallerId) -> None:
        """Lead a call that is there on to an extension, a group or an outside number, for `person`, who is `shown`
        there as a caller from outside, with the number of the call's group or their own."""
        if isinstance(target, Group):
            call.handed = False  # the group's rules say from here on what becomes of the caller
            self._distribution.enter(call, target, VisitEntry.TRANSFER)
        elif isinstance(target, Extension):
            self._to_extension(call, target)
        else:
            group = self._outbound.group(person, call.rules)
            caller = Caller(caller_id=shown)
            if group is not None:
                caller = Caller(number=group.number, caller_id=shown, group=group.id)
            self._outbound.begun(person.extension)
            self._to_outside(call, target, caller)

    def closed(self, target: Extension | Group | str, person: Person, external: bool) -> Refusal | None:
        """Why `person` cannot lead a call to `target` just now; None: they can. `external`: one from outside."""
        floor = self._floor
        if isinstance(target, str):
            refusal = self._outbound.refusal(person, person.extension, target)
            if refusal is not None:
                self._outbound.refused(person.id, person.extension, target, refusal)
            return refusal
        if isinstance(target, Group):
            return None
        rung = floor.inside.get(target.number)
        if rung is None:
            return None if floor.devices.get(target.number, 0) else Refusal.TARGET_UNREACHABLE
        if not floor.reachable(rung):
            return Refusal.TARGET_UNREACHABLE
        busy = rung.part is not Part.IDLE or (external and _closed_to_outside(rung))
        return Refusal.TARGET_BUSY if busy else None

    def ring_back(self, call: Call, person: Person) -> None:
        """Ring who handed the caller on, in whatever status they are now."""
        self._offers.begin(call, person, OfferKind.TRANSFER)
        self._calls.ring(call)

    def _nowhere(self, call: Call, cause: Cause = Cause.UNREACHABLE) -> None:
        self._calls.end(call, cause, Side.SYSTEM)

    def _to_group(self, call: Call, group: Group | None) -> None:
        if group is None:
            self._nowhere(call)
        else:
            self.desk.arrive(call, group)

    def _to_outside(self, call: Call, number: str, caller: Caller) -> None:
        floor = self._floor
        leg = floor.new_leg(call.id)
        call.far = Party(leg)
        target = OutsideTarget(number=number, emergency=floor.plan.kind(number) is NumberClass.EMERGENCY)
        floor.emit(Originate(leg=leg, call=call.id, target=target, caller=caller, behind=call.near.leg))

    def _to_extension(self, call: Call, extension: Extension | None) -> None:
        floor = self._floor
        if extension is None:
            self._nowhere(call)
            return
        person = floor.inside.get(extension.number)
        if person is not None:
            self._to_person(call, person)
        elif floor.devices.get(extension.number, 0) == 0:
            self._not_there(call, extension.number, Cause.UNREACHABLE)
        else:
            leg = floor.new_leg(call.id)
            call.far = Party(leg, "", extension.number)
            caller = Caller(number=call.from_number, name=call.from_name, caller_id=call.caller_id)
            target = ExtensionTarget(extension=extension.number)
            floor.emit(Originate(leg=leg, call=call.id, target=target, caller=caller))
            self._voicemail.stand_by(call, extension.number)

    def _not_there(self, call: Call, extension: str, cause: Cause) -> None:
        """Nothing of the extension can ring: its mailbox answers, if it has one."""
        if not self._voicemail.answers(call, extension):
            self._nowhere(call, cause)

    def _to_person(self, call: Call, person: Person) -> None:
        if not self._floor.reachable(person):
            self._not_there(call, person.extension, Cause.UNREACHABLE)
        elif person.part is not Part.IDLE or (call.external and _closed_to_outside(person)):
            self._not_there(call, person.extension, Cause.BUSY)
        else:
            kind = OfferKind.TRANSFER if call.main or call.handed else OfferKind.INTERNAL
            self._offers.begin(call, person, kind)
            self._calls.ring(call)
            self._voicemail.stand_by(call, person.extension)


def _closed_to_outside(person: Person) -> bool:
    """Whether F5.3 keeps external calls from the person."""
    return person.session is not None and base_status(person) != Status.AVAILABLE
